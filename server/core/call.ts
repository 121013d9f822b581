/** Calls that the telephone routes (V1–V6): agents answer, hold and hang up there, and are told of here. */
import type { EndCallLeg, HoldCall, StartCallLeg } from './commands.ts';
import type { Rejection } from './rejections.ts';
import type { Agent, ChannelSession, Conversation, Task, TaskDirection } from './state.ts';
import type { Turn } from './turn.ts';
import { callOfAddress, legsOf, unendedLeg } from './call-legs.ts';
import { endSilentCall, hangUp, takeOver } from './call-ending.ts';
import { changeState, settleAnswer } from './conversation-state.ts';
import { startDirectTask } from './direct-task.ts';
import { isRejection, rings, signedIn, tasksOf } from './find.ts';
import { joinBy } from './joining.ts';
import { isId, lookup } from './lookup.ts';
import { isSpoken } from './mrd-state.ts';
import { agentIn } from './participant.ts';
import { addSession, currentConversation } from './session.ts';
import { TASK_MODES } from './task-modes.ts';
import { emit, newId, refuse } from './turn.ts';
import { endWrapup } from './wrapup.ts';

/** What of a call is told as a part of it. */
const OWN_REASONS: readonly TaskDirection[] = [
  'INBOUND',
  'OUTBOUND',
  'CONSULT',
  'CONSULT_TRANSFER',
  'CONSULT_CONFERENCE',
  'DIRECT_TRANSFER',
  'DIRECT_CONFERENCE',
];

/** V3: whether the call is over for the agent already; a later one may have the same id. */
function isPast({ pastCalls = [] }: Agent, { callId, answeredAt }: StartCallLeg): boolean {
  const past = pastCalls.find((one) => one.callId === callId);
  if (past === undefined) return false;
  return answeredAt === null || past.at === null || answeredAt <= past.at;
}

/** V2: the call that it is a further part of, whatever its own id is. */
function callBehind(turn: Turn, command: StartCallLeg): ChannelSession | undefined {
  const { state } = turn.world;
  const { callId, associatedId, fromAddress, reason } = command;
  const own = lookup(state.sessions, callId);
  if (own !== undefined) return own.legs === undefined ? undefined : own;
  const associated = associatedId === null ? undefined : lookup(state.sessions, associatedId);
  if (associated?.legs !== undefined) return associated;
  return reason === 'INBOUND' || reason === 'OUTBOUND' ? undefined : callOfAddress(state, fromAddress);
}

/** The open conversation about a customer, be it that an agent has taken somebody else for them. */
function conversationAbout(turn: Turn, customerId: string): Conversation | undefined {
  const { world } = turn;
  return (
    currentConversation(world, customerId) ??
    Object.values(world.state.conversations).find(
      (one) => one.customerId === customerId && one.sessionIds.length > 0,
    )
  );
}

/** V1: the customer's session in the conversation where they are already, else in a new one. */
function openCall(turn: Turn, command: StartCallLeg): ChannelSession | Rejection {
  const { state } = turn.world;
  const { callId, customerId, channelId, reason } = command;
  if (Object.hasOwn(state.sessions, callId)) return refuse('VALIDATION');
  let conversationId = conversationAbout(turn, customerId)?.id;
  if (conversationId === undefined) {
    // The same id again after somebody has hung up and is still wrapping up.
    const isTaken = Object.hasOwn(state.conversations, command.conversationId);
    conversationId = isTaken ? newId(turn) : command.conversationId;
    const direction = reason === 'OUTBOUND' ? 'OUTBOUND' : 'INBOUND';
    emit(turn, { type: 'conversation.opened', conversationId, customerId, direction });
  }
  addSession(turn, { sessionId: callId, conversationId, customerId, channelId, connectionBound: false });
  return lookup(state.sessions, callId) ?? refuse('SESSION_NOT_FOUND');
}

/** T14: the work begins with its agent in it, in the MRD that is routed elsewhere. */
function startCallTask(turn: Turn, agent: Agent, conversation: Conversation, command: StartCallLeg): Task {
  const { config } = turn.world.state;
  const mrdId = lookup(config.channels, command.channelId)?.mrdId ?? null;
  const queue = command.queueId === null ? undefined : lookup(config.queues, command.queueId);
  return startDirectTask(turn, {
    conversationId: conversation.id,
    agentId: agent.id,
    // A queue of other work has other rules.
    queueId: mrdId !== null && queue?.mrdId === mrdId ? queue.id : null,
    mrdId,
    direction: command.reason,
  });
}

/** Lets the agent of a call take part: by the call, unless they are there already by other work. */
function takePart(turn: Turn, agent: Agent, conversation: Conversation, command: StartCallLeg): string {
  const offer = tasksOf(turn, conversation).find((task) => task.agentId === agent.id && rings(turn, task));
  const there = agentIn(conversation, agent.id);
  if (there?.role === 'WRAP_UP') {
    const parked = lookup(turn.world.state.tasks, there.taskId ?? '');
    if (parked !== undefined) endWrapup(turn, conversation, parked, 'WRAP_UP_NOT_APPLIED');
  } else if (there === undefined && offer !== undefined) {
    // Who talks to the customer serves what the customer writes, too.
    emit(turn, { type: 'task.accepted', taskId: offer.id, agentId: agent.id });
    joinBy(turn, conversation, offer, agent.id, null);
  }
  const task = startCallTask(turn, agent, conversation, command);
  if (agentIn(conversation, agent.id) === undefined) joinCall(turn, conversation, task, agent.id);
  return task.id;
}

/** Bots and requests stay as they are: they are about what the customer writes. */
function joinCall(turn: Turn, conversation: Conversation, task: Task, agentId: string): void {
  emit(turn, {
    type: 'participant.joined',
    conversationId: conversation.id,
    participant: {
      id: newId(turn),
      kind: 'AGENT',
      ref: agentId,
      role: TASK_MODES[task.direction].role,
      joinedAt: turn.now,
      taskId: task.id,
    },
  });
}

/** What stands against this call at all. */
function refuseCall(turn: Turn, agent: Agent, command: StartCallLeg): Rejection | null {
  const { config } = turn.world.state;
  const { callId, leg, customerId, conversationId, channelId, reason } = command;
  if (![callId, leg, customerId, conversationId].every(isId)) return refuse('VALIDATION');
  if (!OWN_REASONS.includes(reason)) return refuse('VALIDATION');
  const mrd = lookup(config.mrds, lookup(config.channels, channelId)?.mrdId ?? '');
  if (mrd === undefined || mrd.managedByRouting || !isSpoken(mrd)) return refuse('CHANNEL_NOT_FOUND');
  return Object.hasOwn(agent.mrds, mrd.id) ? null : refuse('MRD_NOT_FOUND');
}

/** V1–V3. */
export function startCallLeg(turn: Turn, command: StartCallLeg): Rejection | null {
  const agent = signedIn(turn, command.agentId);
  if (isRejection(agent)) return agent;
  const wrong = refuseCall(turn, agent, command);
  if (wrong !== null) return wrong;
  const { state } = turn.world;
  const { callId, leg, reason, address, answeredAt } = command;
  const own = legsOf(state, agent);
  if (own.some((one) => one.leg.callId === callId) || isPast(agent, command)) return null;
  const behind = callBehind(turn, command);
  const sharing = own.find(({ session }) => session === behind);
  // The own side of a consult is the call that goes on; a consult about nothing that is known here opens nothing.
  if (reason === 'CONSULT' && (behind === undefined || sharing !== undefined)) return null;
  const session = behind ?? openCall(turn, command);
  if (isRejection(session)) return session;
  const conversation = lookup(state.conversations, session.conversationId);
  if (conversation === undefined) return refuse('CONVERSATION_NOT_FOUND');
  if (!session.connected)
    emit(turn, { type: 'session.connected', sessionId: session.id, conversationId: conversation.id });
  const taskId = sharing?.leg.taskId ?? takePart(turn, agent, conversation, command);
  if (sharing !== undefined) takeOver(turn, conversation, taskId, reason);
  emit(turn, {
    type: 'call.legStarted',
    conversationId: conversation.id,
    sessionId: session.id,
    agentId: agent.id,
    callId,
    leg,
    taskId,
    reason,
    address,
    answeredAt,
  });
  // V4: nobody's silence counts while they talk.
  settleAnswer(turn, conversation);
  if (TASK_MODES[reason].role === 'PRIMARY') changeState(turn, conversation, 'ACTIVE');
  return null;
}

/** V3, V5. */
export function endCallLeg(turn: Turn, command: EndCallLeg): Rejection | null {
  const { state } = turn.world;
  const { callId, agentId, reason, endedAt } = command;
  const agent = lookup(state.agents, agentId);
  if (agent === undefined)
    return refuse(Object.hasOwn(state.config.agents, agentId) ? 'NOT_SIGNED_IN' : 'AGENT_NOT_FOUND');
  if (!isId(callId)) return refuse('VALIDATION');
  const found = unendedLeg(state, agent, callId);
  if (found === undefined) {
    const known = agent.pastCalls?.find((one) => one.callId === callId);
    const isNews = known === undefined || (known.at !== null && endedAt !== null && endedAt > known.at);
    if (isNews) emit(turn, { type: 'agent.callPassed', agentId, callId, endedAt });
    endSilentCall(turn, callId, reason);
    return null;
  }
  const { answeredAt } = found.leg;
  // The end of an earlier part in the same call.
  if (endedAt !== null && answeredAt !== null && endedAt < answeredAt) return null;
  hangUp(turn, found, reason, endedAt);
  return null;
}

/** V6. */
export function holdCall(turn: Turn, { agentId, callId, on }: HoldCall): Rejection | null {
  const agent = signedIn(turn, agentId);
  if (isRejection(agent)) return agent;
  const found = legsOf(turn.world.state, agent).find(({ leg }) => leg.callId === callId);
  if (found === undefined) return refuse('SESSION_NOT_FOUND');
  const { leg, session, conversation } = found;
  if ((leg.heldSince !== null) === on) return null;
  emit(turn, {
    type: 'call.held',
    conversationId: conversation.id,
    sessionId: session.id,
    agentId,
    callId,
    leg: leg.leg,
    on,
  });
  return null;
}
