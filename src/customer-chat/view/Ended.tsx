/** @jsxImportSource preact */
import type { VNode } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { SessionEnd } from '../../../protocol/customer-channel/frames.ts';
import type { ChatState } from '../../../packages/customer-client/state.ts';
import { useChat } from './context.ts';
import { Icon } from './Icon.tsx';
import { RatingForm } from './RatingForm.tsx';
import { saveTranscript } from './save-transcript.ts';
import type { TextKey } from './texts/index.ts';

const REASONS: Record<SessionEnd, TextKey> = {
  CUSTOMER: 'endedCustomer',
  AGENT: 'endedAgent',
  FORCE_CLOSED: 'endedAgent',
  INACTIVITY: 'endedInactivity',
  NETWORK: 'endedNetwork',
  NO_AGENT_AVAILABLE: 'endedNoAgent',
};

/** The end, why it came, how it was, the conversation to keep, and the way to begin again. */
export function Ended({ state }: { state: ChatState }): VNode {
  const { client, configuration, speech, title, focus } = useChat();
  const { t } = speech;
  const { enableDownloadTranscript, enableRating } = configuration.widget;
  const { endReason, entries } = state;
  const headingRef = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    if (headingRef.current !== null) focus(headingRef.current);
  }, [focus]);
  return (
    <section class="ended" aria-labelledby="ended-title">
      <div class="ended-row">
        <span class="ended-icon">
          <Icon name="done" />
        </span>
        <div class="ended-words">
          <h2 id="ended-title" class="ended-title" tabindex={-1} ref={headingRef}>
            {t('endedTitle')}
          </h2>
          <p class="ended-reason">{t(endReason === null ? 'endedUnknown' : REASONS[endReason])}</p>
        </div>
      </div>
      {enableRating && wasServed(state) && <RatingForm state={state.rating} />}
      <div class="ended-actions">
        {enableDownloadTranscript && entries.length > 0 && (
          <button
            type="button"
            class="quiet"
            onClick={() => {
              saveTranscript(entries, title, speech);
            }}
          >
            {t('transcript')}
          </button>
        )}
        <button type="button" class="primary" onClick={client.reset}>
          {t('startAgain')}
        </button>
      </div>
    </section>
  );
}

/** Whoever met nobody has nothing to rate. */
function wasServed({ entries }: ChatState): boolean {
  return entries.some((entry) => (entry.kind === 'message' ? !entry.mine : entry.what === 'joined'));
}
