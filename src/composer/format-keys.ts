/** The keys of the formats within the field. None is a browser's while a text field has the focus. */
import type { Chord } from '../desk/keys/chord.ts';
import type { Format } from './formatting.ts';

type Key = { letter: string; shift: boolean; chord: Chord };

export const FORMAT_KEYS: Readonly<Record<Format, Key>> = {
  bold: { letter: 'b', shift: false, chord: 'Mod+B' },
  italic: { letter: 'i', shift: false, chord: 'Mod+I' },
  strike: { letter: 'x', shift: true, chord: 'Mod+Shift+X' },
  code: { letter: 'e', shift: false, chord: 'Mod+E' },
  list: { letter: '8', shift: true, chord: 'Mod+Shift+8' },
  link: { letter: 'u', shift: true, chord: 'Mod+Shift+U' },
};

/** The letter of a key, also where the keyboard writes another alphabet or a sign by Shift. */
function letterOf(event: { key: string; code: string }): string {
  if (/^[a-z]$/i.test(event.key)) return event.key.toLowerCase();
  return /^(?:Key|Digit)([A-Z0-9])$/.exec(event.code)?.[1]?.toLowerCase() ?? '';
}

/** The format that is asked for by keys, or null. */
export function formatOfKeys(event: {
  key: string;
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}): Format | null {
  if (event.altKey || event.ctrlKey === event.metaKey) return null;
  const letter = letterOf(event);
  const found = Object.entries(FORMAT_KEYS).find(
    ([, key]) => key.letter === letter && key.shift === event.shiftKey,
  );
  return found === undefined ? null : (found[0] as Format);
}
