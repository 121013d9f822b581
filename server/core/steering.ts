/** What supervisors do with conversations in which they take no part (C22, C23), and with queues (C24). */
import type { FlushQueue, SteerConversation, Steering } from './commands.ts';
import type { Rejection } from './rejections.ts';
import type { Conversation, Participant, Task } from './state.ts';
import type { Turn } from './turn.ts';
import { isCallTask, openLegs } from './call-legs.ts';
import { endAllSessions, endOneSession } from './conversation.ts';
import { isRejection, openConversation, signedIn, tasksOf } from './find.ts';
import { AHEAD_OF_ALL, giveBack, queueBehind } from './giving-back.ts';
import { lookup } from './lookup.ts';
import { isRoutable } from './mrd-state.ts';
import { overseesAgent, overseesQueue } from './oversight.ts';
import { agentIn, agentsAtWork, primaryOfTeams } from './participant.ts';
import { askByName, closeTask, requeueAhead, requeueIn } from './queue.ts';
import { askedPriority, isPriority } from './priority.ts';
import { pendingRequest } from './request.ts';
import { servesCustomer } from './task-modes.ts';
import { tryNext } from './try-next.ts';
import { emit, refuse } from './turn.ts';
import { endWrapup } from './wrapup.ts';

type Steered = {
  conversation: Conversation;
  by: string;
  /** The request that looks for an agent. */
  waiting: Task | undefined;
  /** The agent of a supervised team who talks to the customer. */
  primary: Participant | undefined;
};

function record(
  turn: Turn,
  { conversation, by }: Steered,
  act: Steering['kind'],
  agentId: string | null,
): void {
  const conversationId = conversation.id;
  emit(turn, { type: 'conversation.overseen', conversationId, supervisorId: by, act, agentId });
}

/** Whether the supervisor may act on the waiting request: by its queue, or by the agent who made it. */
function mayMove(turn: Turn, { by, waiting, primary }: Steered): boolean {
  const { config } = turn.world.state;
  return primary !== undefined || overseesQueue(config, by, waiting?.queueId ?? null);
}

/** Whether an agent could be asked by name for work of this MRD: ready, with a free slot, not there yet. */
function couldTake(turn: Turn, conversation: Conversation, agentId: string, mrdId: string | null): boolean {
  const { agents, config } = turn.world.state;
  const agent = lookup(agents, agentId);
  const mrd = agent === undefined || mrdId === null ? undefined : lookup(agent.mrds, mrdId);
  if (agent === undefined || mrd === undefined || !isRoutable(config, agent, mrd)) return false;
  return agentIn(conversation, agentId) === undefined;
}

/** The task of the one agent who talks to the customer; else ROLE_NOT_ALLOWED, as others would stay. */
function soleTask(turn: Turn, { conversation, primary }: Steered): Task | Rejection {
  const talking = agentsAtWork(conversation).filter(({ role }) => role === 'PRIMARY');
  const task = lookup(turn.world.state.tasks, primary?.taskId ?? '');
  if (task?.state !== 'ACTIVE' || talking.length > 1) return refuse('ROLE_NOT_ALLOWED');
  // A call is the telephone's to move.
  return isCallTask(turn.world.state, task) ? refuse('STATE_NOT_ALLOWED') : task;
}

function move(turn: Turn, steered: Steered, queueId: string): Rejection | null {
  const { conversation, waiting, primary } = steered;
  if (!mayMove(turn, steered)) return refuse('FORBIDDEN');
  const queue = lookup(turn.world.state.config.queues, queueId);
  if (queue === undefined) return refuse('QUEUE_NOT_FOUND');
  if (waiting !== undefined) {
    if (waiting.queueId === queueId && waiting.target.kind === 'QUEUE') return null;
    record(turn, steered, 'MOVE', waiting.agentId);
    requeueIn(turn, closeTask(turn, waiting, 'REROUTE', 'CANCELLED'), queue);
    return null;
  }
  const task = soleTask(turn, steered);
  if (isRejection(task)) return task;
  record(turn, steered, 'MOVE', primary?.ref ?? null);
  const priority = askedPriority(task);
  giveBack(turn, conversation, task, {
    reason: 'TRANSFERRED',
    left: 'REMOVED_BY_SUPERVISOR',
    priority,
    queue,
  });
  return null;
}

/** Nobody loses a place by it: a priority that is no higher changes nothing. */
function prioritise(turn: Turn, steered: Steered, priority: number): Rejection | null {
  const { waiting } = steered;
  if (!isPriority(priority)) return refuse('VALIDATION');
  if (!mayMove(turn, steered)) return refuse('FORBIDDEN');
  if (waiting === undefined) return refuse('TASK_NOT_FOUND');
  // What rings is first already.
  if (waiting.state !== 'QUEUED' || waiting.priority >= priority) return null;
  record(turn, steered, 'PRIORITISE', null);
  requeueAhead(turn, closeTask(turn, waiting, 'REROUTE'), priority);
  return null;
}

function assign(turn: Turn, steered: Steered, agentId: string): Rejection | null {
  const { conversation, waiting, by, primary } = steered;
  const { config } = turn.world.state;
  if (!Object.hasOwn(config.agents, agentId)) return refuse('AGENT_NOT_FOUND');
  if (!mayMove(turn, steered) || !overseesAgent(config, by, agentId)) return refuse('FORBIDDEN');
  if (waiting !== undefined) {
    // Who is being asked already goes on being asked.
    if (waiting.agentId === agentId) return null;
    if (!couldTake(turn, conversation, agentId, waiting.mrdId)) return refuse('AGENT_NOT_AVAILABLE');
    record(turn, steered, 'ASSIGN', agentId);
    const closed = closeTask(turn, waiting, 'REROUTE', 'CANCELLED');
    // Who is named now may have let it go before (D11): the supervisor knows better.
    const tried = { ...waiting.tried };
    Reflect.deleteProperty(tried, agentId);
    askByName(turn, { ...closed, was: { ...closed.was, tried } }, agentId, null);
    return null;
  }
  const task = soleTask(turn, steered);
  if (isRejection(task)) return task;
  const queue = queueBehind(turn, conversation, task);
  if (queue === undefined || !couldTake(turn, conversation, agentId, queue.mrdId))
    return refuse('AGENT_NOT_AVAILABLE');
  record(turn, steered, 'ASSIGN', agentId);
  const way = {
    reason: 'TRANSFERRED',
    left: 'REMOVED_BY_SUPERVISOR',
    priority: askedPriority(task),
  } as const;
  giveBack(turn, conversation, task, { ...way, queue, agentId, tried: { [primary?.ref ?? '']: turn.now } });
  return null;
}

/** The agent from whom it is taken: the one at whom it rings, or who works in it. */
function pullOut(turn: Turn, steered: Steered, agentId: string | null): Rejection | null {
  const { conversation, waiting, by, primary } = steered;
  const { config, tasks } = turn.world.state;
  const pulledId = agentId ?? waiting?.agentId ?? primary?.ref ?? null;
  if (pulledId === null) return refuse(mayMove(turn, steered) ? 'TASK_NOT_FOUND' : 'FORBIDDEN');
  if (!overseesAgent(config, by, pulledId)) return refuse('FORBIDDEN');
  if (waiting?.agentId === pulledId) {
    record(turn, steered, 'PULL_OUT', pulledId);
    tryNext(turn, closeTask(turn, waiting, 'REROUTE', 'CANCELLED'), pulledId);
    return null;
  }
  const task = lookup(tasks, agentIn(conversation, pulledId)?.taskId ?? '');
  if (task?.state !== 'ACTIVE') return refuse('TASK_NOT_FOUND');
  if (isCallTask(turn.world.state, task)) return refuse('STATE_NOT_ALLOWED');
  record(turn, steered, 'PULL_OUT', pulledId);
  giveBack(turn, conversation, task, {
    reason: 'TRANSFERRED',
    left: 'REMOVED_BY_SUPERVISOR',
    priority: AHEAD_OF_ALL,
    tried: { [pulledId]: turn.now },
  });
  return null;
}

/** Ends it for the customer; agents go on to their wrap-up. A call is the telephone's to end. */
function end(turn: Turn, steered: Steered): Rejection | null {
  const { conversation, primary } = steered;
  const isServed = agentsAtWork(conversation).some(({ role }) => role === 'PRIMARY');
  if (primary === undefined && (isServed || !mayMove(turn, steered))) return refuse('FORBIDDEN');
  if (conversation.sessionIds.length === 0) return refuse('TOPIC_CLOSED');
  const { state } = turn.world;
  const written = conversation.sessionIds.filter((id) => {
    const session = lookup(state.sessions, id);
    return session === undefined || openLegs(state, session).length === 0;
  });
  if (written.length === 0) return refuse('STATE_NOT_ALLOWED');
  record(turn, steered, 'END', primary?.ref ?? null);
  for (const id of written) endOneSession(turn, conversation, id, 'FORCE_CLOSED');
  return null;
}

function finishWrapup(turn: Turn, steered: Steered, agentId: string): Rejection | null {
  const { conversation, by } = steered;
  const { config, tasks } = turn.world.state;
  if (!overseesAgent(config, by, agentId)) return refuse('FORBIDDEN');
  const task = lookup(tasks, agentIn(conversation, agentId)?.taskId ?? '');
  if (task?.state !== 'WRAP_UP') return refuse('NOT_IN_WRAP_UP');
  record(turn, steered, 'FINISH_WRAP_UP', agentId);
  endWrapup(turn, conversation, task, 'WRAP_UP_NOT_APPLIED');
  return null;
}

/** A supervisor steps in from outside; the conversation tells who it was. */
export function steerConversation(turn: Turn, command: SteerConversation): Rejection | null {
  const supervisor = signedIn(turn, command.by);
  if (isRejection(supervisor)) return supervisor;
  const conversation = openConversation(turn, command.conversationId);
  if (isRejection(conversation)) return conversation;
  const { config } = turn.world.state;
  const teamIds = lookup(config.agents, command.by)?.supervises ?? [];
  const steered: Steered = {
    conversation,
    by: command.by,
    waiting: pendingRequest(turn, conversation),
    primary: primaryOfTeams(config, conversation, teamIds),
  };
  const { steering } = command;
  switch (steering.kind) {
    case 'MOVE':
      return move(turn, steered, steering.queueId);
    case 'PRIORITISE':
      return prioritise(turn, steered, steering.priority);
    case 'ASSIGN':
      return assign(turn, steered, steering.agentId);
    case 'PULL_OUT':
      return pullOut(turn, steered, steering.agentId);
    case 'END':
      return end(turn, steered);
    case 'FINISH_WRAP_UP':
      return finishWrapup(turn, steered, steering.agentId);
  }
}

/** C24: everybody who waits in the queue is let go; who is with an agent stays, and the agent is asked for nobody. */
export function flushQueue(turn: Turn, { by, queueId }: FlushQueue): Rejection | null {
  const supervisor = signedIn(turn, by);
  if (isRejection(supervisor)) return supervisor;
  const { config, conversations, tasks } = turn.world.state;
  if (!Object.hasOwn(config.queues, queueId)) return refuse('QUEUE_NOT_FOUND');
  if (!overseesQueue(config, by, queueId)) return refuse('FORBIDDEN');
  const waiting = Object.values(tasks).filter(
    (task) => task.queueId === queueId && (task.state === 'QUEUED' || task.state === 'OFFERED'),
  );
  for (const task of waiting) {
    const conversation = lookup(conversations, task.conversationId);
    if (conversation === undefined || !tasksOf(turn, conversation).includes(task)) continue;
    record(turn, { conversation, by, waiting: task, primary: undefined }, 'END', null);
    const isServed = agentsAtWork(conversation).some(({ role }) => role === 'PRIMARY');
    if (isServed || !servesCustomer(task)) closeTask(turn, task, 'FORCE_CLOSED', 'CANCELLED');
    else endAllSessions(turn, conversation, 'FORCE_CLOSED');
  }
  return null;
}
