/**
 * Who may see an event (I10): the only place that decides it, used by every gateway.
 *
 * A whisper, a note or a wrap-up never reaches a customer; a silent monitor is seen by nobody; an offer concerns
 * the agent who is asked.
 */
import type { Sender, Visibility } from './commands.ts';
import type { DomainEvent, EventOf, Signal } from './events.ts';
import type { Conversation, Participant, ParticipantRole, State, Task, TaskDirection } from './state.ts';
import { lookup } from './lookup.ts';
import { Members } from './members.ts';
import { watchersOf } from './watchers.ts';

/** Agents by id, customers by their open channel session. */
type People = { agentIds: string[]; sessionIds: string[] };

/**
 * Who is told: those who take part (bots of what is for everybody), and those who watch. Nobody is both an agent of
 * the conversation and its watcher.
 */
export type Audience = People & { botIds: string[]; watcherIds: string[] };

/** Who looks: an agent, a customer's session, or (`agentId` null) a colleague who was never part of it. */
export type Viewer = { agentId: string | null } | { sessionId: string } | { botId: string };

/** What decides besides the event itself: who was in its conversation then, and what was said among agents. */
export type Circumstances = { members: Members; isInternal: (messageId: string) => boolean };

/** Whom a fact is for. `only`: nobody else than this agent. */
type Readers = Visibility | { only: string | null };

const NOBODY: Readers = { only: null };

/** Roles that a customer knows of. The others help or watch behind the scenes. */
function isSeenByCustomer(role: ParticipantRole): boolean {
  return role === 'PRIMARY' || role === 'CUSTOMER';
}

function readersOfParticipant({ kind, role, ref }: Participant): Readers {
  if (kind === 'AGENT' && role === 'SILENT_MONITOR') return { only: ref };
  return isSeenByCustomer(role) ? 'ALL' : 'AGENTS';
}

/** The task of a silent monitor is as unseen as the monitor. */
function readersOfTask(direction: TaskDirection, agentId: string | null): Readers {
  return direction === 'SILENT_MONITOR' ? { only: agentId } : 'AGENTS';
}

/** A customer knows that somebody is looked for: on coming, and when the only agent hands over (C13). */
function readersOfRequest({ members }: Circumstances, { direction, requestedBy }: Task): Visibility {
  if (direction === 'INBOUND') return 'ALL';
  const by = requestedBy?.kind === 'AGENT' ? requestedBy.agentId : null;
  return direction === 'DIRECT_TRANSFER' && !members.hasPrimaryBeside(by) ? 'ALL' : 'AGENTS';
}

function readersOfRoleChange({ members }: Circumstances, event: EventOf<'participant.roleChanged'>): Readers {
  if (isSeenByCustomer(event.role) || isSeenByCustomer(event.previousRole)) return 'ALL';
  if (event.role !== 'SILENT_MONITOR' || event.previousRole !== 'SILENT_MONITOR') return 'AGENTS';
  const ref = members.get(event.participantId)?.ref;
  return ref === undefined ? NOBODY : { only: ref };
}

function readersOfMark({ members, isInternal }: Circumstances, event: EventOf<'message.marked'>): Readers {
  // Whether it arrived is for those who wrote; the customer's own marks are not news to the customer.
  if (event.by.kind !== 'AGENT') return 'AGENTS';
  const role = members.roleOf(event.by.agentId);
  if (role === 'SILENT_MONITOR') return { only: event.by.agentId };
  return role === 'PRIMARY' && !isInternal(event.messageId) ? 'ALL' : 'AGENTS';
}

function readersOf(event: DomainEvent, around: Circumstances): Readers {
  switch (event.type) {
    case 'configured':
    case 'agent.active':
    case 'conversation.remindersPlanned':
      return NOBODY;
    case 'agent.signedIn':
    case 'agent.sessionReplaced':
    case 'agent.connected':
    case 'agent.disconnected':
    case 'agent.overseen':
    case 'agent.listSubscribed':
    case 'agent.stateChanged':
    case 'agent.mrdStateChanged':
    case 'agent.callPassed':
    case 'agent.idleWarned':
    case 'agent.signedOut':
    case 'task.wrapupStarted':
    case 'task.wrapupExtended':
    case 'task.wrapupEntered':
      return { only: event.agentId };
    // Who is listened to is told by the gateway, where the contact centre wants it (C12).
    case 'agent.callMonitored':
    case 'agent.callMonitoringEnded':
      return { only: event.supervisorId };
    case 'task.queued':
      return readersOfRequest(around, event.task);
    case 'task.started':
      return readersOfTask(event.task.direction, event.agentId);
    case 'task.closed':
      return readersOfTask(event.direction, event.agentId);
    case 'request.expired':
      if (event.goesOn === true) return 'AGENTS';
      // With an agent at their side, the customer did not ask for the one who was not found.
      return around.members.hasPrimary ? 'AGENTS' : 'ALL';
    case 'task.stepReached':
    case 'task.offered':
    case 'task.accepted':
    case 'task.redirected':
    case 'conversation.listed':
    case 'conversation.handRaised':
    case 'conversation.handLowered':
    case 'conversation.overseen':
    case 'conversation.answerAwaited':
    case 'conversation.answerSettled':
    case 'conversation.customerChanged':
    case 'conversation.ownerChanged':
    case 'call.legStarted':
    case 'call.legEnded':
    case 'call.held':
    case 'call.ended':
      return 'AGENTS';
    case 'conversation.stateChanged':
      return event.state === 'ACTIVE' || event.state === 'ON_HOLD' ? 'ALL' : 'AGENTS';
    case 'conversation.opened':
    case 'conversation.paused':
    case 'conversation.resumed':
    case 'conversation.customerReminded':
    case 'conversation.closed':
    case 'session.started':
    case 'session.connected':
    case 'session.disconnected':
    case 'session.ended':
      return 'ALL';
    case 'participant.joined':
    case 'participant.left':
      return readersOfParticipant(event.participant);
    case 'participant.roleChanged':
      return readersOfRoleChange(around, event);
    case 'message.sent':
    case 'message.edited':
    case 'message.deleted':
      return event.visibility;
    case 'message.marked':
      return readersOfMark(around, event);
  }
}

/** Those whom an event names: they see it although they are no members (yet, or any more). */
function subjectsOf(event: DomainEvent): People {
  switch (event.type) {
    case 'task.offered':
      return { agentIds: [event.agentId], sessionIds: [] };
    case 'task.closed':
      return { agentIds: event.agentId === null ? [] : [event.agentId], sessionIds: [] };
    case 'session.started':
    case 'session.ended':
      return { agentIds: [], sessionIds: [event.sessionId] };
    case 'configured':
    case 'agent.signedIn':
    case 'agent.sessionReplaced':
    case 'agent.connected':
    case 'agent.disconnected':
    case 'agent.callMonitored':
    case 'agent.callMonitoringEnded':
    case 'agent.overseen':
    case 'agent.listSubscribed':
    case 'agent.stateChanged':
    case 'agent.mrdStateChanged':
    case 'agent.active':
    case 'agent.callPassed':
    case 'agent.idleWarned':
    case 'agent.signedOut':
    case 'task.queued':
    case 'task.started':
    case 'task.stepReached':
    case 'task.accepted':
    case 'task.redirected':
    case 'task.wrapupStarted':
    case 'task.wrapupExtended':
    case 'task.wrapupEntered':
    case 'request.expired':
    case 'conversation.opened':
    case 'conversation.stateChanged':
    case 'conversation.listed':
    case 'conversation.handRaised':
    case 'conversation.handLowered':
    case 'conversation.overseen':
    case 'conversation.paused':
    case 'conversation.resumed':
    case 'conversation.answerAwaited':
    case 'conversation.answerSettled':
    case 'conversation.remindersPlanned':
    case 'conversation.customerReminded':
    case 'conversation.customerChanged':
    case 'conversation.ownerChanged':
    case 'conversation.closed':
    case 'session.connected':
    case 'session.disconnected':
    case 'call.legStarted':
    case 'call.legEnded':
    case 'call.held':
    case 'call.ended':
    case 'participant.joined':
    case 'participant.roleChanged':
    case 'participant.left':
    case 'message.sent':
    case 'message.edited':
    case 'message.deleted':
    case 'message.marked':
      return { agentIds: [], sessionIds: [] };
  }
}

/** Who says something, as `message.sent` names readers: an agent, a bot or a session. */
function idOfSender(sender: Sender): string {
  if (sender.kind === 'AGENT') return sender.agentId;
  return sender.kind === 'BOT' ? sender.botId : sender.sessionId;
}

/** Whether a message that is meant for some alone is meant for this one, or said by them. True for everything else. */
export function isAddressedTo(id: string | null, event: DomainEvent): boolean {
  if (event.type !== 'message.sent' || event.to === undefined) return true;
  return id !== null && (event.to.includes(id) || idOfSender(event.sender) === id);
}

function idOfViewer(viewer: Viewer): string | null {
  if ('sessionId' in viewer) return viewer.sessionId;
  return 'botId' in viewer ? viewer.botId : viewer.agentId;
}

function isIn(readers: Readers, viewer: Viewer): boolean {
  if (!('agentId' in viewer)) return readers === 'ALL';
  return typeof readers !== 'object' || (readers.only !== null && readers.only === viewer.agentId);
}

/**
 * Whether a fact may be shown to somebody who may see its conversation at all: the one answer for what is sent as it
 * happens and for what is read back later.
 */
export function visibleTo(viewer: Viewer, event: DomainEvent, around: Circumstances): boolean {
  const id = idOfViewer(viewer);
  return isIn(readersOf(event, around), viewer) && isAddressedTo(id, event);
}

/** The participants whom somebody in the conversation sees. */
export function participantsVisibleTo(viewer: Viewer, { participants }: Conversation): Participant[] {
  return participants.filter((participant) => isIn(readersOfParticipant(participant), viewer));
}

/**
 * The supervisors who listen in a conversation or to a call of it, by agent id, as far as its agents may know of them:
 * where the contact centre tells them (C12), else nobody.
 */
export function monitorsKnownIn(
  { config, callMonitorings }: State,
  { id, participants }: Conversation,
): string[] {
  if (config.tellMonitored !== true) return [];
  const here = participants.flatMap(({ kind, role, ref }) =>
    kind === 'AGENT' && role === 'SILENT_MONITOR' ? [ref] : [],
  );
  const onPhone = Object.entries(callMonitorings).flatMap(([supervisorId, one]) =>
    one.conversationId === id && !one.isBargedIn ? [supervisorId] : [],
  );
  return [...new Set([...here, ...onPhone])];
}

/** Of the members of a conversation, those for whom a message is meant alone. */
function addressed(event: DomainEvent, members: Omit<Audience, 'watcherIds'>): Audience {
  const among = (ids: string[]) => ids.filter((id) => isAddressedTo(id, event));
  const { agentIds, sessionIds, botIds } = members;
  return {
    agentIds: among(agentIds),
    sessionIds: among(sessionIds),
    botIds: among(botIds),
    watcherIds: [],
  };
}

function resolve(state: State, event: DomainEvent, around: Circumstances): Audience {
  const readers = readersOf(event, around);
  if (typeof readers === 'object') {
    return {
      agentIds: readers.only === null ? [] : [readers.only],
      sessionIds: [],
      botIds: [],
      watcherIds: [],
    };
  }
  const { members } = around;
  const subjects = subjectsOf(event);
  const agentIds = [...new Set([...members.agentIds, ...subjects.agentIds])];
  const sessionIds =
    readers === 'AGENTS' ? [] : [...new Set([...members.sessionIds, ...subjects.sessionIds])];
  const botIds = readers === 'AGENTS' ? [] : members.botIds;
  if (event.type === 'message.sent' && event.to !== undefined)
    return addressed(event, { agentIds, sessionIds, botIds: members.botIds });
  return { agentIds, sessionIds, botIds, watcherIds: watchersOf(state, event, agentIds) };
}

function circumstances(state: State, conversationId: string): Circumstances {
  const conversation = lookup(state.conversations, conversationId);
  return {
    members: new Members(conversation?.participants ?? []),
    isInternal: (id) => conversation !== undefined && Object.hasOwn(conversation.internal, id),
  };
}

const CONVERSATION = 'conversation:';

/**
 * The audience of each event of one turn. `state` is as the turn left it; going back from there, everybody who
 * left in this turn still sees what happened before, and nobody sees what happened before they came.
 */
export function audiences(state: State, events: readonly DomainEvent[]): Audience[] {
  const conversations = new Map<string, Circumstances>();
  const found: Audience[] = [];
  for (let i = events.length - 1; i >= 0; i--) {
    const event = events[i];
    if (event === undefined) continue;
    const id = event.stream.startsWith(CONVERSATION) ? event.stream.slice(CONVERSATION.length) : '';
    const around = conversations.get(id) ?? circumstances(state, id);
    conversations.set(id, around);
    // Who leaves is told so; who changes the role or joins has it already.
    if (event.type === 'participant.left') around.members.revert(event);
    found.push(resolve(state, event, around));
    if (event.type !== 'participant.left') around.members.revert(event);
  }
  return found.reverse();
}

/** The audience of one event, where nothing followed it in its turn. */
export function audience(state: State, event: DomainEvent): Audience {
  return audiences(state, [event])[0] ?? { agentIds: [], sessionIds: [], botIds: [], watcherIds: [] };
}

/** Whom to tell that somebody types: those who would see the message, but not the one who types. */
function typingAudience(
  state: State,
  { conversationId, by }: Extract<Signal, { type: 'typing' }>,
): Omit<Audience, 'watcherIds'> {
  const { members } = circumstances(state, conversationId);
  const { agentIds, sessionIds, botIds } = members;
  if (by.kind === 'CUSTOMER') {
    return { agentIds, sessionIds: sessionIds.filter((id) => id !== by.sessionId), botIds };
  }
  const role = by.kind === 'BOT' ? members.roleOfBot(by.botId) : members.roleOf(by.agentId);
  if (role === undefined || role === 'SILENT_MONITOR') return { agentIds: [], sessionIds: [], botIds: [] };
  return {
    agentIds: by.kind === 'BOT' ? agentIds : agentIds.filter((id) => id !== by.agentId),
    sessionIds: role === 'PRIMARY' ? sessionIds : [],
    botIds: role === 'PRIMARY' ? botIds.filter((id) => by.kind !== 'BOT' || id !== by.botId) : [],
  };
}

/** The audience of a signal. */
export function signalAudience(state: State, signal: Signal): Audience {
  const there =
    signal.type === 'typing'
      ? typingAudience(state, signal)
      : { agentIds: [signal.agentId], sessionIds: [], botIds: [] };
  // What passes without a trace is for those who are there.
  return { ...there, watcherIds: [] };
}
