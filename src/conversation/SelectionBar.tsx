import { Copy } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/Button.tsx';
import { useReturningFocus } from '../ui/focus-home.ts';
import styles from './SelectionBar.module.css';

/** How many messages are chosen, and what can be done with them. */
export function SelectionBar({
  count,
  onCopy,
  onEnd,
}: {
  count: number;
  onCopy: () => void;
  onEnd: () => void;
}) {
  const { t } = useTranslation();
  useReturningFocus();
  return (
    <div className={styles.bar} role="group" aria-label={t('timeline.selectedCount', { count })}>
      <span className={styles.count} role="status">
        {t('timeline.selectedCount', { count })}
      </span>
      <Button
        size="small"
        look="primary"
        disabled={count === 0}
        icon={<Copy size={14} aria-hidden="true" />}
        onClick={onCopy}
      >
        {t('timeline.copy')}
      </Button>
      <Button size="small" onClick={onEnd}>
        {t('timeline.selectEnd')}
      </Button>
    </div>
  );
}
