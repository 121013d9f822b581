/** What the team's view is drawn from: the floor, narrowed to a team and put in order. */
import { useEffect, useMemo, useState } from 'react';
import { useDesk } from '../desk/desk-context.ts';
import { useServerSlice } from '../desk/use-server-slice.ts';
import { useSlice } from '../desk/use-slice.ts';
import { useStableOrder } from '../conversations/use-stable-order.ts';
import type { Sorting } from '../ui/Table.tsx';
import { floorSlice, type FloorView } from './floor-slice.ts';
import { teamActions } from './team-actions.ts';

type FloorHere = {
  /** null: not told yet. */
  floor: FloorView | null;
  /** The server has not said yes to telling it. */
  failed: boolean;
  again: () => void;
};

/** Asks for the floor as long as it is wanted; tells what is known of it in any case. */
export function useFloor(wanted = true): FloorHere {
  const { watch } = useSlice(teamActions);
  const floor = useServerSlice(floorSlice);
  // Whatever has been asked is forgotten with the connection.
  const online = useDesk((state) => (state.link.status === 'online' ? state.link.since : null));
  const [attempt, setAttempt] = useState(0);
  const [failedAt, setFailedAt] = useState<string | null>(null);
  // What was missed is asked for anew, once for each place where it is.
  const tornAt = floor?.torn === true ? floor.seq : null;
  const [mended, setMended] = useState<number | null>(null);
  if (tornAt !== null && mended === null) {
    setMended(tornAt);
    setAttempt(attempt + 1);
  } else if (tornAt === null && mended !== null) setMended(null);
  const question = `${String(online)} ${String(attempt)}`;
  useEffect(() => {
    if (online === null || !wanted) return;
    let here = true;
    void watch(true).then((yes) => {
      if (here && !yes) setFailedAt(question);
    });
    return () => {
      here = false;
      void watch(false);
    };
  }, [watch, online, wanted, question]);
  return {
    floor,
    failed: failedAt === question,
    again: () => {
      setAttempt(attempt + 1);
    },
  };
}

/** What a row is sorted by: by columns, as a number or a word. */
export type SortBy<Row> = Readonly<Record<string, (row: Row) => number | string>>;

// Made once: a comparison through it costs a fraction of `localeCompare`.
const words = new Intl.Collator();

function compare(a: number | string, b: number | string): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : words.compare(String(a), String(b));
}

type Rows<Row> = {
  rows: readonly Row[];
  sorting: Sorting;
  onSort: (sorting: Sorting) => void;
  /** To be put around the table: while the pointer or the focus is in it, no row moves. */
  still: {
    onPointerEnter: () => void;
    onPointerLeave: () => void;
    onFocus: () => void;
    onBlur: (event: { currentTarget: Element; relatedTarget: EventTarget | null }) => void;
  };
};

/** The order that was chosen for a table; undefined: its usual one. */
export type Order = { sorting: Sorting | undefined; onSort: (sorting: Sorting) => void };

/** Rows in the order that was chosen; they stay where they are while somebody points at them. */
export function useRows<Row extends { id: string }>(
  all: readonly Row[],
  by: SortBy<Row>,
  first: Sorting,
  question: string,
  chosen: Order,
): Rows<Row> {
  const kept = chosen.sorting;
  const sorting = kept !== undefined && Object.hasOwn(by, kept.by) ? kept : first;
  const [hovered, setHovered] = useState(false);
  const [focused, setFocused] = useState(false);
  const key = by[sorting.by];
  const wanted = useMemo(
    () =>
      [...all]
        .sort((a, b) => {
          const order = key === undefined ? 0 : compare(key(a), key(b)) * (sorting.down ? -1 : 1);
          if (order !== 0) return order;
          return a.id < b.id ? -1 : 1;
        })
        .map(({ id }) => id),
    [all, key, sorting.down],
  );
  const rowOf = useMemo(() => new Map(all.map((row) => [row.id, row])), [all]);
  const asked = `${question} ${sorting.by} ${String(sorting.down)}`;
  const { order } = useStableOrder(wanted, hovered || focused, (id) => rowOf.has(id), asked);
  return {
    rows: order.flatMap((id) => rowOf.get(id) ?? []),
    sorting,
    onSort: chosen.onSort,
    still: {
      onPointerEnter: () => {
        setHovered(true);
      },
      onPointerLeave: () => {
        setHovered(false);
      },
      onFocus: () => {
        setFocused(true);
      },
      onBlur: ({ currentTarget, relatedTarget }) => {
        if (!(relatedTarget instanceof Node) || !currentTarget.contains(relatedTarget)) setFocused(false);
      },
    },
  };
}
