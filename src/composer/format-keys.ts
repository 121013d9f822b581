/** The keys of the formats within the field. None is a browser's while a text field has the focus. */
import type { Format } from './formatting.ts';

type Key = { letter: string; shift: boolean; shown: string };

export const FORMAT_KEYS: Readonly<Record<Format, Key | null>> = {
  bold: { letter: 'b', shift: false, shown: 'Ctrl B' },
  italic: { letter: 'i', shift: false, shown: 'Ctrl I' },
  strike: { letter: 'x', shift: true, shown: 'Ctrl Shift X' },
  code: { letter: 'e', shift: false, shown: 'Ctrl E' },
  list: { letter: '8', shift: true, shown: 'Ctrl Shift 8' },
  link: { letter: 'u', shift: true, shown: 'Ctrl Shift U' },
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
    ([, key]) => key !== null && key.letter === letter && key.shift === event.shiftKey,
  );
  return found === undefined ? null : (found[0] as Format);
}
