/** An interaction as one agent sees it: an offer, a conversation that the agent is in, or one that is wrapped up. */
import { CHAT_CHANNEL } from '../../../../protocol/genesys/names.ts';
import type { InteractionResource, InteractionState } from '../../../../protocol/genesys/resources.ts';
import type { Directory } from '../../../configuration/directory.ts';
import { lookup } from '../../../core/lookup.ts';
import { agentIn } from '../../../core/participant.ts';
import { participantsVisibleTo } from '../../../core/visibility.ts';
import type { Conversation, Task } from '../../../core/state.ts';
import type { View } from '../../../engine/contract.ts';
import { addressOf } from '../addresses.ts';
import type { Reader } from '../reader.ts';
import { capabilitiesOf, WHILE_RINGING } from './capabilities.ts';
import type { Nicknames } from './nicknames.ts';
import { participantResource, personOf, type Names, type Person } from './people.ts';
import { stampOf } from './stamps.ts';
import { hiddenUserData, userDataOf, type UserData } from './user-data.ts';

/** Without addresses: whoever asks has their own. */
export type InteractionView = {
  id: string;
  state: InteractionState;
  capabilities: readonly string[];
  queue: string;
  receivedAt: number;
  userData: UserData;
  participants: Person[];
};

/** Where views are made from. */
export type ViewSources = { directory: () => Directory; nicknames: Nicknames };

/** What people in a conversation are called at this moment. */
export function namesIn(
  { records }: View,
  conversationId: string,
  { directory, nicknames }: ViewSources,
): Names {
  return {
    directory: directory(),
    nickname: (agentId) => nicknames.of(conversationId, agentId),
    customer: (sessionId) => {
      const customerId = records.session(sessionId)?.customerId;
      return customerId === undefined ? undefined : records.customer(customerId)?.firstName;
    },
  };
}

/** The interaction of an agent; null: there is none. */
export function viewOf(
  view: View,
  agentId: string,
  conversationId: string,
  sources: ViewSources,
): InteractionView | null {
  const { state } = view.world;
  const conversation = lookup(state.conversations, conversationId);
  if (conversation === undefined) return null;
  const self = agentIn(conversation, agentId);
  const taskId = self?.taskId ?? null;
  const offer = self === undefined ? offerOf(view, conversation, agentId) : undefined;
  if (self === undefined && offer === undefined) return null;
  const task = offer ?? (taskId === null ? undefined : lookup(state.tasks, taskId));
  const names = namesIn(view, conversationId, sources);
  const facts = {
    id: conversationId,
    queue: lookup(state.config.queues, task?.queueId ?? '')?.name ?? '',
    receivedAt: conversation.createdAt,
    userData: userDataOf(view.records, conversation.customerId, sessionOf(conversation, view), taskId),
  };
  if (self === undefined)
    return { ...facts, state: 'Invited', capabilities: WHILE_RINGING, participants: [] };
  const there = participantsVisibleTo({ agentId }, conversation).filter(({ role }) => role !== 'WRAP_UP');
  return {
    ...facts,
    state: self.role === 'WRAP_UP' ? 'LeftChat' : 'Chatting',
    capabilities: capabilitiesOf(conversation, self),
    participants: there.map((participant) => personOf(participant, names)),
  };
}

/** All of an agent, offers last. */
export function viewsOf(view: View, agentId: string, sources: ViewSources): InteractionView[] {
  const { state } = view.world;
  const agent = lookup(state.agents, agentId);
  const offered = (agent?.taskIds ?? []).flatMap((id) => lookup(state.tasks, id)?.conversationId ?? []);
  const ids = new Set([...(agent?.conversationIds ?? []), ...offered]);
  return [...ids].flatMap((id) => viewOf(view, agentId, id, sources) ?? []);
}

function offerOf({ world }: View, { taskIds }: Conversation, agentId: string): Task | undefined {
  for (const id of taskIds) {
    const task = lookup(world.state.tasks, id);
    if (task?.state === 'OFFERED' && task.agentId === agentId) return task;
  }
  return undefined;
}

/** The session whose answers show; the customer may have left. */
function sessionOf({ id, sessionIds }: Conversation, { records }: View): string | undefined {
  return sessionIds[0] ?? records.sessionsOf(id).at(-1);
}

/** As it is sent. */
export function interactionResource(
  view: InteractionView,
  reader: Reader,
  kind: 'interactions' | 'chats',
): InteractionResource {
  const { id, state, capabilities, queue, receivedAt, userData, participants } = view;
  return {
    id,
    channel: CHAT_CHANNEL,
    mediatype: CHAT_CHANNEL,
    interactionType: 'Inbound',
    state,
    capabilities: [...capabilities],
    queue,
    receivedDate: stampOf(receivedAt),
    parentInteractionId: null,
    userData: { ...(reader.masked ? hiddenUserData(userData) : userData.known), ...userData.chosen },
    participants: participants.map((person) => participantResource(person, reader)),
    ...addressOf(reader.origin, `/${kind}/${id}`),
  };
}
