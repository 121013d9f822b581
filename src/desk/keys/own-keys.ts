/** Changes of the agent's own keys: whether an action can have some, and what that does to the others. */
import { isOwned, isPlain, type Chord } from './chord.ts';
import { keysOf, type Own } from './keymap.ts';
import { SHORTCUTS, type Action, type Shortcut } from './table.ts';

const ALL: readonly (Shortcut & { action: Action })[] = SHORTCUTS;

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

/** The agent's own keys after an action has its default keys again; another action that has them meanwhile loses them. */
export function reset(action: Action, own: Own): Own {
  const byDefault = ALL.find((each) => each.action === action)?.keys ?? '';
  return give(action, byDefault, own);
}

/** Only what differs from the default is kept. */
function tidy(own: Own): Own {
  return Object.fromEntries(
    Object.entries(own).filter(([action, chord]) => {
      const known = ALL.find((each) => each.action === action);
      return known !== undefined && known.fixed !== true && known.keys !== chord;
    }),
  );
}
