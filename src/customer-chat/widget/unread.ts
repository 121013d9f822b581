import { firstCharacters } from '../../../protocol/shared/characters.ts';
import type { BrowserClient } from '../../../packages/customer-client/browser-client.ts';
import type { ChatMessage, ChatState } from '../../../packages/customer-client/state.ts';
import { toPlainText } from '../../markdown/plain-text.ts';

type UnreadOptions = {
  client: Pick<BrowserClient, 'state' | 'subscribe' | 'memory'>;
  isOpen: () => boolean;
  onCount: (count: number) => void;
  /** Something came while the chat was closed; the text is short and plain. */
  onNews: (name: string, text: string) => void;
};

/** So much of a message is read out. */
const LONGEST_NEWS = 140;

/** Counts what the others have said since the customer last looked. `look`: the chat was opened or closed. */
export function watchUnread({ client, isOpen, onCount, onNews }: UnreadOptions): { look: () => void } {
  /** The newest message that counts as seen on this page, where this tab has not noted one itself. */
  let seen: string | null = null;
  let newest: string | null = null;
  let before = client.state();

  const count = (): void => {
    const messages = said(client.state());
    const last = messages.at(-1);
    if (isOpen()) seen = last?.id ?? seen;
    const read = client.memory.tab().read;
    const from = Math.max(place(messages, read), place(messages, seen));
    onCount(isOpen() ? 0 : messages.slice(from + 1).filter(({ mine }) => !mine).length);
  };
  const look = (): void => {
    const state = client.state();
    const messages = said(state);
    const last = messages.at(-1);
    const resumed = before.phase === 'resuming' && state.phase === 'open';
    // A conversation that another tab has begun: what is there is not news here.
    if (resumed && client.memory.tab().read === null) seen = last?.id ?? null;
    if (last !== undefined && last.id !== newest) {
      if (state.phase === 'open' && !resumed && !last.mine && !isOpen()) {
        onNews(last.senderName, firstCharacters(toPlainText(last.text), LONGEST_NEWS));
      }
      newest = last.id;
    }
    before = state;
    count();
  };
  client.subscribe(look);
  look();
  return { look: count };
}

function said({ entries }: ChatState): ChatMessage[] {
  return entries.filter((entry) => entry.kind === 'message');
}

function place(messages: readonly ChatMessage[], id: string | null): number {
  return id === null ? -1 : messages.findIndex((message) => message.id === id);
}
