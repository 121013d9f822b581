/**
 * An order that holds still while it is looked at: as long as `frozen`, known ids keep their places, new ones
 * join at the end and those that are gone leave. It settles when the pointer and the keyboard have left.
 */
import { useState } from 'react';

/** Keeps the places of `shown` as far as they are in `wanted`; the others follow in their wanted order. */
export function holdStill(shown: readonly string[], wanted: readonly string[]): readonly string[] {
  const still = shown.filter((id) => wanted.includes(id));
  const fresh = wanted.filter((id) => !shown.includes(id));
  return [...still, ...fresh];
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id, index) => id === b[index]);
}

/** The order to show. */
export function useStableOrder(wanted: readonly string[], frozen: boolean): readonly string[] {
  const [shown, setShown] = useState(wanted);
  const next = frozen ? holdStill(shown, wanted) : wanted;
  if (same(next, shown)) return shown;
  setShown(next);
  return next;
}
