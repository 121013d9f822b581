/** Offers and their ends (T2–T6): accept, reject, RONA, TTL. */
import type { AcceptTask, RejectTask } from './commands.ts';
import type { Rejection } from './rejections.ts';
import type { Task } from './state.ts';
import type { Turn } from './turn.ts';
import { endIfUnserved } from './conversation.ts';
import { isRejection, rings, signedIn, tasksOf } from './find.ts';
import { joinBy } from './joining.ts';
import { isId, lookup } from './lookup.ts';
import { switchMrd } from './mrd.ts';
import { agentIn } from './participant.ts';
import { closeTask } from './queue.ts';
import { rule, scopeOfTask } from './rules.ts';
import { afterExpiry, tryNext } from './try-next.ts';
import { emit, refuse, signal } from './turn.ts';

type Answer = Pick<AcceptTask, 'agentId' | 'conversationId' | 'taskId'>;

/** Why there is no offer to answer: it has ended, somebody else has it, or it never was. */
function refuseAnswer(tasks: readonly Task[], { agentId, taskId }: Answer): Rejection {
  if (tasks.some((task) => Object.hasOwn(task.tried, agentId))) return refuse('TASK_EXPIRED');
  const meant = taskId === null ? tasks : tasks.filter(({ id }) => id === taskId);
  if (meant.some((task) => task.agentId !== null && task.agentId !== agentId)) return refuse('TASK_TAKEN');
  if (taskId === null) return refuse('TASK_NOT_FOUND');
  // A task that is not among the living has ended, or is still (again) looking for somebody.
  return refuse('TASK_EXPIRED');
}

/** The offer that the agent answers, still open; otherwise the refusal. */
function findOffer(turn: Turn, answer: Answer): Task | Rejection {
  const conversation = lookup(turn.world.state.conversations, answer.conversationId);
  if (conversation === undefined) {
    return refuse(answer.taskId === null ? 'CONVERSATION_NOT_FOUND' : 'TASK_EXPIRED');
  }
  const tasks = tasksOf(turn, conversation);
  const offer = tasks.find(
    (task) =>
      task.state === 'OFFERED' &&
      task.agentId === answer.agentId &&
      (answer.taskId === null || task.id === answer.taskId),
  );
  if (offer === undefined) return refuseAnswer(tasks, answer);
  return rings(turn, offer) ? offer : refuse('TASK_EXPIRED');
}

/** T3. Compare and set (L-B2): whoever comes second is told so. */
export function acceptTask(turn: Turn, command: AcceptTask): Rejection | null {
  const agent = signedIn(turn, command.agentId);
  if (isRejection(agent)) return agent;
  const conversation = lookup(turn.world.state.conversations, command.conversationId);
  if (conversation !== undefined && agentIn(conversation, agent.id) !== undefined) {
    signal(turn, {
      type: 'conversation.rejoined',
      agentId: agent.id,
      conversationId: conversation.id,
    });
    return null;
  }
  const task = findOffer(turn, command);
  if (isRejection(task)) return task;
  if (conversation === undefined) return refuse('CONVERSATION_NOT_FOUND');
  const { participantId } = command;
  if (participantId !== null && !isId(participantId)) return refuse('VALIDATION');
  emit(turn, { type: 'task.accepted', taskId: task.id, agentId: agent.id });
  joinBy(turn, conversation, task, agent.id, participantId);
  return null;
}

/** D12: the next one is asked, the agent's state stays. */
export function rejectTask(turn: Turn, command: RejectTask): Rejection | null {
  const agent = signedIn(turn, command.agentId);
  if (isRejection(agent)) return agent;
  const task = findOffer(turn, command);
  if (isRejection(task)) return task;
  const closed = closeTask(turn, task, 'REJECTED', 'REJECTED');
  tryNext(turn, closed, agent.id);
  return null;
}

/** T4, A11, M17: nobody answered in time. */
export function missOffer(turn: Turn, task: Task): void {
  const { state } = turn.world;
  const agent = task.agentId === null ? undefined : lookup(state.agents, task.agentId);
  const after = rule(state.config, 'ronaAgentState', scopeOfTask(state, task));
  const closed = closeTask(turn, task, 'RONA', 'RONA');
  if (agent !== undefined && agent.state !== 'LOGOUT' && after === 'NOT_READY') {
    const mrd = closed.was.mrdId === null ? undefined : lookup(agent.mrds, closed.was.mrdId);
    if (mrd !== undefined) switchMrd(turn, agent, mrd, false, 'RONA');
  }
  tryNext(turn, closed, agent?.id ?? null);
}

/**
 * T5: the search is over, whether the request waits or rings. A customer without any agent is let go, unless an agent
 * has handed them over and the fall-back leads on (D14).
 */
export function expireRequest(turn: Turn, task: Task): void {
  const { conversationId, requestId, queueId } = task;
  const goOn = afterExpiry(turn, task);
  emit(turn, {
    type: 'request.expired',
    conversationId,
    taskId: task.id,
    requestId,
    queueId,
    ...(goOn !== null && { goesOn: true as const }),
  });
  const { conversation } = closeTask(turn, task, 'NO_AGENT_AVAILABLE', 'TTL');
  if (goOn === null) endIfUnserved(turn, conversation, 'NO_AGENT_AVAILABLE');
  else goOn();
}
