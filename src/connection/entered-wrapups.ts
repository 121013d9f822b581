/**
 * Keeps on the server what is entered for a wrap-up, so that it is submitted when the time runs out, with or without
 * this browser. Each wrap-up has one id for all that is sent of it, also when it is finished: so it is stored once.
 */
import type { DeskStore } from '../store/desk-store.ts';
import type { WrapupDraft } from '../store/model.ts';
import type { Connection } from './connection.ts';
import { wrapupClosing } from './publish.ts';

/** How long after a change it is sent, ms: what changes meanwhile goes along. */
const TOGETHER = 800;

export type EnteredWrapups = {
  /** The id of the wrap-up of a conversation. */
  idOf: (conversationId: string) => string;
  stop: () => void;
};

/** Watches what is entered and sends it by `say`. */
export function sendEnteredWrapups(options: {
  store: DeskStore;
  say: Connection['say'];
  now: () => number;
  newId: () => string;
}): EnteredWrapups {
  const { store, say, now, newId } = options;
  const ids = new Map<string, string>();
  /** What was sent over this connection. */
  const sent = new Map<string, WrapupDraft>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const idOf = (conversationId: string): string => {
    const id = ids.get(conversationId) ?? newId();
    ids.set(conversationId, id);
    return id;
  };

  const sendAll = () => {
    timer = undefined;
    const state = store.getState();
    if (state.link.status !== 'online') return;
    for (const conversation of Object.values(state.conversations)) {
      const { id } = conversation;
      const draft = state.wrapupDrafts[id];
      if (conversation.role !== 'WRAP_UP' || conversation.gone !== null || sent.get(id) === draft) continue;
      // Being finished right now: that one holds.
      if (state.asking[`wrapup:${id}`] !== undefined) continue;
      if (draft === undefined) sent.delete(id);
      else sent.set(id, draft);
      say('enterWrapup', wrapupClosing(idOf(id), now(), draft ?? null, conversation, state));
    }
  };

  const unsubscribe = store.subscribe((state, before) => {
    if (state.link.status !== 'online') {
      sent.clear();
      return;
    }
    if (state.conversations !== before.conversations) {
      for (const id of ids.keys()) if (state.conversations[id] === undefined) ids.delete(id);
    }
    const changed =
      state.wrapupDrafts !== before.wrapupDrafts ||
      state.link !== before.link ||
      state.conversations !== before.conversations;
    if (changed) timer ??= setTimeout(sendAll, TOGETHER);
  });

  return {
    idOf,
    stop: () => {
      unsubscribe();
      clearTimeout(timer);
    },
  };
}
