/**
 * `onTopicData`: the whole of a conversation for one agent. What rules know is taken at the
 * moment of the turn (`snapshotOf`); what was said is read from the store afterwards (`withHistory`).
 */
import { randomUUID } from 'node:crypto';
import type {
  OnTopicData,
  TopicData,
  WrapupTimerStarted,
} from '../../../protocol/agent-manager/server-events.ts';
import type { AgentParticipant, ConversationParticipant } from '../../../protocol/cim/parties.ts';
import type { Directory } from '../../configuration/directory.ts';
import { actionsOf, extensionsLeft, type Permitted } from '../../core/actions.ts';
import { lookup } from '../../core/lookup.ts';
import { agentIn } from '../../core/participant.ts';
import type { Conversation, Participant, State, Task } from '../../core/state.ts';
import { monitorsKnownIn, participantsVisibleTo } from '../../core/visibility.ts';
import { permittedInConversations } from '../../identity/permits.ts';
import type { Principal } from '../../identity/principal.ts';
import { agentName, agentParticipantOf, participantOf } from '../shared/cim-parties.ts';
import { wireQueue, type Scope } from '../shared/cim-scope.ts';
import { conversationDataOf } from '../shared/conversation-data.ts';
import type { HistoryPart } from '../shared/conversation-history.ts';
import { holdTimer, NO_HOLD } from '../shared/hold-timer.ts';
import { answerSla, NO_SLA } from '../shared/sla.ts';
import { roomOf, wireTaskId } from '../shared/wire-ids.ts';
import type { LiveScope } from './live-scope.ts';

/** How many of the newest events `topicEvents` carries. */
export const TOPIC_EVENTS = 500;

/** A conversation as one agent has it, without what was said. */
export type TopicSnapshot = {
  agentId: string;
  conversationId: string;
  /** The sequence that the snapshot includes. */
  seq: number;
  data: OnTopicData;
  /** Goes out right after it when the agent is wrapping up (D17). */
  wrapup: WrapupTimerStarted | null;
};

/** The snapshot, or null when the agent does not take part. */
export function snapshotOf(
  state: State,
  conversation: Conversation,
  principal: Principal,
  scope: LiveScope,
  now: number,
): TopicSnapshot | null {
  const agentId = principal.userId;
  const permitted = permittedInConversations(principal);
  const self = agentIn(conversation, agentId);
  if (self === undefined) return null;
  const { id: conversationId } = conversation;
  const task = self.taskId === null ? undefined : lookup(state.tasks, self.taskId);
  const session = scope.answeringSession(conversationId) ?? null;
  const participants = participantsOf(conversation, agentId, scope);
  return {
    agentId,
    conversationId,
    seq: conversation.seq,
    wrapup: task === undefined ? null : wrapupTimer(state, conversation, task, permitted, now),
    data: {
      conversationId,
      taskId: task === undefined ? '' : wireTaskId(task),
      roomInfo: roomOf(conversationId),
      correlationId: randomUUID(),
      serverTime: now,
      topicData: {
        id: conversationId,
        customer: scope.customer(conversationId),
        channelSession: session,
        conversationData: conversationDataOf(session?.channelData.additionalAttributes ?? []),
        state: conversation.state,
        participants,
        agentParticipants: participants.filter((one): one is AgentParticipant => one.type === 'AGENT'),
        agentSla: conversation.answer === undefined ? NO_SLA : answerSla(conversation.answer),
        durationInSeconds: Math.max(0, Math.floor((now - conversation.createdAt) / 1000)),
        customerSuggestions: [],
        topicEvents: [],
        holdTimerDetails:
          conversation.hold === undefined
            ? NO_HOLD
            : holdTimer(conversation.hold.startedAt, conversation.hold.endsAt),
        monitors: monitorsOf(state, conversation, self, scope.directory),
        agentHandRaise: raisedHands(conversation, scope.directory),
        externalGadgets: [],
        wrapUps: [],
        topicParticipant: agentParticipantOf(scope.directory, conversationId, self),
        seq: conversation.seq,
        earlier: false,
        actions: actionsOf(state, conversation, agentId, permitted),
        queue: task === undefined || task.queueId === null ? null : wireQueue(scope, task.queueId),
        mrdId: task?.mrdId ?? null,
        enteredWrapup: task === undefined ? null : scope.enteredWrapup(task.id),
      },
    },
  };
}

/** Who listens is for those who are listened to. */
function monitorsOf(
  state: State,
  conversation: Conversation,
  { role }: Participant,
  directory: Directory,
): TopicData['monitors'] {
  if (role === 'SILENT_MONITOR') return [];
  return monitorsKnownIn(state, conversation).map((id) => ({ id, name: agentName(directory, id) }));
}

function raisedHands({ hands }: Conversation, directory: Directory): TopicData['agentHandRaise'] {
  const agentIds = Object.keys(hands ?? {});
  const agentNames = agentIds.map((id) => agentName(directory, id));
  return { handRaised: agentIds.length > 0, agentNames, agentIds };
}

/** Those whom the agent may see. */
function participantsOf(
  conversation: Conversation,
  agentId: string,
  scope: Scope,
): ConversationParticipant[] {
  return participantsVisibleTo({ agentId }, conversation).flatMap((participant) => {
    const session =
      participant.kind === 'CUSTOMER' ? scope.session(conversation.id, participant.ref) : undefined;
    return participantOf(scope.directory, conversation.id, participant, session) ?? [];
  });
}

/**
 * Adds what was said. A customer who has left is shown by their last session, as desks need one to draw the
 * conversation at all.
 */
export function withHistory(snapshot: TopicSnapshot, history: HistoryPart): OnTopicData {
  const { topicData } = snapshot.data;
  const last = history.sessions.at(-1);
  const left = last !== undefined && !topicData.participants.some(({ type }) => type === 'CUSTOMER');
  const gone = left
    ? { ...last, isActive: false, active: false, state: { name: 'ENDED' as const, reasonCode: null } }
    : null;
  return {
    ...snapshot.data,
    topicData: {
      ...topicData,
      customer: topicData.customer._id === '' ? history.customer : topicData.customer,
      channelSession: topicData.channelSession ?? gone,
      participants: gone === null ? topicData.participants : [...topicData.participants, goneCustomer(gone)],
      topicEvents: history.events,
      earlier: history.more,
    },
  };
}

function goneCustomer(session: HistoryPart['sessions'][number]): ConversationParticipant {
  return {
    id: session.id,
    type: 'CUSTOMER',
    role: 'CUSTOMER',
    conversationId: session.conversationId,
    participant: session,
    token: null,
    userCredentials: null,
    isActive: false,
    state: 'UNSUBSCRIBED',
    joiningTime: 0,
    stateChangedOn: 0,
  };
}

/** `wrapupTimerStarted` with the time that is left, or null when the task is not wrapping up (D17). */
export function wrapupTimer(
  state: State,
  conversation: Conversation,
  task: Task,
  permitted: Permitted,
  now: number,
): WrapupTimerStarted | null {
  if (task.wrapup === null || task.agentId === null) return null;
  const left = Math.max(0, (task.wrapup.endsAt - now) / 1000);
  return {
    task: 'wrapupTimerStarted',
    conversationId: conversation.id,
    roomInfo: roomOf(conversation.id),
    statusCode: 200,
    duration: left,
    durationSeconds: left,
    expiresAt: task.wrapup.endsAt,
    serverTime: now,
    actions: actionsOf(state, conversation, task.agentId, permitted),
    extensionsLeft: extensionsLeft(state, task),
  };
}
