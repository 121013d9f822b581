/** What is asked once of a customer's past, kept for as long as the desk is open. */
import { QueryClient, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useSlice } from '../../desk/use-slice.ts';
import { historyActions } from './history-actions.ts';
import type { PastConversation } from './past.ts';
import type { DeskStore } from '../../store/desk-store.ts';
import type { KeptEvent } from '../../store/events.ts';

/** The past does not change; that a conversation has joined it is asked after so long, ms. */
const FRESH = 60_000;

const clients = new WeakMap<DeskStore, QueryClient>();

/** What this desk has asked; gone with the desk, so that the next agent at this machine sees nothing of it. */
export function clientOf(store: DeskStore): QueryClient {
  const known = clients.get(store);
  if (known !== undefined) return known;
  const client = new QueryClient({
    defaultOptions: {
      queries: { staleTime: FRESH, retry: 1, refetchOnWindowFocus: false, networkMode: 'always' },
    },
  });
  clients.set(store, client);
  return client;
}

type Asked<T> = {
  items: readonly T[];
  /** Nothing has arrived yet. */
  pending: boolean;
  error: unknown;
  more: boolean;
  loadingMore: boolean;
  loadMore: () => void;
  retry: () => void;
};

/** A customer's conversations, newest first. */
export function usePastConversations(customerId: string): Asked<PastConversation> {
  const history = useSlice(historyActions);
  const query = useInfiniteQuery({
    queryKey: ['past', customerId],
    queryFn: ({ pageParam }) => history.conversations(customerId, pageParam),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => (page.more ? (page.conversations.at(-1)?.startedAt ?? null) : null),
  });
  const { data } = query;
  const items = useMemo(() => data?.pages.flatMap((page) => page.conversations) ?? [], [data]);
  return asked(query, items);
}

/** What was said in one of them, oldest first. */
export function usePastEvents(conversationId: string): Asked<KeptEvent> {
  const history = useSlice(historyActions);
  const query = useInfiniteQuery({
    queryKey: ['said', conversationId],
    queryFn: ({ pageParam }) => history.events(conversationId, pageParam),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => (page.earlier ? (page.events[0]?.seq ?? null) : null),
  });
  const { data } = query;
  const items = useMemo(() => data?.pages.toReversed().flatMap((page) => page.events) ?? [], [data]);
  return asked(query, items);
}

type Query = Pick<
  ReturnType<typeof useInfiniteQuery>,
  'isPending' | 'error' | 'hasNextPage' | 'isFetchingNextPage'
> & { fetchNextPage: () => Promise<unknown>; refetch: () => Promise<unknown> };

function asked<T>(query: Query, items: readonly T[]): Asked<T> {
  return {
    items,
    pending: query.isPending,
    error: query.error,
    more: query.hasNextPage,
    loadingMore: query.isFetchingNextPage,
    loadMore: () => void query.fetchNextPage(),
    retry: () => void query.refetch(),
  };
}
