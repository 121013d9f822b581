/** An agent changes an own message, or takes it back. What stands there changes when the server says so. */
import { changedMessage } from '../connection/publish.ts';
import type { ActionTools } from '../desk/actions/tools.ts';
import type { MessageEntry } from '../store/fold.ts';
import type { Changing } from '../store/model.ts';

export type ChangeActions = {
  /** Begins it. What had been begun with another message is given up. */
  begin: (conversationId: string, entry: MessageEntry, how: Changing['how']) => void;
  write: (text: string) => void;
  giveUp: () => void;
  /** Does it; resolves with whether the server said yes. */
  carryOut: (entry: MessageEntry) => Promise<boolean>;
};

/** Where a refusal of these is shown. */
export const changeControl = (messageId: string): string => `change:${messageId}`;

export function changeActions(tools: ActionTools): ChangeActions {
  const { store, get, now, newId, conversation, ask } = tools;
  return {
    begin: (conversationId, { id: messageId, body }, how) => {
      store.setState({ changing: { conversationId, messageId, how, text: body.text } });
    },
    write: (text) => store.setState(({ changing }) => ({ changing: changing && { ...changing, text } })),
    giveUp: () => store.setState({ changing: null }),
    carryOut: async (entry) => {
      const { changing } = get();
      const known = changing === null ? undefined : conversation(changing.conversationId);
      if (changing?.messageId !== entry.id || known === undefined) return false;
      const { how, messageId } = changing;
      const text = how === 'edit' ? changing.text.trim() : null;
      const change = { id: newId(), at: now(), messageId, text, whisper: entry.whisper };
      const done = await ask(
        changeControl(messageId),
        how,
        'publishCimEvent',
        changedMessage(change, known, get()),
      );
      if (done) store.setState((state) => (state.changing === changing ? { changing: null } : {}));
      return done;
    },
  };
}
