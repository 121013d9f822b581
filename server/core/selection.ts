/** Who is asked first among the eligible (Q5, D10). */
import type { SelectionPolicy } from './config.ts';
import type { Compare } from './index/sorted-list.ts';

/** What the policies look at: an agent as seen from one queue. */
export type Candidate = {
  agentId: string;
  /** Sum of the attribute values that matched. */
  skill: number;
  /** Tasks of the MRD, offers included. */
  live: number;
  lastReadyAt: number;
};

function byAvailability(a: Candidate, b: Candidate): number {
  if (a.live !== b.live) return a.live - b.live;
  if (a.lastReadyAt !== b.lastReadyAt) return a.lastReadyAt - b.lastReadyAt;
  return a.agentId < b.agentId ? -1 : a.agentId > b.agentId ? 1 : 0;
}

const ORDERS: Record<SelectionPolicy, Compare<Candidate>> = {
  LONGEST_AVAILABLE: byAvailability,
  MOST_SKILLED: (a, b) => b.skill - a.skill || byAvailability(a, b),
  LEAST_SKILLED: (a, b) => a.skill - b.skill || byAvailability(a, b),
};

/** The order in which a policy asks. */
export function selectionOrder(policy: SelectionPolicy): Compare<Candidate> {
  return ORDERS[policy];
}
