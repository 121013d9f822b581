/** What was done to a contact centre, step by step: plain JSON, so that a failing history can be kept and run again. */
import type { Command } from '../core/commands.ts';
import type { DeadlineKind } from '../core/index/types.ts';

/** Two contact centres live side by side, so that one may be found in the other (I9). */
export const TENANTS = ['north', 'south'] as const;
export type TenantName = (typeof TENANTS)[number];

/**
 * - `command`: decided at `at` (epoch ms; after a restart the wall clock may stand elsewhere). With `commit`
 *   the batch so far becomes durable and is published; without, later steps join the batch.
 * - `crash`: the process dies; what was not committed never happened.
 * - `restart`: the process stops in order and comes back.
 * - `snapshot`: the state is written down; later restarts begin there.
 * - `orphan`: a deadline of what is not there appears, due in so many ms.
 * - `lose` and `catchUp`: an agent's desk misses everything, and comes back by the events after its own
 *   sequence or by a fresh load.
 */
export type Step =
  | { do: 'command'; tenant: TenantName; at: number; command: Command; commit: boolean }
  | { do: 'crash'; tenant: TenantName }
  | { do: 'restart'; tenant: TenantName; from: 'snapshot' | 'journal' }
  | { do: 'snapshot'; tenant: TenantName }
  | { do: 'orphan'; tenant: TenantName; kind: DeadlineKind; dueIn: number }
  | { do: 'lose'; tenant: TenantName; agentId: string }
  | { do: 'catchUp'; tenant: TenantName; agentId: string; by: 'events' | 'snapshot' };

/** A history that breaks an invariant, as it is printed and replayed. */
export type FailingHistory = {
  seed: string;
  invariant: string;
  message: string;
  /** Step of the original run at which it was found. */
  foundAtStep: number;
  steps: Step[];
};
