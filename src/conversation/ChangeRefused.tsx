import { CircleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { oneOf } from '../base/one-of.ts';
import { useDesk } from '../desk/desk-context.ts';
import { useRefusalText } from '../desk/refusal-text.ts';
import { changeControl } from './change-actions.ts';
import styles from './ChangeMessage.module.css';

/** Codes that mean something of their own where a message was to be changed. */
const hasOwnWords = oneOf('STATE_NOT_ALLOWED', 'MESSAGE_NOT_FOUND', 'FORBIDDEN');

/** Why the server left a message as it was. Nothing where it did not. */
export function ChangeRefused({ messageId }: { messageId: string }) {
  const { t } = useTranslation();
  const refusal = useDesk((state) => state.refusals[changeControl(messageId)]);
  const text = useRefusalText();
  if (refusal === undefined) return null;
  const { code } = refusal;
  return (
    <p className={styles.problem} role="alert">
      <CircleAlert size={14} aria-hidden="true" />
      <span>
        {hasOwnWords(code) ? t(`timeline.changeRefused.${code}`) : text(refusal)} <code>{code}</code>
      </span>
    </p>
  );
}
