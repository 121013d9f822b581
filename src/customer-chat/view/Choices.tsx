/** @jsxImportSource preact */
import type { VNode } from 'preact';
import type { ChatMessage, ChatState, Choices as Offered } from '../../../packages/customer-client/state.ts';
import { useChat } from './context.ts';
import { Icon } from './Icon.tsx';
import { Link } from './Markdown.tsx';

type ChoicesProps = { message: ChatMessage; offered: Offered; state: ChatState };

/**
 * What a message offers to press. Quick replies go once something else was said; other buttons stay, with the
 * pressed one marked, and can be pressed once.
 */
export function Choices({ message, offered, state }: ChoicesProps): VNode | null {
  const { client, speech } = useChat();
  const { t } = speech;
  const { quick, options } = offered;
  const said = state.entries.filter((entry) => entry.kind === 'message');
  const answer = said.find(({ mine, replyTo }) => mine && replyTo === message.id);
  if (options.length === 0 || (quick && said.at(-1) !== message)) return null;
  const open = state.phase === 'open' && answer === undefined;
  return (
    <div class={quick ? 'choices quick-replies' : 'choices'} role="group" aria-label={t('chooseAnswer')}>
      {options.map(({ title, href }, index) =>
        href === null ? (
          <button
            key={index}
            type="button"
            class="option"
            disabled={!open}
            aria-pressed={quick ? undefined : answer?.text === title}
            onClick={() => {
              client.choose(message.id, index);
            }}
          >
            <bdi>{title}</bdi>
          </button>
        ) : (
          <span key={index} class="choice-link">
            <Link href={href} said={title}>
              <bdi>{title}</bdi>
              <Icon name="open" />
              <span class="hidden"> ({t('opensNewWindow')})</span>
            </Link>
          </span>
        ),
      )}
    </div>
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
