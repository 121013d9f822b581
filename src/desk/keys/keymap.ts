/** Which keys hold for this agent: the agent's own, then the default ones. */
import { isOwned, isPlain, writes, type Chord } from './chord.ts';
import { SHORTCUTS, type Action, type Shortcut } from './table.ts';

/** The agent's own keys: action → chord, empty for none. */
export type Own = Readonly<Record<string, Chord>>;

const ALL: readonly (Shortcut & { action: Action })[] = SHORTCUTS;

function isUsable(chord: Chord): boolean {
  return chord === '' || !(isOwned(chord) || isPlain(chord));
}

/** The keys of an action. What was kept and can't be used (another desk's, an owned key) is as if it were not. */
export function keysOf(action: Action, own: Own): Chord {
  const shortcut = ALL.find((each) => each.action === action);
  if (shortcut === undefined) return '';
  const chosen = Object.hasOwn(own, action) ? own[action] : undefined;
  return shortcut.fixed === true || chosen === undefined || !isUsable(chosen) ? shortcut.keys : chosen;
}

/** What the agent could do with keys: write into the field that has the focus, write once it has it, or neither. */
export type Writing = 'here' | 'possible' | 'nowhere';

/** The action of a pressed chord, or null. What writes in the field that has the focus is left to the field. */
export function actionOf(chord: Chord, own: Own, writing: Writing): Action | null {
  if (writing === 'here' && writes(chord)) return null;
  // What the agent has chosen holds before default keys that came later.
  const shortcut =
    ALL.find(({ action }) => own[action] === chord && keysOf(action, own) === chord) ??
    ALL.find(
      ({ action, idle }) => keysOf(action, own) === chord || (writing === 'nowhere' && idle === chord),
    );
  return shortcut?.action ?? null;
}
