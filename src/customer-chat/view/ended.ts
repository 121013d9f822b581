import type { SessionEnd } from '../../../protocol/customer-channel/frames.ts';
import type { ChatState } from '../../../packages/customer-client/state.ts';
import { saveTranscript } from './save-transcript.ts';
import type { TextKey } from './texts/index.ts';
import type { ViewContext } from './context.ts';
import { h } from './dom.ts';
import type { Child, View } from './dom.ts';
import { icon } from './icons.ts';
import { createRatingForm } from './rating-form.ts';

const REASONS: Record<SessionEnd, TextKey> = {
  CUSTOMER: 'endedCustomer',
  AGENT: 'endedAgent',
  FORCE_CLOSED: 'endedAgent',
  INACTIVITY: 'endedInactivity',
  NETWORK: 'endedNetwork',
  NO_AGENT_AVAILABLE: 'endedNoAgent',
};

/** The end, why it came, how it was, the conversation to keep, and the way to begin again. */
export function createEnded(context: ViewContext): (state: ChatState) => View {
  const { client, configuration, speech, title } = context;
  const { t } = speech;
  const { enableDownloadTranscript, enableRating } = configuration.widget;
  const ratingForm = createRatingForm(context);

  const again = (): void => {
    ratingForm.clear();
    client.reset();
  };

  return (state) => {
    const { endReason, entries } = state;
    return h(
      'section',
      { key: 'ended', class: 'ended', 'aria-labelledby': 'ended-title' },
      h(
        'div',
        { class: 'ended-row' },
        h('span', { class: 'ended-icon' }, icon('done')),
        h(
          'div',
          { class: 'ended-words' },
          h(
            'h2',
            { id: 'ended-title', class: 'ended-title', tabindex: -1, ref: context.focus },
            t('endedTitle'),
          ),
          h('p', { class: 'ended-reason' }, t(endReason === null ? 'endedUnknown' : REASONS[endReason])),
        ),
      ),
      enableRating && wasServed(state) && ratingForm.view(state.rating),
      h(
        'div',
        { class: 'ended-actions' },
        enableDownloadTranscript &&
          entries.length > 0 &&
          action('quiet', t('transcript'), () => {
            saveTranscript(entries, title, speech);
          }),
        action('primary', t('startAgain'), again),
      ),
    );
  };
}

/** Whoever met nobody has nothing to rate. */
function wasServed({ entries }: ChatState): boolean {
  return entries.some((entry) => (entry.kind === 'message' ? !entry.mine : entry.what === 'joined'));
}

function action(look: string, label: string, click: () => void): Child {
  return h('button', { type: 'button', class: look, on: { click } }, label);
}
