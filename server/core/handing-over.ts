/** Agents who are out without having left: nobody answered in time (T10), or they call somebody back (A14). */
import type { Agent, Conversation } from './state.ts';
import type { Turn } from './turn.ts';
import { isCallTask } from './call-legs.ts';
import { tasksOf } from './find.ts';
import { giveBack } from './giving-back.ts';
import { lookup } from './lookup.ts';
import { askedPriority } from './priority.ts';
import { servesCustomer } from './task-modes.ts';

/** T10: the customer goes to other agents; those who had the chance are asked again only as D11 says. */
export function dismissAgents(turn: Turn, conversation: Conversation, left: string): void {
  const served = tasksOf(turn, conversation).filter(
    (task) =>
      task.state === 'ACTIVE' &&
      servesCustomer(task) &&
      task.agentId !== null &&
      !isCallTask(turn.world.state, task),
  );
  const tried = Object.fromEntries(served.map(({ agentId }) => [agentId ?? '', turn.now]));
  for (const { id } of served) {
    const task = lookup(turn.world.state.tasks, id);
    if (task === undefined) continue;
    giveBack(turn, conversation, task, { reason: 'REROUTE', left, priority: askedPriority(task), tried });
  }
}

/** A14: everything that the agent works on goes to others at once. */
export function handOver(turn: Turn, agent: Agent): void {
  for (const taskId of [...agent.taskIds]) {
    const task = lookup(turn.world.state.tasks, taskId);
    const conversation = task && lookup(turn.world.state.conversations, task.conversationId);
    if (task?.state !== 'ACTIVE' || conversation === undefined) continue;
    // Whoever calls stays on the telephone.
    if (isCallTask(turn.world.state, task)) continue;
    const priority = askedPriority(task);
    const tried = { [agent.id]: turn.now };
    giveBack(turn, conversation, task, { reason: 'REROUTE', left: 'REROUTED', priority, tried });
  }
}
