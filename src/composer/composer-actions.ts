/** Writing to the customer: what is begun, what is sent, what did not get through. */
import { typingStarted } from '../connection/cim-notifications.ts';
import { deskOutbox } from '../desk/actions/outbox.ts';
import type { ActionTools } from '../desk/actions/tools.ts';
import * as local from '../store/local.ts';
import type { OutgoingBody } from '../store/outgoing.ts';

/** How often "is typing" is said at most, ms. */
const TYPING_EVERY = 3000;

export type ComposerActions = {
  /** Keeps what is being typed. */
  draft: (conversationId: string, text: string) => void;
  /** The next message answers this one; null for none. It goes along with the next `send`. */
  quote: (conversationId: string, messageId: string | null) => void;
  typing: (conversationId: string) => void;
  /** `sessionId`: by which of several open sessions; else the newest. */
  send: (conversationId: string, body: OutgoingBody, sessionId?: string | null) => void;
  /** Sends something besides the words that are being written: those stay, and so does what they answer. */
  sendBeside: (conversationId: string, body: OutgoingBody, sessionId: string | null) => void;
  retry: (messageId: string) => void;
  /** Gives up a message that has not reached the server; its words go back to the composer. */
  discard: (messageId: string) => void;
};

export function composerActions(tools: ActionTools): ComposerActions {
  const { store, connection, now, newId, get, conversation } = tools;
  const outbox = tools.slice(deskOutbox);
  let typedAt = 0;
  return {
    draft: (id, value) => store.setState((state) => local.draft(state, id, value)),
    quote: (id, messageId) => store.setState((state) => local.quote(state, id, messageId)),
    typing: (id) => {
      const known = conversation(id);
      if (known === undefined || now() - typedAt < TYPING_EVERY) return;
      typedAt = now();
      connection.say('publishCimEvent', typingStarted(newId(), now(), known, get()));
    },
    send: (id, body, sessionId = null) => {
      outbox.add(id, body, get().quotes[id] ?? null, sessionId);
      store.setState((state) => ({ ...local.draft(state, id, ''), ...local.quote(state, id, null) }));
      typedAt = 0;
    },
    sendBeside: (id, body, sessionId) => {
      outbox.add(id, body, null, sessionId);
    },
    retry: (id) => outbox.retry(id),
    discard: (id) => {
      const given = outbox.discard(id);
      if (given !== null) store.setState((state) => local.takenBack(state, given, now()));
    },
  };
}
