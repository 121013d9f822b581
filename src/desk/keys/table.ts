/**
 * The one table of what can be done by a key. No key is a single character: those are always text, so that no
 * word that is typed can do anything. None is one that a browser or a screen reader owns (a test proves both). Names
 * are words of the language, `shortcuts.` and the action.
 */
import type { Chord } from './chord.ts';

/** Where in the sheet it stands. */
export const GROUPS = ['everywhere', 'offers', 'calls', 'conversations', 'writing'] as const;

type Group = (typeof GROUPS)[number];

export type Shortcut = {
  action: string;
  group: Group;
  /** The default keys; empty: none until the agent gives some. */
  keys: Chord;
  /** A sign that does the same while nothing can be written: no field has the focus and no conversation is open. */
  idle?: Chord;
  /** Can't be given other keys: it belongs to the control that has the focus. */
  fixed?: true;
};

export const SHORTCUTS = [
  { action: 'palette', group: 'everywhere', keys: 'Mod+K' },
  { action: 'sheet', group: 'everywhere', keys: 'Mod+/', idle: '?' },
  { action: 'state', group: 'everywhere', keys: 'Alt+A' },
  { action: 'notices', group: 'everywhere', keys: 'Alt+N' },
  { action: 'settings', group: 'everywhere', keys: 'Alt+O' },
  { action: 'back', group: 'everywhere', keys: 'Escape', fixed: true },

  { action: 'offer', group: 'offers', keys: 'F2' },
  { action: 'accept', group: 'offers', keys: 'Shift+F2' },
  { action: 'reject', group: 'offers', keys: '' },

  { action: 'answerCall', group: 'calls', keys: 'F9' },
  { action: 'holdCall', group: 'calls', keys: 'Shift+F9' },
  { action: 'dial', group: 'calls', keys: 'Alt+P' },

  { action: 'next', group: 'conversations', keys: 'Alt+ArrowDown' },
  { action: 'previous', group: 'conversations', keys: 'Alt+ArrowUp' },
  { action: 'waiting', group: 'conversations', keys: 'Alt+W' },
  { action: 'nextWaiting', group: 'conversations', keys: 'Alt+PageDown' },
  { action: 'previousWaiting', group: 'conversations', keys: 'Alt+PageUp' },
  { action: 'list', group: 'conversations', keys: 'Alt+L' },
  { action: 'message', group: 'conversations', keys: 'Alt+M' },
  { action: 'messages', group: 'conversations', keys: 'Alt+U' },
  { action: 'search', group: 'conversations', keys: 'Alt+K' },
  { action: 'context', group: 'conversations', keys: 'Alt+I' },
  { action: 'help', group: 'conversations', keys: 'Alt+G' },
  { action: 'leave', group: 'conversations', keys: '' },
  { action: 'print', group: 'conversations', keys: '' },

  { action: 'reply', group: 'writing', keys: 'Alt+R' },
  { action: 'send', group: 'writing', keys: 'Enter', fixed: true },
  { action: 'newLine', group: 'writing', keys: 'Shift+Enter', fixed: true },
  { action: 'bold', group: 'writing', keys: 'Mod+B', fixed: true },
  { action: 'italic', group: 'writing', keys: 'Mod+I', fixed: true },
  { action: 'strike', group: 'writing', keys: 'Mod+Shift+X', fixed: true },
  { action: 'code', group: 'writing', keys: 'Mod+E', fixed: true },
  { action: 'bullets', group: 'writing', keys: 'Mod+Shift+8', fixed: true },
  { action: 'link', group: 'writing', keys: 'Mod+Shift+U', fixed: true },
  { action: 'finishWrapup', group: 'writing', keys: 'Mod+Enter', fixed: true },
] as const satisfies readonly Shortcut[];

export type Action = (typeof SHORTCUTS)[number]['action'];
