/** Commands about calls that the telephone routes (V1–V7). */
import type { CallEndReason, TaskDirection } from '../state.ts';
import type { Base } from './base.ts';

/**
 * V1: an agent has answered a call that the telephone has routed. Nobody is asked: the work is the agent's at once. The
 * same call again changes nothing, and neither does one that is over (V3).
 */
export type StartCallLeg = Base & {
  type: 'call.startLeg';
  agentId: string;
  /** The call at the telephone; the customer's channel session has this id. */
  callId: string;
  leg: string;
  /** What the call is for the agent. */
  reason: TaskDirection;
  /** The channel of calls, whose MRD is routed elsewhere. */
  channelId: string;
  /** Used when the call opens a conversation. */
  conversationId: string;
  customerId: string;
  /** The queue of ours that the telephone's stands for; null: none. */
  queueId: string | null;
  /** The agent's own number, and who calls. */
  address: string | null;
  fromAddress: string | null;
  /** The call that this one is about, when it is a consult. */
  associatedId: string | null;
  /** By the telephone's clock. */
  answeredAt: number | null;
};

/** The agent is out of the call. What is not known, or over already, changes nothing (V3). */
export type EndCallLeg = Base & {
  type: 'call.endLeg';
  agentId: string;
  callId: string;
  reason: CallEndReason;
  /** By the telephone's clock. */
  endedAt: number | null;
};

/** The agent has put the other side of the call on hold, or goes on. */
export type HoldCall = Base & { type: 'call.hold'; agentId: string; callId: string; on: boolean };

/** How a supervisor is in a call of somebody else: unheard, or talking. */
export type CallMonitoringAct = 'MONITOR' | 'BARGE_IN';

/** V7: the telephone lets a supervisor listen to an agent of the own teams, or come into the call. */
export type MonitorCall = Base & {
  type: 'call.monitor';
  by: string;
  agentId: string;
  how: CallMonitoringAct;
};

/** The supervisor is in no call of others any more. Who was in none changes nothing. */
export type EndCallMonitoring = Base & { type: 'call.endMonitoring'; by: string };
