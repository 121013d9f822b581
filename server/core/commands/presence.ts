/** How agents come, go and say whether they are ready. */
import type { Base } from './base.ts';

/** The first socket of a sign-in is there (A1), or one came back in time (G1). Another `sid` takes over. */
export type ConnectAgent = Base & { type: 'agent.connect'; agentId: string; sid: string };

/** The last socket of the sign-in is gone (A9). Ignored when `sid` is not the current one. */
export type DisconnectAgent = Base & { type: 'agent.disconnect'; agentId: string; sid: string };

/**
 * READY, NOT_READY (A2–A5); `reasonId` is a configured reason or null. `by`, here and in the next two: the supervisor
 * who does it in the agent's stead (C21).
 */
export type SetAgentState = Base & {
  type: 'agent.setState';
  agentId: string;
  state: 'READY' | 'NOT_READY';
  reasonId: string | null;
  by?: string;
};

/** One MRD on or off (M2, M3, M9, M11, M12); BUSY only where routing does not manage the MRD (M16). */
export type SetMrdState = Base & {
  type: 'agent.setMrdState';
  agentId: string;
  mrdId: string;
  state: 'READY' | 'NOT_READY' | 'BUSY';
  /** The system that owns the MRD says that the agent is not ready because of a missed offer of its own (M17). */
  missed?: true;
  by?: string;
};

/**
 * A6: open conversations are queued again at once. `sid` names the sign-in that ends; SESSION_REPLACED when another
 * one has taken over. null ends whichever there is. With `by` it is a forced logout (A7), whatever reason is named.
 */
export type LogoutAgent = Base & {
  type: 'agent.logout';
  agentId: string;
  sid: string | null;
  reasonId: string | null;
  by?: string;
};

/** The agent has done something at the desk: the time without a sign of life begins anew (A8). */
export type ShowActivity = Base & { type: 'agent.active'; agentId: string };

/** An agent begins or ceases to look at a pull list: its requests are shown to those who do. */
export type SubscribeList = Base & {
  type: 'list.subscribe';
  agentId: string;
  listId: string;
  on: boolean;
};
