import { CircleAlert, LogOut, MonitorSmartphone, ShieldOff, Timer } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import styles from './EndPage.module.css';

/** Everything that takes the whole window because the desk can't go on by itself. */
export type End = 'replaced' | 'signedOut' | 'expired' | 'forbidden' | 'locked' | 'unreachable' | 'broken';

const ICONS: Readonly<Record<End, ReactNode>> = {
  replaced: <MonitorSmartphone size={40} strokeWidth={1.5} aria-hidden="true" />,
  signedOut: <LogOut size={40} strokeWidth={1.5} aria-hidden="true" />,
  expired: <Timer size={40} strokeWidth={1.5} aria-hidden="true" />,
  forbidden: <ShieldOff size={40} strokeWidth={1.5} aria-hidden="true" />,
  locked: <ShieldOff size={40} strokeWidth={1.5} aria-hidden="true" />,
  unreachable: <CircleAlert size={40} strokeWidth={1.5} aria-hidden="true" />,
  broken: <CircleAlert size={40} strokeWidth={1.5} aria-hidden="true" />,
};

/** Says in plain words what happened, what of it is kept, and the way out. */
export function EndPage({ end, at, onGoOn }: { end: End; at: string; onGoOn: () => void }) {
  const { t } = useTranslation();
  return (
    <main className={styles.page} data-end={end}>
      <EmptyState
        icon={ICONS[end]}
        level="h1"
        title={t(`end.${end}.title`)}
        actions={
          <Button look="primary" size="large" onClick={onGoOn}>
            {t(`end.${end}.action`)}
          </Button>
        }
      >
        <p>{t(`end.${end}.text`)}</p>
        <p className={styles.at}>{t('end.at', { time: at })}</p>
      </EmptyState>
    </main>
  );
}
