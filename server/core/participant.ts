/** Who takes part in a conversation, in which role, and what that role may do. */
import type { Conversation, Participant, ParticipantRole, State, Task } from './state.ts';
import type { SendMessage } from './commands.ts';
import type { Config } from './config.ts';
import type { Turn } from './turn.ts';
import { isCallTask } from './call-legs.ts';
import { changeState, settleAnswer } from './conversation-state.ts';
import { lookup } from './lookup.ts';
import { scopeOfOwner } from './owner.ts';
import { rule } from './rules.ts';
import { TASK_MODES } from './task-modes.ts';
import { emit } from './turn.ts';

/** What each role may say (I10: only PRIMARY talks to the customer). */
const MAY_SEND: Record<ParticipantRole, readonly SendMessage['kind'][]> = {
  PRIMARY: ['MESSAGE', 'WHISPER', 'WRAPUP'],
  ASSISTANT: ['WHISPER'],
  SILENT_MONITOR: ['WHISPER'],
  WHISPER: ['WHISPER'],
  WRAP_UP: ['WRAPUP'],
  CUSTOMER: ['MESSAGE'],
};

/** Whether a participant may say this kind of thing. A bot has no wrap-up. */
export function maySend({ kind: who, role }: Participant, kind: SendMessage['kind']): boolean {
  return MAY_SEND[role].includes(kind) && !(who === 'BOT' && kind === 'WRAPUP');
}

/** The agent's participation, if there is one. */
export function agentIn(conversation: Conversation, agentId: string): Participant | undefined {
  return conversation.participants.find(({ kind, ref }) => kind === 'AGENT' && ref === agentId);
}

/** Whether an agent takes part in any conversation with a customer, be it to wrap it up. O(open conversations). */
export function isWith({ conversations }: State, agentId: string, customerId: string): boolean {
  return Object.values(conversations).some(
    (conversation) => conversation.customerId === customerId && agentIn(conversation, agentId) !== undefined,
  );
}

/** The participation of a bot. */
export function botIn(conversation: Conversation, botId: string): Participant | undefined {
  return conversation.participants.find(({ kind, ref }) => kind === 'BOT' && ref === botId);
}

/** The participation of a customer's session. */
export function customerIn(conversation: Conversation, sessionId: string): Participant | undefined {
  return conversation.participants.find(({ kind, ref }) => kind === 'CUSTOMER' && ref === sessionId);
}

/** Whether anybody is there who talks to the customer. */
export function hasPrimary(conversation: Conversation): boolean {
  return conversation.participants.some(({ role }) => role === 'PRIMARY');
}

/** Agents who take part in serving the customer, openly or as helpers, in the order of joining. */
export function agentsAtWork({ participants }: Conversation): Participant[] {
  return participants.filter(
    ({ kind, role }) => kind === 'AGENT' && (role === 'PRIMARY' || role === 'ASSISTANT'),
  );
}

/** Whether a further agent may be asked in, by the rule that holds where the owner's work comes from. */
export function hasRoom(state: State, conversation: Conversation): boolean {
  return (
    agentsAtWork(conversation).length < rule(state.config, 'maxAgents', scopeOfOwner(state, conversation))
  );
}

/** The agent of one of these teams who talks to the customer; the first, when there are several. */
export function primaryOfTeams(
  { agents }: Config,
  { participants }: Pick<Conversation, 'participants'>,
  teamIds: readonly string[],
): Participant | undefined {
  return participants.find(({ kind, ref, role }) => {
    const teamId = kind === 'AGENT' && role === 'PRIMARY' ? lookup(agents, ref)?.teamId : null;
    return teamId != null && teamIds.includes(teamId);
  });
}

/** Whether an agent's hand is up. */
export function isHandUp({ hands }: Conversation, agentId: string): boolean {
  return hands !== undefined && Object.hasOwn(hands, agentId);
}

/** An agent's hand goes down; nothing where it is not up. */
export function lowerHand(turn: Turn, { id: conversationId, hands }: Conversation, agentId: string): void {
  const hand = lookup(hands ?? {}, agentId);
  if (hand === undefined) return;
  const asked = hand.toId !== undefined && { toId: hand.toId };
  emit(turn, { type: 'conversation.handLowered', conversationId, agentId, ...asked });
}

/** Before an agent's part ends: their hand goes down (C19), and what they let rest goes on (C20). */
export function stepOut(turn: Turn, conversation: Conversation, { kind, ref, role }: Participant): void {
  if (kind !== 'AGENT') return;
  lowerHand(turn, conversation, ref);
  if (role !== 'PRIMARY') return;
  if (conversation.state === 'ON_HOLD') changeState(turn, conversation, 'ACTIVE');
  const others = conversation.participants.filter((one) => one.kind === 'AGENT' && one.role === 'PRIMARY');
  // C25: nobody is left who could answer.
  if (others.length <= 1) settleAnswer(turn, conversation);
}

/** V1: the role of the call by which the agent goes on to take part. */
function stayInCall(turn: Turn, conversation: Conversation, participant: Participant, call: Task): void {
  const { id: participantId, ref, role: previousRole } = participant;
  const { role } = TASK_MODES[call.direction];
  if (role !== 'PRIMARY') stepOut(turn, conversation, participant);
  else lowerHand(turn, conversation, ref);
  if (role === previousRole) return;
  emit(turn, {
    type: 'participant.roleChanged',
    conversationId: conversation.id,
    participantId,
    role,
    previousRole,
  });
}

/**
 * Lets a participant go, `quiet` without a word to the others; nothing when there is none. Who is in a call of the
 * conversation stays in it until the call is over for them (V1).
 */
export function removeParticipant(
  turn: Turn,
  conversation: Conversation,
  participant: Participant | undefined,
  reason: string,
  quiet = false,
): void {
  if (participant === undefined) return;
  const work = lookup(turn.world.state.tasks, participant.taskId ?? '');
  if (work !== undefined && isCallTask(turn.world.state, work)) {
    stayInCall(turn, conversation, participant, work);
    return;
  }
  stepOut(turn, conversation, participant);
  emit(turn, {
    type: 'participant.left',
    conversationId: conversation.id,
    participant: { ...participant },
    reason,
    ...(quiet && { quiet }),
  });
}

/**
 * The participant by whom an agent works on a task. Undefined for a call of an agent who is there by other work (V1): with
 * that work they stay.
 */
export function participantOf({ participants }: Conversation, task: Task): Participant | undefined {
  return participants.find(({ taskId }) => taskId === task.id);
}
