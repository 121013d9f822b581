/**
 * What was entered into a form and is not saved yet. It stays while the agent looks at something else, and the browser
 * asks before it is lost with the page. It stands nowhere but in memory: it is about customers.
 */
import { useReducer } from 'react';
import { control } from './actions/actions.ts';
import type { ActionTools } from './actions/tools.ts';
import { useSlice } from './use-slice.ts';

/** `asks`: whether the browser asks before it is lost. */
type Entered = { value: unknown; asks: boolean };

type Unsaved = {
  of: (key: string) => unknown;
  /** null: it is saved, or not wanted any more. */
  keep: (key: string, entered: Entered | null) => void;
  /** Whether anything would be lost with the page. */
  asks: () => boolean;
};

function unsaved({ get }: ActionTools): Unsaved {
  const kept = new Map<string, Entered>();
  return {
    of: (key) => kept.get(key)?.value ?? null,
    keep: (key, entered) => {
      if (entered === null) kept.delete(key);
      else kept.set(key, entered);
    },
    // Whoever signs out means it.
    asks: () => get().asking[control.signOut] === undefined && [...kept.values()].some(({ asks }) => asks),
  };
}

/** From now on the browser asks before what is not saved is lost with the page. Returns what ends that. */
export function askBeforeLoss({ slice }: Pick<ActionTools, 'slice'>): () => void {
  const { asks } = slice(unsaved);
  const ask = (event: BeforeUnloadEvent) => {
    if (asks()) event.preventDefault();
  };
  window.addEventListener('beforeunload', ask);
  return () => {
    window.removeEventListener('beforeunload', ask);
  };
}

/**
 * Like `useState`, for what is entered under `key`; null: nothing is.
 * @param asks whether it would be a loss; a form that was only opened is none
 * @returns also what there is later, after something was waited for
 */
export function useUnsaved<T>(
  key: string,
  asks: (entered: T) => boolean,
): [entered: T | null, keep: (entered: T | null) => void, latest: () => T | null] {
  const { of, keep } = useSlice(unsaved);
  const [, drawAgain] = useReducer((times: number) => times + 1, 0);
  return [
    of(key) as T | null,
    (entered) => {
      keep(key, entered === null ? null : { value: entered, asks: asks(entered) });
      drawAgain();
    },
    () => of(key) as T | null,
  ];
}
