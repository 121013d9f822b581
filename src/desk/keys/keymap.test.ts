import { describe, expect, it } from 'vitest';
import { chordKeys, chordOf, isOwned, isPlain, writes } from './chord.ts';
import { actionOf, keysOf } from './keymap.ts';
import { give, judge, reset } from './own-keys.ts';
import { SHORTCUTS } from './table.ts';

function press(key: string, change: Partial<KeyboardEvent> = {}) {
  const none = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
  return { key, code: /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : '', ...none, ...change };
}

describe('the table of shortcuts', () => {
  it('takes no key that a browser or a screen reader owns, no letter or sign alone, and none twice', () => {
    const keys = SHORTCUTS.filter((each) => !('fixed' in each) && each.keys !== '').map((each) => each.keys);
    expect(keys.filter((each) => isOwned(each) || isPlain(each))).toEqual([]);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('leaves every letter and sign to what is being written', () => {
    const letters = 'A B C D E F G H I J K L M N O P Q R S T U V W X Y Z 0 1 9 , . / ; ! ?'.split(' ');
    const done = (writing: 'here' | 'possible' | 'nowhere') =>
      letters.filter((each) => actionOf(each, {}, writing) !== null);
    expect(done('here')).toEqual([]);
    expect(done('possible')).toEqual([]);
    // Shows the sheet, which does nothing to anybody.
    expect(done('nowhere')).toEqual(['?']);
    expect(actionOf('Mod+K', {}, 'here')).toBe('palette');
  });

  it('leaves signs that Option writes to the field, which takes them', () => {
    expect(writes('Alt+L', true)).toBe(true);
    expect(writes('Alt+L', false)).toBe(false);
    expect(writes('Mod+V', false)).toBe(true);
    expect(writes('Mod+K', false)).toBe(false);
  });
});

describe('pressed keys', () => {
  it('are the same on every keyboard', () => {
    expect(chordOf(press('k', { ctrlKey: true }), false)).toBe('Mod+K');
    expect(chordOf(press('k', { metaKey: true }), true)).toBe('Mod+K');
    expect(chordOf(press('k', { ctrlKey: true }), true)).toBe('Ctrl+K');
    // Arabic letter on the key of S; a sign that Option makes of N.
    expect(chordOf(press('س', { code: 'KeyS' }), false)).toBe('S');
    expect(chordOf(press('ñ', { code: 'KeyN', altKey: true }), true)).toBe('Alt+N');
    expect(chordOf(press('?', { shiftKey: true }), false)).toBe('?');
    expect(chordOf(press('A', { shiftKey: true }), false)).toBe('Shift+A');
    expect(chordOf(press('F2', { shiftKey: true }), false)).toBe('Shift+F2');
    expect(chordOf(press('Control', { ctrlKey: true }), false)).toBeNull();
  });

  it('are written as they stand on the machine', () => {
    expect(chordKeys('Mod+K', false)).toEqual(['Ctrl', 'K']);
    expect(chordKeys('Mod+K', true)).toEqual(['⌘', 'K']);
    expect(chordKeys('Alt+ArrowDown', false)).toEqual(['Alt', '↓']);
    expect(chordKeys('+', false)).toEqual(['+']);
  });

  it('belong to the browser or to screen readers where they do', () => {
    const owned = [
      'Mod+T',
      'Mod+Shift+N',
      'F5',
      'F6',
      'Alt+ArrowLeft',
      'Insert',
      'Tab',
      'Mod+Alt+K',
      'Ctrl+Alt+A',
    ];
    expect(owned.filter((chord) => !isOwned(chord))).toEqual([]);
  });
});

describe("the agent's own keys", () => {
  it('hold before those of the house; whoever had them has none then', () => {
    expect(judge('accept', 'F2', {})).toEqual({ kind: 'taken', by: 'offer' });
    const own = give('accept', 'F2', {});
    expect(keysOf('accept', own)).toBe('F2');
    expect(keysOf('offer', own)).toBe('');
    expect(actionOf('F2', own, 'here')).toBe('accept');
  });

  it('go back to the usual ones, and only what differs is kept', () => {
    const own = give('accept', 'F8', {});
    expect(own).toEqual({ accept: 'F8' });
    expect(reset('accept', own)).toEqual({});
  });

  it('hold before those of the house that came later', () => {
    expect(actionOf('F9', {}, 'nowhere')).toBe('answerCall');
    expect(actionOf('F9', { waiting: 'F9' }, 'nowhere')).toBe('waiting');
  });

  it('are not followed when they can not be used: owned keys, letters, other desks, fixed actions', () => {
    const kept = { palette: 'Mod+T', send: 'F9', constructor: 'F8', waiting: 'W' };
    expect(keysOf('waiting', kept)).toBe('Alt+W');
    expect(judge('waiting', 'W', {})).toEqual({ kind: 'text' });
    expect(keysOf('palette', kept)).toBe('Mod+K');
    expect(keysOf('send', kept)).toBe('Enter');
    expect(actionOf('F8', kept, 'nowhere')).toBeNull();
  });
});
