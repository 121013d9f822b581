/** What is asked for of a customer's earlier conversations. */
import type { ActionTools } from '../../desk/actions/tools.ts';
import type { PastEvents, PastPage } from './past.ts';
import { readPastEvents, readPastPage } from './read-past.ts';

/** Earlier conversations, and events of one, come in pages of so many. */
const PAGE = { conversations: 20, events: 100 };

function page(path: string, limit: number, before: number | null): string {
  const query = new URLSearchParams({
    limit: String(limit),
    ...(before !== null && { before: String(before) }),
  });
  return `/conversation-manager/${path}?${query.toString()}`;
}

export type HistoryActions = {
  /** A customer's earlier conversations, newest first; `before` is the start of the last known one, epoch ms. */
  conversations: (customerId: string, before: number | null) => Promise<PastPage>;
  /** What was said in an earlier conversation, the newest of it or what is before a seq. */
  events: (conversationId: string, before: number | null) => Promise<PastEvents>;
};

export function historyActions({ rest, now }: ActionTools): HistoryActions {
  return {
    conversations: async (customerId, before) => {
      const path = `customer-topics/customer/${encodeURIComponent(customerId)}`;
      return readPastPage(await rest.get(page(path, PAGE.conversations, before)));
    },
    events: async (conversationId, before) => {
      const path = `conversations/${encodeURIComponent(conversationId)}/events`;
      return readPastEvents(await rest.get(page(path, PAGE.events, before)), now());
    },
  };
}
