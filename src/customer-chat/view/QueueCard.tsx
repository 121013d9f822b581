/** @jsxImportSource preact */
import type { VNode } from 'preact';
import type { ChatState } from '../../../packages/customer-client/state.ts';
import { ChangingText } from './ChangingText.tsx';
import { useChat } from './context.ts';
import { waitText } from './format.ts';

/** The place in the queue: large until the first message, then a small line. */
export function QueueCard({ state: { queue, entries } }: { state: ChatState }): VNode {
  const { speech } = useChat();
  const { t } = speech;
  const before = queue === null ? 0 : Math.max(0, queue.position - 1);
  const wait = queue?.expectedWaitSeconds ?? null;
  const standing =
    queue === null ? t('queueLooking') : before > 0 ? speech.plural('queueBefore', before) : t('queueNext');
  const position = queue === null ? '' : new Intl.NumberFormat(speech.locale).format(queue.position);
  const waitWords = wait === null ? t('queueNobody') : waitText(wait, speech);
  return (
    <section class={entries.length === 0 ? 'queue large' : 'queue'} aria-label={t('queueTitle')}>
      <div class="queue-ring" aria-hidden>
        <span class="queue-sweep" />
        <span key={position} class="queue-number">
          {position}
        </span>
      </div>
      <div class="queue-words">
        <p class="queue-title" role="status">
          {/* Nobody works for the queue: there is no turn to promise. */}
          <ChangingText text={queue !== null && wait === null && before === 0 ? t('queueTitle') : standing} />
          {queue !== null && (
            <span key={waitWords} class="queue-wait">
              {` ${waitWords}`}
            </span>
          )}
        </p>
        <p class="queue-hint">{t('queueHint')}</p>
      </div>
    </section>
  );
}

/** Says when the connection is lost, and that nothing is lost. It appears only when the loss lasts a moment. */
export function ConnectionBar({ state }: { state: ChatState }): VNode {
  const { t } = useChat().speech;
  const isLost = state.connection === 'reconnecting' && state.phase !== 'ended';
  return (
    <div class="connection" role="status">
      {isLost && (
        <p class="connection-bar">
          <span class="pulse" />
          {state.problem === null ? (
            <span key="lost">{t('reconnecting')}</span>
          ) : (
            <span key="refused">
              {t('refusedConnection')} <small>{t('errorCode', { code: state.problem })}</small>
            </span>
          )}
        </p>
      )}
    </div>
  );
}
