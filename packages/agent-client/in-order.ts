/**
 * Gives what happens in conversations once, and in its order. The server sends at least once, and a socket may lose
 * something: every lasting event has a sequence in its conversation, and what is missing is fetched.
 */
import type { CimEvent } from '../../protocol/cim/event.ts';
import type {
  OnCimEvent,
  OnTopicData,
  TopicEventsAnswer,
} from '../../protocol/agent-manager/server-events.ts';

/** How soon to ask again when no answer came, or one that closed no gap, ms: first and longest. */
const AGAIN_AFTER = { first: 2_000, longest: 60_000 };
/** More than this is not kept while something before it is missing: the whole conversation is asked for. */
const MOST_WAITING = 500;

type OrderOptions = {
  deliver: (event: CimEvent, conversationId: string) => void;
  /** What came after a sequence. */
  fetch: (conversationId: string, afterSeq: number) => Promise<TopicEventsAnswer>;
  /** Asks for the conversation anew: it arrives as `onTopicData`. */
  askForTopic: (conversationId: string) => Promise<unknown>;
};

type Waiting = { event: CimEvent; seq: number; after: number };
type Conversation = {
  /** Everything up to this sequence was delivered; null: nothing yet. */
  seen: number | null;
  /** What came too early, by sequence. */
  waiting: Map<number, Waiting>;
  fetching: boolean;
  failures: number;
  timer: ReturnType<typeof setTimeout> | undefined;
};

export type InOrder = {
  /** A conversation with what it holds. */
  topic: (data: OnTopicData) => void;
  /** Something happened in one. */
  happened: (event: OnCimEvent<CimEvent>) => void;
  /** It is over for this agent. */
  forget: (conversationId: string) => void;
  close: () => void;
};

export function inOrder(options: OrderOptions): InOrder {
  const conversations = new Map<string, Conversation>();

  const of = (id: string): Conversation => {
    let known = conversations.get(id);
    if (known === undefined) {
      known = { seen: null, waiting: new Map(), fetching: false, failures: 0, timer: undefined };
      conversations.set(id, known);
    }
    return known;
  };

  const forget = (id: string) => {
    clearTimeout(conversations.get(id)?.timer);
    conversations.delete(id);
  };

  /** Delivers a list without a gap, whose last event has `seq`. */
  const take = (id: string, events: readonly CimEvent[], seq: number) => {
    const conversation = of(id);
    const seen = conversation.seen ?? -1;
    conversation.seen = Math.max(seen, seq);
    for (const event of events) {
      if (event.seq === undefined || event.seq > seen) options.deliver(event, id);
    }
    drain(id, conversation);
  };

  const drain = (id: string, conversation: Conversation) => {
    for (const [seq, early] of [...conversation.waiting].sort(([one], [other]) => one - other)) {
      const seen = conversation.seen ?? -1;
      if (seq > seen && early.after > seen) break;
      conversation.waiting.delete(seq);
      if (seq <= seen) continue;
      conversation.seen = seq;
      options.deliver(early.event, id);
    }
    if (conversation.waiting.size > 0) void fetchMissing(id, conversation);
  };

  const fetchMissing = async (id: string, conversation: Conversation): Promise<void> => {
    if (conversation.fetching || conversation.timer !== undefined) return;
    conversation.fetching = true;
    const before = conversation.seen ?? -1;
    const answer = await options.fetch(id, conversation.seen ?? 0).catch(() => null);
    if (answer?.truncated === true) await options.askForTopic(id).catch(() => undefined);
    if (conversations.get(id) !== conversation) return;
    if (answer?.truncated === false) take(id, answer.events, answer.seq);
    conversation.fetching = false;
    if (conversation.waiting.size === 0 || (conversation.seen ?? -1) > before) {
      conversation.failures = 0;
      if (conversation.waiting.size > 0) void fetchMissing(id, conversation);
      return;
    }
    // The same gap waits ever longer: a server that cannot close it is not asked without a pause.
    const delay = Math.min(AGAIN_AFTER.longest, AGAIN_AFTER.first * 2 ** conversation.failures);
    conversation.failures += 1;
    conversation.timer = setTimeout(() => {
      conversation.timer = undefined;
      if (conversation.waiting.size > 0) void fetchMissing(id, conversation);
    }, delay);
  };

  return {
    topic: ({ conversationId, topicData }) => {
      const known = conversations.get(conversationId);
      // Whatever waits is in it, or comes after it.
      if (known !== undefined) {
        clearTimeout(known.timer);
        known.timer = undefined;
      }
      take(conversationId, topicData.topicEvents, topicData.seq);
    },
    happened: ({ conversationId, cimEvent, seq, skipped = 0 }) => {
      // Typing has no place in the order.
      if (seq === undefined) {
        options.deliver(cimEvent, conversationId);
        return;
      }
      const conversation = of(conversationId);
      const after = seq - skipped - 1;
      if (conversation.seen !== null && seq <= conversation.seen) return;
      if (conversation.seen === null || after <= conversation.seen) {
        conversation.seen = seq;
        options.deliver(cimEvent, conversationId);
        drain(conversationId, conversation);
        return;
      }
      if (conversation.waiting.size >= MOST_WAITING) {
        conversation.waiting.clear();
        void options.askForTopic(conversationId).catch(() => undefined);
        return;
      }
      conversation.waiting.set(seq, { event: cimEvent, seq, after });
      void fetchMissing(conversationId, conversation);
    },
    forget,
    close: () => {
      for (const id of [...conversations.keys()]) forget(id);
    },
  };
}
