/** What agents who ask others for help are told besides the events of the conversation (C13, C16). */
import type { ServerToClientEvents } from '../../../protocol/agent-manager/event-maps.ts';
import type { WireTask } from '../../../protocol/cim/task.ts';
import type { DomainEvent, EventOf } from '../../core/events.ts';
import type { TaskDirection } from '../../core/state.ts';
import { TASK_MODES } from '../../core/task-modes.ts';
import { wireTask } from '../shared/cim-events.ts';
import type { Scope, TaskFacts } from '../shared/cim-scope.ts';

type HelpEvent =
  'agentAssistanceRequestPlaced' | 'agentAssignedForAssistance' | 'consulTransferRequestSuccess';

type Notice = {
  [N in HelpEvent]: { event: N; payload: Parameters<ServerToClientEvents[N]>[0] };
}[HelpEvent];

/** One notice to one agent's desks. */
type ToAgent = { agentId: string; conversationId: string; notice: Notice };

type Tasks = { task: (id: string) => TaskFacts | undefined };

const REQUEST_ACTIONS = {
  DIRECT_TRANSFER: 'transfer',
  DIRECT_CONFERENCE: 'conference',
  CONSULT: 'consult',
} as const satisfies Partial<Record<TaskDirection, string>>;

const ASSISTANCE_TYPES = {
  DIRECT_TRANSFER: 'direct-transfer',
  DIRECT_CONFERENCE: 'direct-conference',
  CONSULT: 'consult',
} as const satisfies Partial<Record<TaskDirection, string>>;

function isHelp(direction: TaskDirection): direction is keyof typeof REQUEST_ACTIONS {
  return Object.hasOwn(REQUEST_ACTIONS, direction);
}

/** What follows from an event; `events` are those of its turn. */
export function helpNotices(
  event: EventOf<'task.queued' | 'task.accepted' | 'task.redirected'>,
  events: readonly DomainEvent[],
  tasks: Tasks,
  scope: Scope,
): ToAgent[] {
  switch (event.type) {
    case 'task.queued':
      return placed(event);
    case 'task.accepted':
      return assigned(event, tasks, scope);
    case 'task.redirected':
      return promoted(event, events, tasks, scope);
  }
}

/** Not for a request that goes back to who made it: that one rings. */
function placed({ task }: EventOf<'task.queued'>): ToAgent[] {
  const { requestedBy, target, attempt, direction, conversationId } = task;
  if (requestedBy?.kind !== 'AGENT' || attempt > 1 || !isHelp(direction)) return [];
  const { agentId } = requestedBy;
  if (target.kind === 'AGENT' && target.agentId === agentId) return [];
  const mode = target.kind === 'AGENT' ? 'agent' : 'queue';
  const payload = { requestAction: REQUEST_ACTIONS[direction], mode, conversationId } as const;
  return [{ agentId, conversationId, notice: { event: 'agentAssistanceRequestPlaced', payload } }];
}

function assigned({ taskId, agentId }: EventOf<'task.accepted'>, tasks: Tasks, scope: Scope): ToAgent[] {
  const task = tasks.task(taskId);
  if (task?.requestedBy?.kind !== 'AGENT' || task.requestedBy.agentId === agentId) return [];
  const { conversationId, direction, requestedBy } = task;
  if (!isHelp(direction)) return [];
  const payload = {
    conversationId,
    task: activeTask(task, agentId, scope),
    type: ASSISTANCE_TYPES[direction],
  };
  return [
    {
      agentId: requestedBy.agentId,
      conversationId,
      notice: { event: 'agentAssignedForAssistance', payload },
    },
  ];
}

/** To the agent who helped and to the one who was helped, who may have handed over just now. */
function promoted(
  { taskId, agentId, direction }: EventOf<'task.redirected'>,
  events: readonly DomainEvent[],
  tasks: Tasks,
  scope: Scope,
): ToAgent[] {
  const task = tasks.task(taskId);
  // Supervisors step nearer and back without having been asked.
  if (task === undefined || !TASK_MODES[direction].takesSlot) return [];
  const { conversationId, requestedBy } = task;
  const left = events.find(
    (event): event is EventOf<'participant.left'> & DomainEvent =>
      event.type === 'participant.left' && event.reason === 'TRANSFERRED',
  );
  const requesterId = requestedBy?.kind === 'AGENT' ? requestedBy.agentId : agentId;
  const helpedId = left?.participant.ref ?? requesterId;
  const active = activeTask(task, agentId, scope);
  const payload = { conversationId, task: active, newTask: active, agentId };
  return [...new Set([helpedId, agentId])].map((one) => ({
    agentId: one,
    conversationId,
    notice: { event: 'consulTransferRequestSuccess', payload },
  }));
}

function activeTask(task: TaskFacts, agentId: string, scope: Scope): WireTask {
  return wireTask(task, scope, { state: 'ACTIVE', reason: null, media: 'ACTIVE' }, agentId);
}
