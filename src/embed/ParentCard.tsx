import { useTranslation } from 'react-i18next';
import { Button } from '../ui/Button.tsx';
import styles from './ParentCard.module.css';
import type { ParentProblem } from './problem.ts';

/** Says why the page around does not sign the desk in, what to do, and which origin to add where one is missing. */
export function ParentCard({ problem, onRetry }: { problem: ParentProblem; onRetry: () => void }) {
  const { t } = useTranslation();
  const { kind } = problem;
  const origin = problem.origin ?? t('embed.around');
  const stranger = kind === 'silent' ? problem.stranger : null;
  const missing = kind === 'unknown' ? problem.origin : stranger;
  return (
    <main className={styles.page} data-problem={kind} aria-live="polite">
      <div className={styles.card}>
        <h1 className={styles.title}>{t(`embed.${kind}.title`)}</h1>
        <p className={styles.text}>{t(`embed.${kind}.text`, { origin })}</p>
        <div className={styles.actions}>
          <Button look="primary" size="large" onClick={onRetry}>
            {t('embed.retry')}
          </Button>
        </div>
        <div className={styles.small}>
          <p>{t(`embed.${kind}.help`)}</p>
          {stranger !== null && <p>{t('embed.stranger', { origin: stranger })}</p>}
          {missing !== null && (
            <p>
              {t('embed.add')} <code className={styles.code}>EMBED_ORIGINS={missing}</code>
            </p>
          )}
          {kind === 'refused' && (
            <p>
              {t('embed.code')} <code className={styles.code}>{problem.code}</code>
            </p>
          )}
        </div>
      </div>
    </main>
  );
}
