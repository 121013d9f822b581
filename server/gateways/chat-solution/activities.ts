/** What happens to a conversation's people, as ActivityMessages. Who may see it, the core has said. */
import type { ActivityMessage, ChatPerson } from '../../../protocol/chat-solution/messages.ts';
import type { ActivityType } from '../../../protocol/chat-solution/names.ts';
import type { DomainEvent, EventOf } from '../../core/events.ts';
import { lookup } from '../../core/lookup.ts';
import { ownerOf } from '../../core/owner.ts';
import type { Participant, ParticipantRole } from '../../core/state.ts';
import type { Turn } from '../../engine/contract.ts';
import { participantOf, personBehind, personOf, SERVER } from './people.ts';
import type { Cast } from './people.ts';

/** An activity, and whether the customer is told of it. */
export type Activity = { message: ActivityMessage; forCustomer: boolean };

type Stamp = Pick<DomainEvent, 'at' | 'streamSeq'>;

/** An ActivityMessage of one conversation. */
export function activity(
  activityType: ActivityType,
  conversationId: string,
  { at, streamSeq }: Stamp,
  from: ChatPerson,
  info: Record<string, unknown> = {},
): ActivityMessage {
  return {
    conversationId,
    type: 'ActivityMessage',
    requestId: `${conversationId}:${streamSeq}`,
    timestamp: new Date(at).toISOString(),
    from,
    to: [],
    activityType,
    info,
  };
}

/** Roles in which an agent is there for the others on this wire. */
function isThere(role: ParticipantRole): boolean {
  return role === 'PRIMARY' || role === 'ASSISTANT' || role === 'WHISPER';
}

/** Whether the customer of a conversation is gone, as a turn left it. */
export function isOver({ world }: Pick<Turn, 'world'>, conversationId: string): boolean {
  return (lookup(world.state.conversations, conversationId)?.sessionIds.length ?? 0) === 0;
}

/** The activity behind an event; null: there is none. */
export function activityOf(event: DomainEvent, turn: Turn, cast: Cast): Activity | null {
  if (event.type === 'participant.joined') return joined(event, turn, cast);
  if (event.type === 'participant.roleChanged') return roleChanged(event, turn, cast);
  if (event.type === 'participant.left') return left(event, turn, cast);
  // Everything else happens to nobody's part in a conversation.
  return event.type === 'session.ended' ? ended(event, turn, cast) : null;
}

function about(participant: Participant, turn: Turn, cast: Cast, conversationId: string): object {
  const { state } = turn.world;
  const conversation = lookup(state.conversations, conversationId);
  if (conversation === undefined) return { ...personBehind(cast, participant) };
  const now = conversation.participants.find(({ id }) => id === participant.id);
  return participantOf(state, conversation, now ?? participant, cast);
}

function joined(event: EventOf<'participant.joined'> & Stamp, turn: Turn, cast: Cast): Activity | null {
  const { participant, conversationId } = event;
  if (participant.kind === 'AGENT' && !isThere(participant.role)) return null;
  const task = lookup(turn.world.state.tasks, participant.taskId ?? '');
  const isAsked = task?.direction === 'DIRECT_CONFERENCE' || task?.direction === 'CONSULT';
  const by = isAsked && task.requestedBy?.kind === 'AGENT' ? task.requestedBy : null;
  const from = by === null ? personBehind(cast, participant) : personOf(cast, by);
  const type = by === null ? 'participantJoined' : 'participantAdded';
  const info = { participant: about(participant, turn, cast, conversationId) };
  return {
    message: activity(type, conversationId, event, from, info),
    forCustomer: participant.kind !== 'CUSTOMER',
  };
}

function roleChanged(
  event: EventOf<'participant.roleChanged'> & Stamp,
  turn: Turn,
  cast: Cast,
): Activity | null {
  const { conversationId, role, previousRole } = event;
  const conversation = lookup(turn.world.state.conversations, conversationId);
  const participant = conversation?.participants.find(({ id }) => id === event.participantId);
  if (participant?.kind !== 'AGENT') return null;
  const came = isThere(role) && !isThere(previousRole);
  const went = !isThere(role) && isThere(previousRole);
  // With the end everybody goes, and that is told once.
  if (went && (event.quiet === true || isOver(turn, conversationId))) return null;
  const promoted = role === 'PRIMARY' && previousRole === 'ASSISTANT';
  if (!came && !went && !promoted) return null;
  const from = personBehind(cast, participant);
  const info = { participant: about(participant, turn, cast, conversationId) };
  const type = went ? 'participantLeft' : 'participantJoined';
  // A supervisor who barges in does so without a word to the customer; one who was asked to come is introduced.
  const isAsked = turn.events.some(
    (one) => one.type === 'participant.joined' && one.participant.id === participant.id,
  );
  return { message: activity(type, conversationId, event, from, info), forCustomer: !came || isAsked };
}

function left(event: EventOf<'participant.left'> & Stamp, turn: Turn, cast: Cast): Activity | null {
  const { participant, conversationId, reason, quiet } = event;
  if (quiet === true || participant.kind === 'CUSTOMER' || isOver(turn, conversationId)) return null;
  if (participant.kind === 'AGENT' && !isThere(participant.role)) return null;
  const conversation = lookup(turn.world.state.conversations, conversationId);
  const owner = conversation && ownerOf(conversation);
  const removed = reason === 'REMOVED_BY_AGENT' && owner !== undefined;
  const from = personBehind(cast, removed ? owner : participant);
  const info = { participant: about(participant, turn, cast, conversationId) };
  const type = removed ? 'participantRemoved' : 'participantLeft';
  return { message: activity(type, conversationId, event, from, info), forCustomer: true };
}

/** The last session of the customer is over, and with it the chat. */
function ended(event: EventOf<'session.ended'> & Stamp, turn: Turn, cast: Cast): Activity | null {
  const { conversationId, reason, sessionId } = event;
  if (!isOver(turn, conversationId)) return null;
  const last = turn.events.findLast(
    (one) => one.type === 'session.ended' && one.conversationId === conversationId,
  );
  if (last !== (event as DomainEvent)) return null;
  const byCustomer = reason === 'CUSTOMER' || reason === 'NETWORK' || reason === 'INACTIVITY';
  const from = byCustomer ? personOf(cast, { kind: 'CUSTOMER', sessionId }) : endedBy(turn, cast, event);
  return {
    message: activity('endOfConversation', conversationId, event, from, { reason }),
    forCustomer: true,
  };
}

/** The owner, whose part ends with it; where no agent was, the bot. Nobody else may end it. */
function endedBy(turn: Turn, cast: Cast, { conversationId, reason }: EventOf<'session.ended'>): ChatPerson {
  if (reason !== 'AGENT') return SERVER;
  const conversation = lookup(turn.world.state.conversations, conversationId);
  const talked = turn.events.flatMap((event): Participant[] => {
    if (event.type === 'participant.left' && event.conversationId === conversationId)
      return event.participant.role === 'PRIMARY' ? [event.participant] : [];
    if (event.type !== 'participant.roleChanged' || event.conversationId !== conversationId) return [];
    if (event.previousRole !== 'PRIMARY') return [];
    return conversation?.participants.filter(({ id }) => id === event.participantId) ?? [];
  });
  const agents = talked.filter(({ kind }) => kind === 'AGENT');
  const first = agents.toSorted((one, other) => one.joinedAt - other.joinedAt)[0];
  const owner = agents.find(({ ref }) => ref === conversation?.ownerId) ?? first;
  const by = owner ?? talked.find(({ kind }) => kind === 'BOT');
  return by === undefined ? SERVER : personBehind(cast, by);
}
