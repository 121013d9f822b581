/**
 * Keys pressed together, as text: modifiers in a fixed order, then the key as `KeyboardEvent.key` names it, such
 * as `Mod+K`, `Alt+ArrowDown`, `Shift+F2`, `?`. `Mod` is ⌘ on Apple's machines and Ctrl elsewhere. This text is
 * what the server keeps, so that the same keys work at every machine.
 */
export type Chord = string;

type Parts = { mod: boolean; ctrl: boolean; alt: boolean; shift: boolean; key: string };

/** Whether this machine has ⌘. */
export function isApple(): boolean {
  return /mac|iphone|ipad/i.test(globalThis.navigator.userAgent);
}

function parts(chord: Chord): Parts {
  // The key itself may be a plus.
  const [, before = '', key = ''] = /^(.*\+)?(.+)$/su.exec(chord) ?? [];
  const modifiers = new Set(before.split('+'));
  return {
    mod: modifiers.has('Mod'),
    ctrl: modifiers.has('Ctrl'),
    alt: modifiers.has('Alt'),
    shift: modifiers.has('Shift'),
    key,
  };
}

function join({ mod, ctrl, alt, shift, key }: Parts): Chord {
  return [mod && 'Mod', ctrl && 'Ctrl', alt && 'Alt', shift && 'Shift', key]
    .filter((part) => part !== false)
    .join('+');
}

const MODIFIERS: ReadonlySet<string> = new Set(['Control', 'Shift', 'Alt', 'Meta', 'AltGraph', 'CapsLock']);

type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** The chord that was pressed; null for a modifier alone or a dead key. */
export function chordOf(event: KeyPress, apple = isApple()): Chord | null {
  if (MODIFIERS.has(event.key) || event.key === 'Dead' || event.key === 'Unidentified') return null;
  const single = event.key.length === 1;
  // With Alt on Apple's machines, or on a keyboard of another script, a letter's key makes another sign: then the
  // letter that stands on the key of a Latin keyboard counts.
  const [, letter] = /^Key([A-Z])$/.exec(event.code) ?? [];
  const latin = /^[a-z]$/i.test(event.key) || letter === undefined ? event.key.toUpperCase() : letter;
  const key = single ? latin : event.key;
  return join({
    mod: apple ? event.metaKey : event.ctrlKey,
    ctrl: apple && event.ctrlKey,
    alt: event.altKey,
    // A sign such as ? says already that Shift was needed for it.
    shift: event.shiftKey && (!single || /^\p{L}$/u.test(key)),
    key: key === ' ' ? 'Space' : key,
  });
}

/** Whether it is a single character: such keys are always text. */
export function isPlain(chord: Chord): boolean {
  const { mod, ctrl, alt, key } = parts(chord);
  return !mod && !ctrl && !alt && (key.length === 1 || key === 'Space');
}

/**
 * Whether these keys write something in a field: a letter or sign, with Option on Apple's machines as well (@, ~ and
 * ł are written so on many keyboards), or what is on the clipboard.
 */
export function writes(chord: Chord, apple = isApple()): boolean {
  const { mod, ctrl, shift, key } = parts(chord);
  if (mod) return !ctrl && !shift && key === 'V';
  return !ctrl && key.length === 1 && (apple || isPlain(chord));
}

/** Keys that move within what has the focus, or that every control knows already. */
const OF_THE_PAGE: ReadonlySet<string> = new Set([
  'Tab',
  'Enter',
  'Space',
  'Escape',
  'Backspace',
  'Delete',
  'ArrowUp',
  'ArrowDown',
  'ArrowLeft',
  'ArrowRight',
  'Home',
  'End',
  'PageUp',
  'PageDown',
  'Insert',
  'ContextMenu',
]);

/** What browsers do with keys alone; F10 is the menu's, F7 turns caret browsing on. */
const BROWSER_KEYS: ReadonlySet<string> = new Set(['F1', 'F3', 'F5', 'F6', 'F7', 'F10', 'F11', 'F12']);
/** What browsers, and text fields, do with Ctrl or ⌘ and a key. Ctrl K is the one that pages take over by custom. */
const BROWSER_MOD =
  /^(?:[A-JL-Z]|[0-9]|[+\-=,.]|Tab|Enter|F4|F5|Space|Arrow\w+|Home|End|Page\w+|Backspace|Delete|Insert)$/u;
const BROWSER_MOD_SHIFT = /^(?:[A-Z]|[0-9]|Tab|Delete|Arrow\w+|Home|End|Page\w+)$/u;
/** Menus and the address bar (Windows), history. */
const BROWSER_ALT = /^(?:[BDEFHSTV]|Home|ArrowLeft|ArrowRight|F4|Tab|Enter|Space|Escape)$/u;

/**
 * Whether a browser, the system or a screen reader owns it: then it is not for us to take. Screen readers own
 * Insert, Caps Lock and, on Apple's machines, Ctrl+Alt (VoiceOver).
 */
export function isOwned(chord: Chord): boolean {
  const { mod, ctrl, alt, shift, key } = parts(chord);
  if (key === 'Insert' || key === 'CapsLock' || (ctrl && alt) || (mod && alt)) return true;
  if (mod && shift) return BROWSER_MOD_SHIFT.test(key);
  if (mod) return BROWSER_MOD.test(key);
  if (ctrl) return true;
  if (alt) return BROWSER_ALT.test(key);
  return BROWSER_KEYS.has(key) || OF_THE_PAGE.has(key);
}

/** Names of keys as they stand on the keyboard, or in the words of the language (`shortcuts.key.`). */
const SIGNS: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
};

/** A chord for the eye: one text per key. */
export function chordKeys(chord: Chord, apple = isApple()): string[] {
  if (chord === '') return [];
  const { mod, ctrl, alt, shift, key } = parts(chord);
  return [
    mod && (apple ? '⌘' : 'Ctrl'),
    ctrl && 'Ctrl',
    alt && (apple ? '⌥' : 'Alt'),
    shift && (apple ? '⇧' : 'Shift'),
    SIGNS[key] ?? key,
  ].filter((part) => part !== false);
}

/** A chord in one text, for tooltips and `aria-keyshortcuts`-like uses. */
export function chordText(chord: Chord, apple = isApple()): string {
  return chordKeys(chord, apple).join(apple ? '' : ' ');
}
