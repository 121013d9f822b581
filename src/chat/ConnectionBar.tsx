import type { ReactNode } from 'react';
import type { ChatState } from './client/state.ts';
import styles from './ConnectionBar.module.css';
import { useSpeech } from './speech-context.ts';

/** Says when the line is down, and that nothing is lost. It appears only when the loss lasts a moment. */
export function ConnectionBar({ state }: { state: ChatState }): ReactNode {
  const { t } = useSpeech();
  const down = state.connection === 'reconnecting' && state.phase !== 'ended';
  return (
    <div className={styles.place} role="status">
      {down && (
        <p className={styles.bar}>
          <span className={styles.pulse} />
          {state.problem === null ? (
            t('reconnecting')
          ) : (
            <span>
              {t('refusedConnection')} <small>{t('errorCode', { code: state.problem })}</small>
            </span>
          )}
        </p>
      )}
    </div>
  );
}
