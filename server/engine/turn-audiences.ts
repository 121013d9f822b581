import { audiences } from '../core/visibility.ts';
import type { Audience } from '../core/visibility.ts';
import type { Turn } from './contract.ts';

const found = new WeakMap<Turn, readonly Audience[]>();

/** Whom each event of a turn is for: worked out once, however many protocols ask. To be asked while it is prepared. */
export function audiencesOf(turn: Turn): readonly Audience[] {
  const known = found.get(turn);
  if (known !== undefined) return known;
  const made = audiences(turn.world.state, turn.events);
  found.set(turn, made);
  return made;
}
