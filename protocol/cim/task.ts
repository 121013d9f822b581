/** Tasks as they are shown on the wire. */

export type TaskType = {
  direction: string;
  mode: 'QUEUE' | 'AGENT';
  metadata: Record<string, unknown>;
};

export type TaskMedia = {
  id: string;
  mrdId: string;
  taskId: string;
  queue: { id: string; name: string };
  type: TaskType;
  priority: number;
  state: 'STARTED' | 'QUEUED' | 'RESERVED' | 'ACTIVE' | 'CLOSED';
  requestSession: unknown;
  channelSessions: unknown[];
  /** Epoch ms. */
  enqueueTime: number;
  /** Epoch ms, 0 before the answer. */
  answerTime: number;
};

export type WireTask = {
  id: string;
  conversationId: string;
  state: { name: 'ACTIVE' | 'WRAP_UP' | 'CLOSED'; reasonCode: string | null };
  assignedTo: { id: string; name: string } | null;
  agentRequestTtlTimerId: string | null;
  activeMedia: TaskMedia[];
};
