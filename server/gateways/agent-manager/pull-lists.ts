/** Pull lists as desks see them: the lists of an agent, what stands on them, and how that changes (C10, C11). */
import type {
  PullModeEvent,
  PullRequest,
  PullRequestInEvent,
  PullStatus,
  WirePullList,
} from '../../../protocol/agent-manager/pull-lists.ts';
import type { Directory } from '../../configuration/directory.ts';
import type { DomainEvent } from '../../core/events.ts';
import { listedAs, subscribedLists } from '../../core/lists.ts';
import { lookup } from '../../core/lookup.ts';
import type { Agent, Conversation, State } from '../../core/state.ts';
import type { Turn } from '../../engine/contract.ts';
import type { LiveMemory, LiveScope } from './live-scope.ts';

/** So many requests are sent of an agent's lists at once, those that wait longest. */
const MOST_REQUESTS = 500;

const STATUS = { UNREAD: 'CREATED', ACTIVE: 'ACTIVE', INACTIVE: 'INACTIVE' } as const;

/** The lists that an agent looks at. */
export function pullListsOf(state: State, agent: Agent, { lists }: Directory): WirePullList[] {
  return subscribedLists(state, agent).map((id) => {
    const { name = id, description = '' } = lists.find((list) => list.id === id) ?? {};
    return { id, name, description };
  });
}

/** What stands on these lists. */
export function pullRequestsOn(state: State, listIds: readonly string[], scope: LiveScope): PullRequest[] {
  if (listIds.length === 0) return [];
  return Object.values(state.conversations)
    .flatMap((conversation) => {
      const listed = listedAs(state, conversation);
      return listed !== null && listIds.includes(listed.listId) ? { conversation, ...listed } : [];
    })
    .sort((a, b) => a.conversation.createdAt - b.conversation.createdAt)
    .slice(0, MOST_REQUESTS)
    .flatMap(({ conversation: { id, createdAt }, listId, status }) => {
      const channelSession = scope.answeringSession(id);
      const time = new Date(createdAt).toISOString();
      return channelSession === undefined ? [] : { id, channelSession, status: STATUS[status], listId, time };
    });
}

/** What a turn has made of a request: `type` as on the wire. */
type Change = { conversationId: string; type: PullModeEvent['type'] };

const RECEIVED = 'PULL_MODE_LIST_REQUEST_RECEIVED';
const CHANGED = 'PULL_MODE_LIST_REQUEST_STATE_CHANGED';

/** Which requests a turn is about, each once. */
function changesOf(events: readonly DomainEvent[], isUnread: (conversationId: string) => boolean): Change[] {
  const changes = new Map<string, Change>();
  const note = (conversationId: string, type: PullModeEvent['type']): void => {
    if (changes.get(conversationId)?.type !== RECEIVED) changes.set(conversationId, { conversationId, type });
  };
  for (const event of events) {
    if (event.type === 'conversation.listed') note(event.conversationId, RECEIVED);
    else if (event.type === 'conversation.stateChanged') note(event.conversationId, CHANGED);
    else if (event.type === 'session.ended') note(event.conversationId, CHANGED);
    else if (event.type === 'participant.joined' && event.participant.role === 'PRIMARY')
      note(event.conversationId, CHANGED);
    else if (event.type === 'message.sent' && event.sender.kind === 'CUSTOMER') {
      // Nobody has joined yet: the customer's further words ring again.
      if (isUnread(event.conversationId)) note(event.conversationId, RECEIVED);
    }
  }
  return [...changes.values()];
}

/** What the turn tells those who look at a list. */
export function pullModeEventsOf(
  { events, world: { state } }: Turn,
  { scope, memory }: { scope: LiveScope; memory: LiveMemory },
): { listId: string; payload: PullModeEvent }[] {
  const statusOf = (conversation: Conversation | undefined): PullStatus => {
    const listed = conversation === undefined ? null : listedAs(state, conversation);
    return listed === null ? 'CLOSED' : STATUS[listed.status];
  };
  const find = (id: string) => lookup(state.conversations, id);
  return changesOf(events, (id) => statusOf(find(id)) === 'CREATED').flatMap(({ conversationId, type }) => {
    const known = memory.conversation(conversationId);
    const channelSession = known?.listId == null ? undefined : scope.answeringSession(conversationId);
    if (known?.listId == null || channelSession === undefined) return [];
    const status = statusOf(find(conversationId));
    const request: PullRequestInEvent = {
      id: conversationId,
      channelSession,
      status,
      listId: known.listId,
      time: known.since,
    };
    return {
      listId: known.listId,
      payload: {
        pullModeEvent: JSON.stringify(request),
        type: status === 'CLOSED' ? CHANGED : type,
        conversationId: known.listId,
      },
    };
  });
}

/** What takes a closed request off the list of a desk that reads JSON text; null: this closes none. */
export function takenOff(payload: unknown): PullModeEvent | null {
  if (!isPullModeEvent(payload)) return null;
  const request = JSON.parse(payload.pullModeEvent) as PullRequestInEvent;
  if (request.status !== 'CLOSED') return null;
  return {
    ...payload,
    pullModeEvent: JSON.stringify({ ...request, status: 'CLOSING' satisfies PullStatus }),
  };
}

function isPullModeEvent(payload: unknown): payload is PullModeEvent {
  return typeof payload === 'object' && payload !== null && 'pullModeEvent' in payload;
}
