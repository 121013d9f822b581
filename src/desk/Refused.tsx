import { CircleAlert, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../ui/IconButton.tsx';
import { useActions, useDesk } from './desk-context.ts';
import styles from './Refused.module.css';
import { useRefusalText } from './refusal-text.ts';
import type { Refusal } from '../store/model.ts';

/**
 * Why the server said no, beside the control at which it was asked. Draws nothing when it did not. `words`: those of a
 * feature for codes of its own; null leaves them to the words that all have.
 */
export function Refused({
  control,
  words = () => null,
}: {
  control: string;
  words?: (refusal: Refusal) => string | null;
}) {
  const { t } = useTranslation();
  const actions = useActions();
  const refusal = useDesk((state) => state.refusals[control]);
  const text = useRefusalText();
  if (refusal === undefined) return null;
  return (
    <div className={styles.refused} role="alert">
      <CircleAlert size={16} aria-hidden="true" />
      <span className={styles.text}>
        {words(refusal) ?? text(refusal)} <code className={styles.code}>{refusal.code}</code>
      </span>
      <IconButton
        className={styles.close}
        label={t('common.dismiss')}
        icon={<X size={14} />}
        onClick={() => {
          actions.dismissRefusal(control);
        }}
      />
    </div>
  );
}
