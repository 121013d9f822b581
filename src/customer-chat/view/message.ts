import type { ChatMessage, ChatState, MessageStatus } from '../../../packages/customer-client/state.ts';
import { errorText } from './error-text.ts';
import { initials, timeOfDay } from './format.ts';
import type { EntryGroup } from './group-entries.ts';
import type { TextKey } from './texts/index.ts';
import { choices } from './choices.ts';
import type { ViewContext } from './context.ts';
import { h } from './dom.ts';
import type { Child, View } from './dom.ts';
import { icon } from './icons.ts';
import type { IconName } from './icons.ts';
import { markdown } from './markdown.ts';
import { quote } from './quote.ts';

const STATUS: Record<MessageStatus, { key: TextKey; icon: IconName }> = {
  sending: { key: 'statusSending', icon: 'clock' },
  sent: { key: 'statusSent', icon: 'check' },
  delivered: { key: 'statusDelivered', icon: 'checks' },
  read: { key: 'statusRead', icon: 'checks' },
  failed: { key: 'statusFailed', icon: 'alert' },
};

/** A message's words are parsed once: it is replaced, never changed. */
const words = new WeakMap<ChatMessage, View>();

/** What one person said in one go, with the time once and the ticks of the newest. */
export function messageGroup(context: ViewContext, group: EntryGroup, state: ChatState): Child {
  const { t, locale } = context.speech;
  const last = group.messages.at(-1);
  if (last === undefined) return null;
  const name = group.mine ? t('you') : group.senderName === '' ? t('assistant') : group.senderName;
  return h(
    'div',
    { class: group.mine ? 'mine' : 'theirs' },
    !group.mine && h('span', { key: 'avatar', class: 'small-avatar', 'aria-hidden': true }, initials(name)),
    h(
      'div',
      { key: 'column', class: 'column' },
      h('p', { key: 'name', class: group.mine ? 'hidden' : 'name' }, h('bdi', {}, name)),
      group.messages.map((message) => [
        bubble(context, message, message === last, state),
        message.choices !== null && choices(context, message, message.choices, state),
        message.status === 'failed' && failure(context, message, state.phase === 'open'),
      ]),
      h(
        'p',
        { key: 'foot', class: 'foot' },
        h('time', { datetime: new Date(last.at).toISOString() }, timeOfDay(last.at, locale)),
        last.status !== null && tick(context, last.status, state.connection !== 'online'),
      ),
    ),
  );
}

function bubble(context: ViewContext, message: ChatMessage, tail: boolean, state: ChatState): View {
  const { t } = context.speech;
  const classes = ['bubble', tail ? 'tail' : '', message.status === 'sending' ? 'pending' : ''];
  let drawn = words.get(message);
  if (drawn === undefined) {
    drawn = message.text === '' ? h('em', { class: 'other' }, t('otherContent')) : markdown(message.text);
    words.set(message, drawn);
  }
  return h(
    'div',
    { key: message.id, class: classes.join(' ').trim() },
    quote(context, message, state),
    drawn,
  );
}

function failure({ client, speech: { t } }: ViewContext, message: ChatMessage, canRetry: boolean): View {
  const { error, id } = message;
  return h(
    'p',
    { key: `failed ${id}`, class: 'failure' },
    icon('alert'),
    h(
      'span',
      {},
      `${t(errorText(error ?? ''))} `,
      error !== null && h('small', {}, t('errorCode', { code: error })),
    ),
    canRetry &&
      h(
        'button',
        {
          type: 'button',
          class: 'retry',
          on: {
            click: () => {
              client.retry(id);
            },
          },
        },
        t('retry'),
      ),
  );
}

function tick({ speech: { t } }: ViewContext, status: MessageStatus, offline: boolean): View {
  const label = t(status === 'sending' && offline ? 'statusWaiting' : STATUS[status].key);
  return h(
    'span',
    { class: `tick ${status}`, title: label },
    icon(STATUS[status].icon),
    h('span', { class: 'hidden' }, label),
  );
}
