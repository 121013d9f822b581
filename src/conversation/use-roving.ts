/**
 * The keyboard in the timeline: one message is the way in (Tab), arrows, Home and End go from message to message,
 * Space chooses it, Enter goes to its tools. Letters are text and go to the composer. A row that has scrolled out of what is drawn gives its focus to the log
 * itself, so that the keys go on working.
 */
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { MessageEntry } from '../store/fold.ts';
import type { MessageRow, Row } from './rows.ts';

type Keys = {
  /** Enter and Space on a message. Gives whether it was for them. */
  onMessage: (key: string, entry: MessageEntry, event: KeyboardEvent) => boolean;
};

type Roving = {
  /** The key of the row that Tab leads to. */
  active: string | null;
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  /** A row has got the focus, or something in it. */
  onFocus: (key: string) => void;
};

function isMessage(row: Row | undefined): row is MessageRow {
  return row?.kind === 'message';
}

function nextMessage(rows: readonly Row[], from: number, by: 1 | -1): number {
  let index = from + by;
  while (index >= 0 && index < rows.length && !isMessage(rows[index])) index += by;
  return isMessage(rows[index]) ? index : from;
}

function target(key: string, rows: readonly Row[], at: number): number {
  switch (key) {
    case 'ArrowUp':
      return nextMessage(rows, at, -1);
    case 'ArrowDown':
      return nextMessage(rows, at, 1);
    case 'Home':
      return nextMessage(rows, -1, 1);
    case 'End':
      return nextMessage(rows, rows.length, -1);
    default:
      return -1;
  }
}

/** Keys for the rows in `log`. `reveal` brings a row into view, which may have to be drawn first. */
export function useRoving(
  rows: readonly Row[],
  log: { current: HTMLElement | null },
  reveal: (key: string) => void,
  { onMessage }: Keys,
): Roving {
  const [chosen, setChosen] = useState<string | null>(null);
  /** Where the focus has to go as soon as it is drawn. */
  const wanted = useRef<string | null>(null);
  const newest = rows.findLast(isMessage)?.key ?? null;
  const active =
    chosen !== null && rows.some((row) => isMessage(row) && row.key === chosen) ? chosen : newest;

  useEffect(() => {
    if (wanted.current === null) return;
    const drawn = log.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [];
    const row = [...drawn].find((each) => each.dataset.row === wanted.current);
    if (row === undefined) return;
    wanted.current = null;
    row.focus({ preventScroll: true });
  });

  const go = (index: number) => {
    const key = rows[index]?.key;
    if (key === undefined) return;
    wanted.current = key;
    setChosen(key);
    reveal(key);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const from = event.target instanceof HTMLElement ? event.target : null;
    if (from === null) return;
    // A tooltip that goes by the same key has taken it already: one step back is both.
    if (event.key === 'Escape' && from.closest('[data-tools]') !== null) {
      event.preventDefault();
      event.stopPropagation();
      from.closest<HTMLElement>('[data-row]')?.focus();
      return;
    }
    if (event.defaultPrevented || (from.dataset.row === undefined && from !== log.current)) return;
    const at = rows.findIndex((row) => row.key === active);
    const to = target(event.key, rows, at);
    if (to !== -1) {
      event.preventDefault();
      go(to);
      return;
    }
    const row = rows[at];
    if (isMessage(row) && onMessage(event.key, row.entry, event)) event.preventDefault();
  };

  return { active, onKeyDown, onFocus: setChosen };
}
