/**
 * Tells customers how far their messages have come: DELIVERED when they have reached this desk, READ when the
 * agent has seen them. Receipts are high-water marks, so the newest message speaks for all before it, and a burst
 * is one receipt. What is due is derived from the store alone; so nothing is owed after a lost connection, a
 * reload, or when another tab has said it already.
 */
import type { Connection } from '../connection/connection.ts';
import { receipt } from '../connection/cim-notifications.ts';
import type { DeskStore } from '../store/desk-store.ts';
import { newestToAcknowledge } from '../store/local.ts';
import type { Conversation } from '../store/model.ts';

/** How long a receipt waits for the next message, so that a burst is one, ms. */
const TOGETHER = 150;

type Owed = 'DELIVERED' | 'READ';

/** Up to which seq receipts were sent over this connection, not yet confirmed by the transcript. */
type Sent = Record<Owed, number>;

/** Watches the store and sends what is due by `say`. The answer stops it. */
export function sendReceipts(options: {
  store: DeskStore;
  say: Connection['say'];
  now: () => number;
  newId: () => string;
}): () => void {
  const { store, say, now, newId } = options;
  const sent = new Map<string, Sent>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const send = (conversation: Conversation) => {
    const state = store.getState();
    const before = sent.get(conversation.id) ?? { DELIVERED: 0, READ: 0 };
    const due = (status: Owed) => {
      const message = newestToAcknowledge(state, conversation, status);
      return message !== null && message.seq > before[status] ? message : null;
    };
    const read = due('READ');
    const delivered = due('DELIVERED');
    const put = (status: Owed, messageId: string) => {
      say('publishCimEvent', receipt({ id: newId(), at: now(), messageId, status }, conversation, state));
    };
    // What has been read need not be said to have arrived.
    if (delivered !== null && delivered.seq > (read?.seq ?? before.READ)) put('DELIVERED', delivered.id);
    if (read !== null) put('READ', read.id);
    sent.set(conversation.id, {
      DELIVERED: Math.max(before.DELIVERED, delivered?.seq ?? 0),
      READ: Math.max(before.READ, read?.seq ?? 0),
    });
  };

  const sendAll = () => {
    timer = undefined;
    const { link, conversations } = store.getState();
    if (link.status !== 'online') return;
    Object.values(conversations).forEach(send);
  };

  const unsubscribe = store.subscribe((state, before) => {
    if (state.link.status !== 'online') {
      sent.clear();
      return;
    }
    const changed =
      state.conversations !== before.conversations ||
      state.seen !== before.seen ||
      state.link !== before.link;
    if (changed) timer ??= setTimeout(sendAll, TOGETHER);
  });
  timer = setTimeout(sendAll, TOGETHER);

  return () => {
    unsubscribe();
    clearTimeout(timer);
  };
}
