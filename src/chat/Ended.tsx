import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import type { SessionEnd } from '../../protocol/customer-channel/frames.ts';
import styles from './Ended.module.css';
import { DoneIcon } from './icons.tsx';
import { useSpeech } from './speech-context.ts';
import type { TextKey } from './texts/index.ts';

const REASONS: Record<SessionEnd, TextKey> = {
  CUSTOMER: 'endedCustomer',
  AGENT: 'endedAgent',
  FORCE_CLOSED: 'endedAgent',
  INACTIVITY: 'endedInactivity',
  NETWORK: 'endedNetwork',
  NO_AGENT_AVAILABLE: 'endedNoAgent',
};

type Props = { reason: SessionEnd | null; onAgain: () => void };

/** The end, why it came, and the way to begin again. */
export function Ended({ reason, onAgain }: Props): ReactNode {
  const { t } = useSpeech();
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    title.current?.focus();
  }, []);
  return (
    <section className={styles.ended}>
      <span className={styles.icon}>
        <DoneIcon />
      </span>
      <div className={styles.words}>
        <h2 ref={title} tabIndex={-1} className={styles.title}>
          {t('endedTitle')}
        </h2>
        <p className={styles.reason}>{t(reason === null ? 'endedUnknown' : REASONS[reason])}</p>
      </div>
      <button type="button" className={styles.again} onClick={onAgain}>
        {t('startAgain')}
      </button>
    </section>
  );
}
