/** Asks for what is missing: whenever a transcript has events beyond a gap, the gap is fetched (M1, I11). */
import type { Connection } from '../connection/connection.ts';
import { readKept } from '../connection/read-frames.ts';
import { number } from '../connection/wire.ts';
import { receive, type DeskStore } from '../store/desk-store.ts';
import { gapAfter } from '../store/transcript.ts';

/** Before asking, wait so long for the missing to arrive by itself, ms. */
const PATIENCE = 150;
/** How soon to ask again when the answer did not come, ms. */
const AGAIN_AFTER = 2000;

/** Watches the store and fetches what is missing. The answer stops it. */
export function fillGaps(
  store: DeskStore,
  connection: Pick<Connection, 'ask'>,
  now: () => number,
): () => void {
  const timers = new Map<string, ReturnType<typeof setTimeout>>();

  const schedule = (id: string, delay: number) => {
    if (!timers.has(id))
      timers.set(
        id,
        setTimeout(() => void fetchMissing(id), delay),
      );
  };

  const fetchMissing = async (id: string) => {
    const state = store.getState();
    const conversation = state.conversations[id];
    const afterSeq = conversation === undefined ? null : gapAfter(conversation.transcript);
    if (conversation === undefined || afterSeq === null || state.link.status !== 'online') {
      timers.delete(id);
      return;
    }
    try {
      const answer = await connection.ask('topicEvents', { conversationId: id, afterSeq });
      if (answer.truncated === true) {
        // Too much is missing: the whole comes anew by `onTopicData`.
        await connection.ask('topicSubscription', { conversationId: id, taskId: conversation.taskId });
      } else {
        receive(store, {
          type: 'events',
          at: now(),
          conversationId: id,
          events: readKept(answer.events, now()),
          seq: number(answer.seq) ?? afterSeq,
        });
      }
      timers.delete(id);
    } catch {
      timers.delete(id);
      schedule(id, AGAIN_AFTER);
    }
  };

  const unsubscribe = store.subscribe((state, before) => {
    if (state.conversations === before.conversations && state.link === before.link) return;
    if (state.link.status !== 'online') return;
    for (const conversation of Object.values(state.conversations)) {
      if (gapAfter(conversation.transcript) !== null) schedule(conversation.id, PATIENCE);
    }
  });

  return () => {
    unsubscribe();
    for (const timer of timers.values()) clearTimeout(timer);
  };
}
