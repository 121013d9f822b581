/**
 * Keeps on the server what is entered for a wrap-up, so that it is submitted when the time runs out, with or without
 * this browser.
 */
import type { DeskStore } from '../store/desk-store.ts';
import type { WrapupDraft } from '../store/model.ts';
import type { Connection } from './connection.ts';
import { wrapupClosing } from './wrapup-closing.ts';
import type { WrapupIds } from './wrapup-ids.ts';

/** How long after a change it is sent, ms: what changes meanwhile goes along. */
const TOGETHER = 800;

/** Watches what is entered and sends it by `say`, with what has been entered before. The function returned stops it. */
export function sendEnteredWrapups(options: {
  store: DeskStore;
  say: Connection['say'];
  now: () => number;
  ids: WrapupIds;
}): () => void {
  const { store, say, now, ids } = options;
  /** What was sent over this connection. */
  const sent = new Map<string, WrapupDraft>();
  let timer: ReturnType<typeof setTimeout> | undefined;

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
      say('enterWrapup', wrapupClosing(ids.of(id), now(), draft ?? null, conversation, state));
    }
  };

  const unsubscribe = store.subscribe((state, before) => {
    if (state.link.status !== 'online') {
      sent.clear();
      return;
    }
    if (state.conversations !== before.conversations) {
      ids.keepOnly((id) => state.conversations[id] !== undefined);
    }
    const changed =
      state.wrapupDrafts !== before.wrapupDrafts ||
      state.link !== before.link ||
      state.conversations !== before.conversations;
    if (changed) timer ??= setTimeout(sendAll, TOGETHER);
  });

  if (Object.keys(store.getState().wrapupDrafts).length > 0) timer = setTimeout(sendAll, TOGETHER);

  return () => {
    unsubscribe();
    clearTimeout(timer);
  };
}
