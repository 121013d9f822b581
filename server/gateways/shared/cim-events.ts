/**
 * A fact of a conversation as the CIM event that desks know. The same function serves the live
 * stream and the history; they differ in the `Scope` by which ids become names.
 */
import type { CimEvent } from '../../../protocol/cim/event.ts';
import type { ChannelSession } from '../../../protocol/cim/parties.ts';
import type { TaskMedia, TaskType, WireTask } from '../../../protocol/cim/task.ts';
import type { DomainEvent, EventOf } from '../../core/events.ts';
import type { Participant } from '../../core/state.ts';
import { callLegEvent, callRecordEvent } from './call-events.ts';
import { holdTimer, holdTimerChange, NO_HOLD } from './hold-timer.ts';
import { changedMessageEvent, messageEvent, receiptEvent } from './cim-messages.ts';
import { agentName, agentParticipantOf, participantOf, publicUser } from './cim-parties.ts';
import { envelope, wireQueue, type Scope, type TaskFacts } from './cim-scope.ts';
import { answerSla, NO_SLA, reminderSla } from './sla.ts';
import { wireTaskId } from './wire-ids.ts';

type Happened<T> = T & Pick<DomainEvent, 'at' | 'streamSeq'>;

/**
 * The CIM event for a fact, or null when desks are told of it otherwise or not at all (`conversation.opened`,
 * `conversation.closed`, a queue's steps, a wrap-up's extension, whatever is about agents alone).
 */
export function cimEventOf(event: DomainEvent, scope: Scope): CimEvent | null {
  switch (event.type) {
    case 'message.sent':
      return messageEvent(event, scope);
    case 'message.marked':
      return receiptEvent(event, scope);
    case 'session.started':
      return sessionEvent(
        'CHANNEL_SESSION_STARTED',
        event,
        scope.session(event.conversationId, event.sessionId),
      );
    case 'session.connected':
      return sessionEvent('CHANNEL_SESSION_DATA_UPDATED', event, present(scope, event, true));
    case 'session.disconnected':
      return sessionEvent('CHANNEL_SESSION_DATA_UPDATED', event, present(scope, event, false));
    case 'session.ended':
      return sessionEvent('CHANNEL_SESSION_ENDED', event, ended(scope, event));
    case 'task.queued':
      return taskQueued(event, scope);
    case 'task.started':
      return taskStarted(event, scope);
    case 'task.offered':
      return taskOffered(event, scope);
    case 'task.accepted':
      return taskChanged(event, scope, { state: 'ACTIVE', reason: null, media: 'ACTIVE' });
    case 'task.redirected':
      return taskRedirected(event, scope);
    case 'task.wrapupStarted':
      return taskChanged(event, scope, { state: 'WRAP_UP', reason: null, media: 'CLOSED' });
    case 'task.closed':
      return taskChanged(event, scope, { state: 'CLOSED', reason: event.reason, media: 'CLOSED' });
    case 'request.expired':
      return noAgent(event, scope);
    case 'participant.joined':
      return cameOrWent('AGENT_SUBSCRIBED', event, null, scope);
    case 'participant.left':
      return cameOrWent('AGENT_UNSUBSCRIBED', event, event.reason, scope);
    case 'participant.roleChanged':
      return roleChanged(event, scope);
    case 'conversation.stateChanged':
      return envelope('TOPIC_STATE_CHANGE_EVENT', 'NOTIFICATION', event.conversationId, event, {
        state: event.state,
      });
    case 'conversation.handRaised':
    case 'conversation.handLowered':
      return handEvent(event, scope);
    case 'conversation.paused':
      return envelope(
        'CONVERSATION_PAUSED',
        'NOTIFICATION',
        event.conversationId,
        event,
        holdTimerChange(holdTimer(event.at, event.endsAt)),
      );
    case 'conversation.resumed':
      return envelope(
        'CONVERSATION_RESUMED',
        'NOTIFICATION',
        event.conversationId,
        event,
        holdTimerChange(NO_HOLD),
      );
    case 'conversation.answerAwaited':
      return envelope('AGENT_SLA_STARTED', 'NOTIFICATION', event.conversationId, event, answerSla(event));
    case 'conversation.answerSettled': {
      const { conversationId, expired } = event;
      const action = expired ? 'REMOVE_ALL_AGENTS' : 'STOP_TIMER';
      const name = expired ? 'AGENT_SLA_EXPIRED' : 'AGENT_SLA_STOPPED';
      return envelope(name, 'NOTIFICATION', conversationId, event, { ...NO_SLA, action });
    }
    case 'conversation.customerReminded': {
      const { conversationId, at, inactiveAt } = event;
      return envelope('CUSTOMER_SLA', 'NOTIFICATION', conversationId, event, reminderSla(at, inactiveAt));
    }
    case 'conversation.customerChanged': {
      const customer = scope.customer(event.conversationId);
      return envelope('ASSOCIATED_CUSTOMER_CHANGED', 'NOTIFICATION', event.conversationId, event, customer);
    }
    case 'message.edited':
    case 'message.deleted':
      return changedMessageEvent(event, scope);
    case 'call.legStarted':
    case 'call.legEnded':
    case 'call.held':
      return callLegEvent(event, scope);
    case 'call.ended':
      return callRecordEvent(event, scope);
    case 'agent.callPassed':
    case 'conversation.remindersPlanned':
    case 'agent.active':
    case 'agent.idleWarned':
    case 'configured':
    case 'agent.signedIn':
    case 'agent.sessionReplaced':
    case 'agent.connected':
    case 'agent.disconnected':
    case 'agent.overseen':
    case 'agent.callMonitored':
    case 'agent.callMonitoringEnded':
    case 'conversation.overseen':
    case 'agent.listSubscribed':
    case 'agent.stateChanged':
    case 'agent.mrdStateChanged':
    case 'agent.signedOut':
    case 'task.stepReached':
    case 'task.wrapupExtended':
    case 'task.wrapupEntered':
    case 'conversation.opened':
    case 'conversation.listed':
    case 'conversation.ownerChanged':
    case 'conversation.closed':
      return null;
  }
}

/** `agentNames` says whose hand it is; after HAND_DOWN, none. */
export function handEvent(
  event: Happened<EventOf<'conversation.handRaised' | 'conversation.handLowered'>>,
  { directory }: Scope,
): CimEvent {
  const raised = event.type === 'conversation.handRaised';
  return envelope(raised ? 'HAND_RAISED' : 'HAND_DOWN', 'NOTIFICATION', event.conversationId, event, {
    handRaised: raised,
    agentNames: raised ? [agentName(directory, event.agentId)] : [],
    agentId: event.agentId,
  });
}

function sessionEvent(
  name: 'CHANNEL_SESSION_STARTED' | 'CHANNEL_SESSION_ENDED' | 'CHANNEL_SESSION_DATA_UPDATED',
  event: Happened<{ conversationId: string }>,
  session: ChannelSession | undefined,
): CimEvent | null {
  if (session === undefined) return null;
  return envelope(name, 'NOTIFICATION', event.conversationId, event, session, { session });
}

type SessionEvent = { conversationId: string; sessionId: string };

function present(scope: Scope, event: SessionEvent, connected: boolean): ChannelSession | undefined {
  const session = scope.session(event.conversationId, event.sessionId);
  return session && { ...session, customerPresence: { value: connected ? 'CONNECTED' : 'DISCONNECTED' } };
}

function ended(scope: Scope, event: EventOf<'session.ended'>): ChannelSession | undefined {
  const session = scope.session(event.conversationId, event.sessionId);
  if (session === undefined) return undefined;
  return {
    ...session,
    isActive: false,
    active: false,
    customerPresence: { value: 'DISCONNECTED' },
    state: { name: 'ENDED', reasonCode: event.reason },
  };
}

export type Standing = { state: WireTask['state']['name']; reason: string | null; media: TaskMedia['state'] };

/** A task as desks see it in this standing; `answeredAt` is 0 before the answer. */
export function wireTask(
  task: TaskFacts,
  scope: Scope,
  { state, reason, media }: Standing,
  agentId: string | null,
  answeredAt = 0,
): WireTask {
  const id = wireTaskId(task);
  return {
    id,
    conversationId: task.conversationId,
    state: { name: state, reasonCode: reason },
    assignedTo:
      agentId === null ? null : { id: agentId, name: publicUser(scope.directory, agentId).username },
    agentRequestTtlTimerId: null,
    activeMedia: [
      {
        id: task.mediaId,
        mrdId: task.mrdId ?? '',
        taskId: task.id,
        queue: wireQueue(scope, task.queueId),
        type: taskType(task, scope),
        priority: task.priority,
        state: media,
        requestSession: null,
        channelSessions: [],
        enqueueTime: task.enqueuedAt,
        answerTime: answeredAt,
      },
    ],
  };
}

function taskType({ direction, target, requestedBy }: TaskFacts, { directory }: Scope): TaskType {
  const metadata =
    requestedBy?.kind === 'AGENT' ? { requestedBy: agentName(directory, requestedBy.agentId) } : {};
  return { direction, mode: target.kind, metadata };
}

function taskQueued(event: Happened<EventOf<'task.queued'>>, scope: Scope): CimEvent {
  const { task } = event;
  return envelope('TASK_ENQUEUED', 'NOTIFICATION', task.conversationId, event, {
    task: wireTask(task, scope, { state: 'ACTIVE', reason: null, media: 'QUEUED' }, null),
    queue: wireQueue(scope, task.queueId),
  });
}

function taskStarted(event: Happened<EventOf<'task.started'>>, scope: Scope): CimEvent {
  const { task, agentId } = event;
  const standing: Standing = { state: 'ACTIVE', reason: null, media: 'ACTIVE' };
  return envelope('TASK_STATE_CHANGED', 'NOTIFICATION', task.conversationId, event, {
    task: wireTask(task, scope, standing, agentId, event.at),
    taskStateChanged: true,
    mediaStateChanges: [task.mediaId],
  });
}

function taskOffered(event: Happened<EventOf<'task.offered'>>, scope: Scope): CimEvent | null {
  const task = scope.task(event.taskId);
  if (task === undefined) return null;
  return envelope('AGENT_RESERVED', 'NOTIFICATION', task.conversationId, event, {
    task: wireTask(task, scope, { state: 'ACTIVE', reason: null, media: 'RESERVED' }, event.agentId),
    ccUser: { id: event.agentId, participantType: 'CCUser' },
  });
}

function taskChanged(
  event: Happened<EventOf<'task.accepted' | 'task.wrapupStarted' | 'task.closed'>>,
  scope: Scope,
  standing: Standing,
): CimEvent | null {
  const task = scope.task(event.taskId);
  if (task === undefined) return null;
  const answeredAt = event.type === 'task.accepted' ? event.at : 0;
  return envelope('TASK_STATE_CHANGED', 'NOTIFICATION', task.conversationId, event, {
    task: wireTask(task, scope, standing, event.agentId, answeredAt),
    taskStateChanged: true,
    mediaStateChanges: [task.mediaId],
  });
}

function taskRedirected(event: Happened<EventOf<'task.redirected'>>, scope: Scope): CimEvent | null {
  const task = scope.task(event.taskId);
  if (task === undefined) return null;
  const { direction, agentId } = event;
  const standing: Standing = { state: 'ACTIVE', reason: null, media: 'ACTIVE' };
  return envelope('TASK_STATE_CHANGED', 'NOTIFICATION', task.conversationId, event, {
    task: wireTask({ ...task, direction }, scope, standing, agentId),
    taskStateChanged: true,
    mediaStateChanges: [task.mediaId],
  });
}

function noAgent(event: Happened<EventOf<'request.expired'>>, scope: Scope): CimEvent {
  const task = scope.task(event.taskId);
  return envelope('NO_AGENT_AVAILABLE', 'NOTIFICATION', event.conversationId, event, {
    requestType:
      task === undefined ? { direction: 'INBOUND', mode: 'QUEUE', metadata: {} } : taskType(task, scope),
  });
}

/** Of agents only: a customer comes and goes with the session. */
function cameOrWent(
  name: 'AGENT_SUBSCRIBED' | 'AGENT_UNSUBSCRIBED',
  event: Happened<{ conversationId: string; participant: Participant }>,
  reason: string | null,
  scope: Scope,
): CimEvent | null {
  const { conversationId, participant } = event;
  if (participant.kind !== 'AGENT') return null;
  const gone = name === 'AGENT_UNSUBSCRIBED';
  return envelope(name, 'NOTIFICATION', conversationId, event, {
    agentParticipant: agentParticipantOf(scope.directory, conversationId, participant, gone),
    reason,
  });
}

function roleChanged(event: Happened<EventOf<'participant.roleChanged'>>, scope: Scope): CimEvent | null {
  const { conversationId } = event;
  const participant = scope.participant(conversationId, event.participantId);
  if (participant === undefined) return null;
  const shown = participantOf(
    scope.directory,
    conversationId,
    { ...participant, role: event.role },
    participant.kind === 'CUSTOMER' ? scope.session(conversationId, participant.ref) : undefined,
  );
  if (shown === null) return null;
  return envelope('PARTICIPANT_ROLE_CHANGED', 'NOTIFICATION', conversationId, event, {
    conversationParticipant: shown,
    metadata: { previousRole: event.previousRole },
  });
}
