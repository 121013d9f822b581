/**
 * An order that holds still while it is looked at: as long as `frozen`, known ids keep their places, new ones join at
 * the end and those that are gone leave. It settles when the pointer and the keyboard have left, or on demand.
 */
import { useState } from 'react';

/** Keeps the places of `shown` as far as they are alive; what is new in `wanted` follows in its order. */
export function holdStill(
  shown: readonly string[],
  wanted: readonly string[],
  alive: (id: string) => boolean = (id) => wanted.includes(id),
): readonly string[] {
  const known = new Set(shown);
  return [...shown.filter(alive), ...wanted.filter((id) => !known.has(id))];
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id, index) => id === b[index]);
}

type StableOrder = {
  order: readonly string[];
  /** How many rows stand elsewhere than they would. */
  moved: number;
  /** Sorts now. */
  settle: () => void;
};

/**
 * The order to show. What is still there in any way (`alive`) keeps its place while `frozen`, even if it is wanted no
 * more. A new `question` (another filter, another search) is answered at once.
 */
export function useStableOrder(
  wanted: readonly string[],
  frozen: boolean,
  alive: (id: string) => boolean,
  question: string,
): StableOrder {
  const [shown, setShown] = useState({ order: wanted, question });
  const fresh = !frozen || shown.question !== question;
  const next = fresh ? wanted : holdStill(shown.order, wanted, alive);
  const order = same(next, shown.order) ? shown.order : next;
  if (shown.question !== question || order !== shown.order) setShown({ order, question });
  return {
    order,
    moved: order.filter((id, index) => wanted[index] !== id).length,
    settle: () => {
      setShown({ order: wanted, question });
    },
  };
}
