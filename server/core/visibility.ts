/**
 * Who may see what has happened (I10): the one place that knows, used by every gateway.
 *
 * A whisper, a note or a wrap-up never reaches a customer; a silent monitor is seen by nobody; an offer concerns
 * the agent who is asked.
 */
import type { Visibility } from './commands.ts';
import type { DomainEvent, EventOf, Signal } from './events.ts';
import type { Participant, ParticipantRole, State } from './state.ts';
import { lookup } from './lookup.ts';

/** Agents by id, customers by their open channel session. */
export type Audience = { agentIds: string[]; sessionIds: string[] };

/** Members of a conversation at one moment: agent id → role, and the customer's sessions. */
type Members = { agents: Map<string, ParticipantRole>; sessions: Set<string> };

/** Whom a fact is for. `only`: nobody else than this agent. */
type Scope = Visibility | { only: string | null };

const NOBODY: Scope = { only: null };

/** Roles that a customer knows of. The others help or watch behind the scenes. */
function isSeenByCustomer(role: ParticipantRole): boolean {
  return role === 'PRIMARY' || role === 'CUSTOMER';
}

function scopeOfParticipant({ kind, role, ref }: Participant): Scope {
  if (kind === 'AGENT' && role === 'SILENT_MONITOR') return { only: ref };
  return isSeenByCustomer(role) ? 'ALL' : 'AGENTS';
}

function scopeOfRoleChange(
  members: Members,
  participants: readonly Participant[],
  event: EventOf<'participant.roleChanged'>,
): Scope {
  if (isSeenByCustomer(event.role) || isSeenByCustomer(event.previousRole)) return 'ALL';
  if (event.role !== 'SILENT_MONITOR' || event.previousRole !== 'SILENT_MONITOR') return 'AGENTS';
  const ref = participants.find(({ id }) => id === event.participantId)?.ref;
  return ref !== undefined && members.agents.has(ref) ? { only: ref } : NOBODY;
}

function scopeOfMark(state: State, members: Members, event: EventOf<'message.marked'>): Scope {
  // Whether it arrived is for those who wrote; the customer's own marks are not news to the customer.
  if (event.by.kind !== 'AGENT') return 'AGENTS';
  const role = members.agents.get(event.by.agentId);
  if (role === 'SILENT_MONITOR') return { only: event.by.agentId };
  const conversation = lookup(state.conversations, event.conversationId);
  const internal = conversation !== undefined && Object.hasOwn(conversation.internal, event.messageId);
  return role === 'PRIMARY' && !internal ? 'ALL' : 'AGENTS';
}

function scopeOf(state: State, members: Members, event: DomainEvent): Scope {
  switch (event.type) {
    case 'configured':
      return NOBODY;
    case 'agent.signedIn':
    case 'agent.sessionReplaced':
    case 'agent.connected':
    case 'agent.disconnected':
    case 'agent.stateChanged':
    case 'agent.mrdStateChanged':
    case 'agent.signedOut':
    case 'task.wrapupStarted':
    case 'task.wrapupExtended':
    case 'task.wrapupEntered':
      return { only: event.agentId };
    case 'task.queued':
      return event.task.direction === 'INBOUND' ? 'ALL' : 'AGENTS';
    case 'request.expired':
      // With an agent at their side, the customer did not ask for the one who was not found.
      return [...members.agents.values()].includes('PRIMARY') ? 'AGENTS' : 'ALL';
    case 'task.stepReached':
    case 'task.offered':
    case 'task.accepted':
    case 'task.closed':
      return 'AGENTS';
    case 'conversation.stateChanged':
      return event.state === 'ACTIVE' || event.state === 'ON_HOLD' ? 'ALL' : 'AGENTS';
    case 'conversation.opened':
    case 'conversation.closed':
    case 'session.started':
    case 'session.connected':
    case 'session.disconnected':
    case 'session.ended':
      return 'ALL';
    case 'participant.joined':
    case 'participant.left':
      return scopeOfParticipant(event.participant);
    case 'participant.roleChanged':
      return scopeOfRoleChange(
        members,
        lookup(state.conversations, event.conversationId)?.participants ?? [],
        event,
      );
    case 'message.sent':
      return event.visibility;
    case 'message.marked':
      return scopeOfMark(state, members, event);
  }
}

/** Those whom an event names: they see it although they are no members (yet, or any more). */
function subjectsOf(event: DomainEvent): Audience {
  switch (event.type) {
    case 'task.offered':
      return { agentIds: [event.agentId], sessionIds: [] };
    case 'task.closed':
      return { agentIds: event.agentId === null ? [] : [event.agentId], sessionIds: [] };
    case 'session.started':
    case 'session.ended':
      return { agentIds: [], sessionIds: [event.sessionId] };
    default:
      return { agentIds: [], sessionIds: [] };
  }
}

function resolve(members: Members, scope: Scope, subjects: Audience): Audience {
  if (typeof scope === 'object') return { agentIds: scope.only === null ? [] : [scope.only], sessionIds: [] };
  return {
    agentIds: [...new Set([...members.agents.keys(), ...subjects.agentIds])],
    sessionIds: scope === 'AGENTS' ? [] : [...new Set([...members.sessions, ...subjects.sessionIds])],
  };
}

function add(members: Members, { kind, ref, role }: Participant): void {
  if (kind === 'AGENT') members.agents.set(ref, role);
  else if (kind === 'CUSTOMER') members.sessions.add(ref);
}

function remove(members: Members, { kind, ref }: Participant): void {
  if (kind === 'AGENT') members.agents.delete(ref);
  else members.sessions.delete(ref);
}

function membersOf(state: State, conversationId: string): Members {
  const members: Members = { agents: new Map(), sessions: new Set() };
  for (const participant of lookup(state.conversations, conversationId)?.participants ?? []) {
    add(members, participant);
  }
  return members;
}

const CONVERSATION = 'conversation:';

/**
 * The audience of each event of one turn. `state` is as the turn left it; going back from there, everybody who
 * left in this turn still sees what happened before, and nobody sees what happened before they came.
 */
export function audiences(state: State, events: readonly DomainEvent[]): Audience[] {
  const conversations = new Map<string, Members>();
  const found: Audience[] = [];
  for (let i = events.length - 1; i >= 0; i--) {
    const event = events[i];
    if (event === undefined) continue;
    const id = event.stream.startsWith(CONVERSATION) ? event.stream.slice(CONVERSATION.length) : '';
    const members = conversations.get(id) ?? membersOf(state, id);
    conversations.set(id, members);
    if (event.type === 'participant.left') add(members, event.participant);
    found.push(resolve(members, scopeOf(state, members, event), subjectsOf(event)));
    if (event.type === 'participant.joined') remove(members, event.participant);
    if (event.type === 'participant.roleChanged') {
      const participants = lookup(state.conversations, id)?.participants ?? [];
      const changed = participants.find((participant) => participant.id === event.participantId);
      if (changed !== undefined) add(members, { ...changed, role: event.previousRole });
    }
  }
  return found.reverse();
}

/** The audience of one event, where nothing followed it in its turn. */
export function audience(state: State, event: DomainEvent): Audience {
  return audiences(state, [event])[0] ?? { agentIds: [], sessionIds: [] };
}

/** Whom to tell that somebody types: those who would see the message, but not the one who types. */
function typingAudience(state: State, { conversationId, by }: Extract<Signal, { type: 'typing' }>): Audience {
  const members = membersOf(state, conversationId);
  if (by.kind === 'CUSTOMER') {
    members.sessions.delete(by.sessionId);
    return resolve(members, 'ALL', { agentIds: [], sessionIds: [] });
  }
  const role = members.agents.get(by.agentId);
  if (role === undefined || role === 'SILENT_MONITOR') return { agentIds: [], sessionIds: [] };
  members.agents.delete(by.agentId);
  return resolve(members, role === 'PRIMARY' ? 'ALL' : 'AGENTS', { agentIds: [], sessionIds: [] });
}

/** The audience of a signal. */
export function signalAudience(state: State, signal: Signal): Audience {
  if (signal.type === 'typing') return typingAudience(state, signal);
  return { agentIds: [signal.agentId], sessionIds: [] };
}
