/** What a program asks of its clients' process, and what comes back. */
import type { Distribution } from '../figures.ts';

export type Order =
  /** Signs agents in and makes them READY; each takes everything it is offered. */
  | { do: 'agents'; target: Target; url: string; from: number; count: number; accept: boolean }
  /** Customers begin chats; with `waits` until an agent has taken each of them. */
  | { do: 'customers'; target: Target; url: string; count: number; identifier: string; waits: boolean }
  /** Connections that say nothing. */
  | { do: 'idle'; target: Target; url: string; count: number }
  /** Customers (or agents) write in turn, `perSecond` together, for `ms`; waits for the last to arrive. */
  | { do: 'write'; by: Writer; perSecond: number; ms: number }
  /** How far from their announced time deadlines were heard, ms, since the last such order. */
  | { do: 'deadlines' }
  /** Every agent leaves every conversation. */
  | { do: 'leave' }
  | { do: 'close' };

export type Writer = 'customers' | 'agents';

/** The server, or the relay that is its measure. */
export type Target = 'server' | 'relay';

export type Written = {
  sent: number;
  /** From the writer's emit to the frame at the other side, ms. */
  arrival: Distribution;
  /** From the writer's emit to its acknowledgement, ms. */
  acknowledgement: Distribution;
  lost: number;
  twice: number;
};

export type Deadlines = { offers: number[]; wrapups: number[] };

export type Report = {
  agents: { count: number };
  customers: { count: number };
  idle: { count: number };
  write: Written;
  deadlines: Deadlines;
  leave: { count: number };
  close: null;
};
