import { useTranslation } from 'react-i18next';
import { refusalOf } from '../../connection/refusal.ts';
import { useRefusalText } from '../../desk/refusal-text.ts';
import { Button } from '../../ui/Button.tsx';
import styles from './History.module.css';

/** What could not be loaded, why, and once more. `what` is a word below `history.` */
export function Failed({
  what,
  error,
  onRetry,
}: {
  what: 'failed' | 'readFailed';
  error: unknown;
  onRetry: () => void;
}) {
  const { t } = useTranslation();
  const refusalText = useRefusalText();
  const reason = refusalText(refusalOf(error));
  return (
    <div className={styles.failed} role="alert">
      <p>{what === 'failed' ? t('history.failed', { reason }) : t('history.readFailed', { reason })}</p>
      <Button size="small" onClick={onRetry}>
        {t('history.retry')}
      </Button>
    </div>
  );
}
