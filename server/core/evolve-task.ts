/** What facts about tasks do to the state: who holds them, and which slots they take. */
import type { DomainEvent, EventOf } from './events.ts';
import type { Conversation, Task } from './state.ts';
import type { World } from './world.ts';
import { scheduleInactivity, scheduleReoffer, scheduleTask, unschedule } from './index/deadlines.ts';
import { callBeside } from './call-legs.ts';
import { lookup } from './lookup.ts';
import { rememberAgent } from './last-agents.ts';
import { refreshMrd } from './index/seats.ts';
import { addWaiting, removeWaiting } from './index/waiting.ts';

type TaskEvent = Extract<DomainEvent, { type: `task.${string}` | 'request.expired' }>;

/** How many of the latest conversations the average handle time follows. */
const REMEMBERED_HANDLE_TIMES = 50;

/** Takes an id out of a list, in place. */
export function without(ids: string[], id: string): void {
  const at = ids.indexOf(id);
  if (at >= 0) ids.splice(at, 1);
}

/** The event keeps its own copy: a fact does not change when the task moves on. */
function begin(
  { state }: World,
  event: EventOf<'task.queued' | 'task.started'> & { streamSeq: number },
): { task: Task; conversation: Conversation | undefined } {
  const task: Task = { ...event.task, tried: { ...event.task.tried } };
  state.tasks[task.id] = task;
  const conversation = lookup(state.conversations, task.conversationId);
  if (conversation !== undefined) {
    conversation.seq = event.streamSeq;
    conversation.taskIds.push(task.id);
  }
  return { task, conversation };
}

function started(world: World, event: EventOf<'task.started'> & { streamSeq: number }): void {
  const { task } = begin(world, event);
  occupy(world, event.agentId, task, 1);
}

function queued(world: World, event: EventOf<'task.queued'> & { streamSeq: number }): void {
  const { state, index } = world;
  const { task, conversation } = begin(world, event);
  if (conversation !== undefined) {
    // Who waits for an agent is not silent (C9).
    conversation.inactiveAt = null;
    delete conversation.remindAt;
    scheduleInactivity(index.deadlines, conversation);
  }
  addWaiting(index, task);
  scheduleTask(index.deadlines, task);
  scheduleReoffer(index.deadlines, state, task, -Infinity);
}

/** Gives a task to an agent or takes it away, with the slot that it takes. */
function occupy(world: World, agentId: string, task: Task, slots: 1 | -1): void {
  const agent = lookup(world.state.agents, agentId);
  if (agent === undefined) return;
  if (slots === 1) agent.taskIds.push(task.id);
  else without(agent.taskIds, task.id);
  const mrd = task.mrdId === null ? undefined : lookup(agent.mrds, task.mrdId);
  if (mrd === undefined) return;
  mrd.live += slots;
  refreshMrd(world.state, world.index, agent, mrd.mrdId);
}

function offered(world: World, task: Task, event: EventOf<'task.offered'> & { at: number }): void {
  removeWaiting(world.index, task);
  task.state = 'OFFERED';
  task.agentId = event.agentId;
  task.offeredAt = event.at;
  task.offerEndsAt = event.offerEndsAt;
  occupy(world, event.agentId, task, 1);
  scheduleReoffer(world.index.deadlines, world.state, task, Infinity);
}

function accepted(world: World, task: Task, event: EventOf<'task.accepted'> & { at: number }): void {
  task.state = 'ACTIVE';
  task.acceptedAt = event.at;
  task.offerEndsAt = null;
  const conversation = lookup(world.state.conversations, task.conversationId);
  if (conversation !== undefined) rememberAgent(world, conversation.customerId, event.agentId);
}

/** The average handle time follows the latest conversations, in whole milliseconds. */
function countHandleTime(world: World, task: Task, at: number): void {
  const { queueId } = task;
  if (task.acceptedAt === null || queueId === null || !world.index.queues.has(queueId)) return;
  const stats = lookup(world.state.queueStats, queueId) ?? { handled: 0, averageHandleMs: 0 };
  stats.handled += 1;
  const weight = Math.min(stats.handled, REMEMBERED_HANDLE_TIMES);
  stats.averageHandleMs = Math.round(
    stats.averageHandleMs + (at - task.acceptedAt - stats.averageHandleMs) / weight,
  );
  world.state.queueStats[queueId] = stats;
}

/** V1: who is in a call of the conversation takes part by that, once their other work there is over. */
function stayByCall(state: World['state'], conversation: Conversation, task: Task): void {
  const participant = conversation.participants.find(({ taskId }) => taskId === task.id);
  if (participant === undefined) return;
  const call = callBeside(state, conversation, task);
  if (call !== undefined) participant.taskId = call.id;
}

function closed(world: World, task: Task, at: number): void {
  const { state, index } = world;
  if (task.state === 'QUEUED') removeWaiting(index, task);
  countHandleTime(world, task, at);
  Reflect.deleteProperty(state.tasks, task.id);
  const conversation = lookup(state.conversations, task.conversationId);
  if (conversation !== undefined) {
    without(conversation.taskIds, task.id);
    stayByCall(state, conversation, task);
  }
  if (task.agentId !== null) occupy(world, task.agentId, task, -1);
  unschedule(index.deadlines, 'task', task.id);
  unschedule(index.deadlines, 'task.reoffer', task.id);
}

/** Applies one fact about a task, and numbers its conversation's stream. */
export function evolveTask(world: World, event: TaskEvent): void {
  if (event.type === 'task.queued') {
    queued(world, event);
    return;
  }
  if (event.type === 'task.started') {
    started(world, event);
    return;
  }
  const task = lookup(world.state.tasks, event.taskId);
  if (task === undefined) return;
  const conversation = lookup(world.state.conversations, task.conversationId);
  if (conversation !== undefined) conversation.seq = event.streamSeq;
  switch (event.type) {
    case 'task.stepReached':
      removeWaiting(world.index, task);
      task.step = event.step;
      task.nextStepAt = event.nextStepAt;
      addWaiting(world.index, task);
      break;
    case 'task.offered':
      offered(world, task, event);
      break;
    case 'task.accepted':
      accepted(world, task, event);
      break;
    case 'task.redirected':
      task.direction = event.direction;
      return;
    case 'task.wrapupStarted':
      task.state = 'WRAP_UP';
      task.wrapup = { startedAt: event.at, endsAt: event.endsAt, extensions: 0 };
      break;
    case 'task.wrapupExtended':
      if (task.wrapup !== null) {
        task.wrapup.endsAt = event.endsAt;
        task.wrapup.extensions += 1;
      }
      break;
    case 'task.wrapupEntered':
      task.noted = { enteredId: event.messageId, submitted: task.noted?.submitted ?? false };
      return;
    case 'task.closed':
      closed(world, task, event.at);
      return;
    case 'request.expired':
      return;
  }
  scheduleTask(world.index.deadlines, task);
}
