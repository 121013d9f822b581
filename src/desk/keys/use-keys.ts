import { useDesk } from '../desk-context.ts';
import { chordText } from './chord.ts';
import { keysOf } from './keymap.ts';
import type { Action } from './table.ts';

/** The keys of an action for the eye, such as `Ctrl K`; undefined when it has none. */
export function useKeys(action: Action): string | undefined {
  const text = useDesk((state) => chordText(keysOf(action, state.settings.shortcuts)));
  return text === '' ? undefined : text;
}
