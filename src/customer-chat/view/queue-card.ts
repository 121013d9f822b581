import type { ChatState } from '../../../packages/customer-client/state.ts';
import { waitText } from './format.ts';
import type { ViewContext } from './context.ts';
import { h } from './dom.ts';
import type { View } from './dom.ts';

/** Where one stands while nobody has answered yet: large as long as nothing was said, then out of the way. */
export function queueCard({ speech }: ViewContext, { queue, entries }: ChatState): View {
  const { t } = speech;
  const before = queue === null ? 0 : Math.max(0, queue.position - 1);
  const wait = queue?.expectedWaitSeconds ?? null;
  const standing =
    queue === null ? t('queueLooking') : before > 0 ? speech.plural('queueBefore', before) : t('queueNext');
  return h(
    'section',
    { key: 'queue', class: entries.length === 0 ? 'queue large' : 'queue', 'aria-label': t('queueTitle') },
    h(
      'div',
      { class: 'queue-ring', 'aria-hidden': true },
      h('span', { class: 'queue-sweep' }),
      h(
        'span',
        { class: 'queue-number' },
        queue === null ? '' : new Intl.NumberFormat(speech.locale).format(queue.position),
      ),
    ),
    h(
      'div',
      { class: 'queue-words' },
      h(
        'p',
        { class: 'queue-title', role: 'status' },
        // Nobody works for the queue: there is no turn to promise.
        queue !== null && wait === null && before === 0 ? t('queueTitle') : standing,
        queue !== null &&
          h('span', { class: 'queue-wait' }, ` ${wait === null ? t('queueNobody') : waitText(wait, speech)}`),
      ),
      h('p', { class: 'queue-hint' }, t('queueHint')),
    ),
  );
}

/** Says when the connection is lost, and that nothing is lost. It appears only when the loss lasts a moment. */
export function connectionBar({ speech: { t } }: ViewContext, state: ChatState): View {
  const isLost = state.connection === 'reconnecting' && state.phase !== 'ended';
  return h(
    'div',
    { key: 'connection', class: 'connection', role: 'status' },
    isLost &&
      h(
        'p',
        { class: 'connection-bar' },
        h('span', { class: 'pulse' }),
        state.problem === null
          ? t('reconnecting')
          : h(
              'span',
              {},
              `${t('refusedConnection')} `,
              h('small', {}, t('errorCode', { code: state.problem })),
            ),
      ),
  );
}
