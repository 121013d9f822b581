/** Asks for what is missing: whenever a transcript has events beyond a gap, the gap is fetched (L-M1, I11). */
import type { Connection } from '../connection/connection.ts';
import { readKept } from '../connection/read-topics.ts';
import { number } from '../base/fields.ts';
import { receive, type DeskStore } from '../store/desk-store.ts';
import type { Conversation, DeskState } from '../store/model.ts';
import { gapAfter } from '../store/transcript.ts';

/** Before asking, wait so long for the missing to arrive by itself, ms. */
const PATIENCE = 150;
/** How soon to ask again when no answer came, or one that closed no gap: first and longest, ms. */
const AGAIN_AFTER = { first: 2000, longest: 60_000 };

/** Watches the store and fetches what is missing. The answer stops it. */
export function fillGaps(
  store: DeskStore,
  connection: Pick<Connection, 'ask'>,
  now: () => number,
): () => void {
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  /** Conversations of which something is being fetched. */
  const asking = new Set<string>();
  /** How often in a row a question has closed no gap. */
  const failures = new Map<string, number>();
  let stopped = false;

  /** A conversation with a gap, and after which seq that is. */
  const missing = (id: string): { conversation: Conversation; afterSeq: number } | null => {
    const { conversations, link } = store.getState();
    const conversation = link.status === 'online' ? conversations[id] : undefined;
    const afterSeq = conversation === undefined ? null : gapAfter(conversation.transcript);
    return conversation === undefined || afterSeq === null ? null : { conversation, afterSeq };
  };

  const schedule = (id: string, delay: number) => {
    if (stopped || timers.has(id) || asking.has(id)) return;
    const timer = setTimeout(() => {
      timers.delete(id);
      void fetchMissing(id);
    }, delay);
    timers.set(id, timer);
  };

  const ask = async (id: string, conversation: Conversation, afterSeq: number) => {
    const answer = await connection.ask('topicEvents', { conversationId: id, afterSeq });
    if (answer.truncated === true) {
      // Too much is missing: the whole comes anew by `onTopicData`.
      await connection.ask('topicSubscription', { conversationId: id, taskId: conversation.taskId });
      return;
    }
    receive(store, {
      type: 'events',
      at: now(),
      conversationId: id,
      events: readKept(answer.events, now()),
      seq: number(answer.seq) ?? afterSeq,
    });
  };

  const fetchMissing = async (id: string) => {
    const before = missing(id);
    if (before === null) return;
    asking.add(id);
    await ask(id, before.conversation, before.afterSeq).catch(() => undefined);
    asking.delete(id);
    const after = missing(id);
    if (after === null) {
      failures.delete(id);
      return;
    }
    // Another gap may have appeared meanwhile; the same one waits ever longer.
    const closed = after.afterSeq > before.afterSeq;
    const failed = closed ? 0 : (failures.get(id) ?? 0) + 1;
    failures.set(id, failed);
    schedule(id, closed ? PATIENCE : Math.min(AGAIN_AFTER.longest, AGAIN_AFTER.first * 2 ** (failed - 1)));
  };

  const look = ({ conversations, link }: DeskState) => {
    if (link.status !== 'online') return;
    for (const conversation of Object.values(conversations)) {
      if (gapAfter(conversation.transcript) !== null) schedule(conversation.id, PATIENCE);
    }
  };
  const unsubscribe = store.subscribe((state, before) => {
    if (state.conversations !== before.conversations || state.link !== before.link) look(state);
  });
  look(store.getState());

  return () => {
    stopped = true;
    unsubscribe();
    for (const timer of timers.values()) clearTimeout(timer);
  };
}
