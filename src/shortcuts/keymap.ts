/** Which keys hold for this agent: those of the house, and the agent's own before them. */
import { isOwned, isPlain, writes, type Chord } from './chord.ts';
import { SHORTCUTS, type Action, type Shortcut } from './table.ts';

type Own = Readonly<Record<string, Chord>>;

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
  const shortcut = ALL.find(
    ({ action, idle }) => keysOf(action, own) === chord || (writing === 'nowhere' && idle === chord),
  );
  return shortcut?.action ?? null;
}

export type Verdict =
  { kind: 'free' } | { kind: 'same' } | { kind: 'owned' } | { kind: 'text' } | { kind: 'taken'; by: Action };

/** Whether an action can have these keys. */
export function judge(action: Action, chord: Chord, own: Own): Verdict {
  if (chord === '') return { kind: 'free' };
  if (isOwned(chord)) return { kind: 'owned' };
  if (isPlain(chord)) return { kind: 'text' };
  const by = ALL.find((each) => keysOf(each.action, own) === chord)?.action;
  if (by === undefined) return { kind: 'free' };
  return by === action ? { kind: 'same' } : { kind: 'taken', by };
}

/** The agent's own keys after giving `chord` to an action; who had it before has none then. */
export function give(action: Action, chord: Chord, own: Own): Own {
  const verdict = judge(action, chord, own);
  const freed = verdict.kind === 'taken' ? { ...own, [verdict.by]: '' } : own;
  return tidy({ ...freed, [action]: chord });
}

/** The agent's own keys after an action has those of the house again; whoever has them meanwhile loses them. */
export function reset(action: Action, own: Own): Own {
  const house = ALL.find((each) => each.action === action)?.keys ?? '';
  return give(action, house, own);
}

/** Only what differs from the house is kept. */
function tidy(own: Own): Own {
  return Object.fromEntries(
    Object.entries(own).filter(([action, chord]) => {
      const known = ALL.find((each) => each.action === action);
      return known !== undefined && known.fixed !== true && known.keys !== chord;
    }),
  );
}
