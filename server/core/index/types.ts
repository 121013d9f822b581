/** What is derived from the state so that no decision has to scan: never serialised, always rebuildable. */
import type { Queue } from '../config.ts';
import type { Candidate } from '../selection.ts';
import type { SortedList } from './sorted-list.ts';
import type { Task } from '../state.ts';

/** A signed-in agent in one queue. The fields of `Candidate` are those by which the seat is listed. */
export type Seat = Candidate & {
  mrdId: string;
  queue: QueueIndex;
  /** The first step at which the agent is asked. */
  step: number;
  /** Whether the seat stands among the eligible: the agent could take a task right now. */
  eligible: boolean;
  /** Slots that the agent brings to the queue while working for it, free or not. */
  slots: number;
};

/** One queue: who may be asked, and what waits. */
export type QueueIndex = {
  queue: Queue;
  /** null: every agent of the MRD. */
  members: ReadonlySet<string> | null;
  /** By first step: the eligible, in the order of the queue's policy. */
  eligible: SortedList<Seat>[];
  /** By step reached: the waiting tasks, in the order in which they are served. */
  waiting: SortedList<Task>[];
  /** Slots of all agents who work for the queue at present: what the expected wait divides by. */
  slots: number;
};

/** Whose time it is; each subject has one deadline of a kind at most. */
export type DeadlineKind =
  | 'agent.grace'
  | 'agent.idle'
  | 'session.reconnect'
  | 'conversation.hold'
  | 'conversation.inactivity'
  | 'conversation.reminder'
  | 'conversation.answer'
  | 'task'
  | 'task.reoffer';

/** One subject's next deadline. */
export type Deadline = {
  at: number;
  kind: DeadlineKind;
  /** Among those of the same moment: tasks by arrival, so that first come is first served then, too. */
  order: number;
  id: string;
};

/** All deadlines in order, and each by its subject. */
export type DeadlineIndex = {
  ordered: SortedList<Deadline>;
  bySubject: Record<DeadlineKind, Map<string, Deadline>>;
};

/** Everything that is derived. */
export type WorldIndex = {
  queues: Map<string, QueueIndex>;
  queuesOfMrd: Map<string, QueueIndex[]>;
  /** Agent id → MRD id → seats. Signed-in agents only. */
  seats: Map<string, Map<string, Seat[]>>;
  deadlines: DeadlineIndex;
  /** Customer id → the conversation in which the customer has open sessions. */
  conversationOf: Map<string, string>;
  /** How many conversations `state.conversations` has. */
  openConversations: number;
  /** Whether any queue asks the last agent first: only then is one remembered. */
  remembersLastAgent: boolean;
  /** How many customers `state.lastAgents` has. */
  lastAgents: number;
};
