/** Building the index of a state from nothing: at start, and when the configuration has changed. */
import type { Queue } from '../config.ts';
import type { QueueIndex, Seat, WorldIndex } from './types.ts';
import type { State, Task } from '../state.ts';
import {
  createDeadlines,
  scheduleAnswer,
  scheduleGrace,
  scheduleHold,
  scheduleIdle,
  scheduleInactivity,
  scheduleReconnect,
  scheduleReoffer,
  scheduleTask,
} from './deadlines.ts';
import { stepCount } from '../matching.ts';
import { seatAgent } from './seats.ts';
import { selectionOrder } from '../selection.ts';
import { SortedList } from './sorted-list.ts';
import { addWaiting, waitingOrder } from './waiting.ts';

function indexQueue(queue: Queue): QueueIndex {
  const steps = Array.from({ length: stepCount(queue) });
  const order = selectionOrder(queue.selection);
  return {
    queue,
    members: queue.memberIds === null ? null : new Set(queue.memberIds),
    eligible: steps.map(() => new SortedList<Seat>(order)),
    waiting: steps.map(() => new SortedList<Task>(waitingOrder)),
    slots: 0,
  };
}

/** O(everything): for starts and new configurations alone. */
export function buildIndex(state: State): WorldIndex {
  const index: WorldIndex = {
    queues: new Map(),
    queuesOfMrd: new Map(),
    seats: new Map(),
    deadlines: createDeadlines(),
    conversationOf: new Map(),
    openConversations: Object.keys(state.conversations).length,
    remembersLastAgent: false,
    lastAgents: Object.keys(state.lastAgents).length,
  };
  for (const queue of Object.values(state.config.queues)) {
    const indexed = indexQueue(queue);
    index.queues.set(queue.id, indexed);
    const others = index.queuesOfMrd.get(queue.mrdId);
    if (others === undefined) index.queuesOfMrd.set(queue.mrdId, [indexed]);
    else others.push(indexed);
    if (queue.routeToLastAgent) index.remembersLastAgent = true;
  }
  for (const agent of Object.values(state.agents)) {
    if (agent.state !== 'LOGOUT') seatAgent(state, index, agent);
    scheduleGrace(index.deadlines, agent);
    scheduleIdle(index.deadlines, agent);
  }
  for (const task of Object.values(state.tasks)) {
    if (task.state === 'QUEUED') addWaiting(index, task);
    scheduleTask(index.deadlines, task);
    scheduleReoffer(index.deadlines, state, task, -Infinity);
  }
  for (const session of Object.values(state.sessions)) {
    index.conversationOf.set(session.customerId, session.conversationId);
    scheduleReconnect(index.deadlines, session);
  }
  for (const conversation of Object.values(state.conversations)) {
    scheduleInactivity(index.deadlines, conversation);
    scheduleAnswer(index.deadlines, conversation);
    scheduleHold(index.deadlines, conversation);
  }
  return index;
}
