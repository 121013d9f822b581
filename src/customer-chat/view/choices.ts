import type { ChatMessage, ChatState, Choices } from '../../../packages/customer-client/state.ts';
import type { ViewContext } from './context.ts';
import { h } from './dom.ts';
import type { Child } from './dom.ts';
import { icon } from './icons.ts';
import { link } from './markdown.ts';

/**
 * What a message offers to press. Quick replies go once something else was said; other buttons stay, with the
 * pressed one marked, and can be pressed once.
 */
export function choices(
  { client, speech: { t } }: ViewContext,
  message: ChatMessage,
  { quick, options }: Choices,
  { entries, phase }: ChatState,
): Child {
  const said = entries.filter((entry) => entry.kind === 'message');
  const answer = said.find(({ mine, replyTo }) => mine && replyTo === message.id);
  if (options.length === 0 || (quick && said.at(-1) !== message)) return null;
  const open = phase === 'open' && answer === undefined;
  return h(
    'div',
    {
      key: `choices ${message.id}`,
      class: quick ? 'choices quick-replies' : 'choices',
      role: 'group',
      'aria-label': t('chooseAnswer'),
    },
    options.map(({ title, href }, index) => {
      if (href !== null) {
        return h(
          'span',
          { class: 'choice-link' },
          link(
            href,
            title,
            h('bdi', {}, title),
            icon('open'),
            h('span', { class: 'hidden' }, ` (${t('opensNewWindow')})`),
          ),
        );
      }
      return h(
        'button',
        {
          type: 'button',
          class: 'option',
          disabled: !open,
          'aria-pressed': quick ? null : answer?.text === title,
          on: {
            click: () => {
              client.choose(message.id, index);
            },
          },
        },
        h('bdi', {}, title),
      );
    }),
  );
}

/** For each message with something to press: a word that changes when it has to be drawn anew. */
export function standingOf({ entries }: ChatState): (message: ChatMessage) => string {
  const answers = new Map<string, string>();
  let newest: ChatMessage | null = null;
  for (const entry of entries) {
    if (entry.kind !== 'message') continue;
    newest = entry;
    if (entry.mine && entry.replyTo !== null) answers.set(entry.replyTo, entry.text);
  }
  return (message) =>
    message.choices === null ? '' : ` ${message === newest} ${answers.get(message.id) ?? ''}`;
}
