/** Choosing several messages, to copy them: by pointer with Ctrl or Shift, by keyboard with Space and Shift+Space. */
import { useCallback, useState } from 'react';
import type { MessageEntry } from '../store/fold.ts';
import type { Choosing } from './message-actions.ts';

type Chosen = { ids: ReadonlySet<string>; from: string | null };

export type Selecting = {
  /** Ids of the chosen messages; null when nothing is being chosen. */
  ids: ReadonlySet<string> | null;
  begin: () => void;
  choose: (entry: MessageEntry, how: Choosing) => void;
  end: () => void;
};

function toggled(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** `messages` in their order, for ranges. */
export function useSelecting(messages: () => readonly MessageEntry[]): Selecting {
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const choose = useCallback(
    (entry: MessageEntry, how: Choosing) => {
      setChosen((before) => {
        const ids = before?.ids ?? new Set<string>();
        const all = messages().map((message) => message.id);
        const from = all.indexOf(before?.from ?? entry.id);
        const to = all.indexOf(entry.id);
        if (how === 'one' || from === -1 || to === -1) return { ids: toggled(ids, entry.id), from: entry.id };
        const range = all.slice(Math.min(from, to), Math.max(from, to) + 1);
        return { ids: new Set([...ids, ...range]), from: entry.id };
      });
    },
    [messages],
  );
  return {
    ids: chosen?.ids ?? null,
    choose,
    begin: useCallback(() => {
      setChosen((before) => before ?? { ids: new Set(), from: null });
    }, []),
    end: useCallback(() => {
      setChosen(null);
    }, []),
  };
}
