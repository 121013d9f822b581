/** What is asked for of a customer's earlier conversations. */
import type { Code, KeptEvent } from '../../store/events.ts';

/** An earlier conversation, without what was said. Times are epoch ms. */
export type PastConversation = {
  id: string;
  startedAt: number;
  /** null: it is still going on. */
  endedAt: number | null;
  channelType: string;
  channelName: string;
  queue: string;
  /** Names of those who served it. */
  agents: readonly string[];
  codes: readonly Code[];
  note: string;
};

export type PastPage = { conversations: readonly PastConversation[]; more: boolean };

export type PastEvents = { events: readonly KeptEvent[]; earlier: boolean };
