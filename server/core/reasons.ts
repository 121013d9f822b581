/** Why agents are not ready or sign out, as far as it is configured. */
import type { Reason } from './state.ts';
import type { Turn } from './turn.ts';
import { lookup } from './lookup.ts';

/** The configured reason of this kind; null stays null; undefined: there is none. */
export function findReason(
  turn: Turn,
  type: Reason['type'],
  reasonId: string | null,
): Reason | null | undefined {
  if (reasonId === null) return null;
  const reason = lookup(turn.world.state.config.reasons, reasonId);
  return reason?.type === type ? { id: reason.id, name: reason.name, type } : undefined;
}
