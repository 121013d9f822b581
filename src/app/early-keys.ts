/** Keys that are pressed before the code has come that carries them out: none is lost. */
import { actionOf } from '../desk/keys/keymap.ts';
import { chordOf } from '../desk/keys/chord.ts';
import { freeDeferredParts } from '../desk/deferred.ts';
import type { DeskStore } from '../store/desk-store.ts';

let pressed: KeyboardEvent | null = null;

/** Keeps the last of them until `replayEarlyKey`, and calls `fetchKeys`. The function returned stops it. */
export function keepEarlyKeys(store: DeskStore, fetchKeys: () => void): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    const chord = chordOf(event);
    if (chord === null || actionOf(chord, store.getState().settings.shortcuts, 'here') === null) return;
    event.preventDefault();
    pressed = event;
    freeDeferredParts();
    fetchKeys();
  };
  window.addEventListener('keydown', onKeyDown);
  return () => {
    window.removeEventListener('keydown', onKeyDown);
  };
}

/** Presses again what was pressed too early. */
export function replayEarlyKey(): void {
  const event = pressed;
  pressed = null;
  if (event !== null)
    (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', event));
}
