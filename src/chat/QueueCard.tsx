import type { ReactNode } from 'react';
import type { ChatState } from './client/state.ts';
import { waitText } from './format.ts';
import styles from './QueueCard.module.css';
import { useSpeech } from './speech-context.ts';

/** Where one stands while nobody has answered yet: large as long as nothing was said, then out of the way. */
export function QueueCard({ state, large }: { state: ChatState; large: boolean }): ReactNode {
  const speech = useSpeech();
  const { t } = speech;
  const { queue } = state;
  const before = queue === null ? 0 : Math.max(0, queue.position - 1);
  return (
    <section className={large ? styles.large : styles.card} aria-label={t('queueTitle')}>
      <div className={styles.ring} aria-hidden="true">
        <span className={styles.sweep} />
        <span className={styles.number}>
          {queue === null ? '' : new Intl.NumberFormat(speech.language).format(queue.position)}
        </span>
      </div>
      <div className={styles.words}>
        <p className={styles.title} role="status">
          {queue === null
            ? t('queueLooking')
            : before === 0
              ? t('queueNext')
              : speech.plural('queueBefore', before)}
          {queue !== null && (
            <span className={styles.wait}>{waitText(queue.expectedWaitSeconds, speech)}</span>
          )}
        </p>
        <p className={styles.hint}>{t('queueHint')}</p>
      </div>
    </section>
  );
}
