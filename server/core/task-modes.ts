/** What tasks are for, and what follows from it. */
import type { ParticipantRole, Task, TaskDirection } from './state.ts';

/** What distinguishes one kind of task from another. */
type TaskMode = {
  /** The role by which its agent takes part. PRIMARY: a customer without an agent waits for it. */
  role: ParticipantRole;
  /** Whether it takes a slot of its agent's MRD. */
  takesSlot: boolean;
  /** Whether its agent notes afterwards what it was about. */
  wrapsUp: boolean;
};

const SERVING: TaskMode = { role: 'PRIMARY', takesSlot: true, wrapsUp: true };

/** By direction. */
export const TASK_MODES: Record<TaskDirection, TaskMode> = {
  INBOUND: SERVING,
  OUTBOUND: SERVING,
  CONSULT: { role: 'ASSISTANT', takesSlot: true, wrapsUp: true },
  CONSULT_TRANSFER: SERVING,
  CONSULT_CONFERENCE: SERVING,
  DIRECT_TRANSFER: SERVING,
  DIRECT_CONFERENCE: SERVING,
  SILENT_MONITOR: { role: 'SILENT_MONITOR', takesSlot: false, wrapsUp: false },
  BARGE_IN: { role: 'PRIMARY', takesSlot: false, wrapsUp: true },
};

/** Whether a task is about serving the customer, rather than about helping or watching who does. */
export function servesCustomer({ direction }: { direction: TaskDirection }): boolean {
  return TASK_MODES[direction].role === 'PRIMARY';
}

/** Whether a request still looks for its agent. */
export function isSearching({ state }: Pick<Task, 'state'>): boolean {
  return state === 'QUEUED' || state === 'OFFERED';
}

/** Whether a task is that of a supervisor who has come to listen, whatever they do now (C18). */
export function isSupervision({ direction }: Pick<Task, 'direction'>): boolean {
  return direction === 'SILENT_MONITOR' || direction === 'BARGE_IN';
}
