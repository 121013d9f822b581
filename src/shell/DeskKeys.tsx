import { useShortcuts } from './use-shortcuts.ts';

/** Lets the keys of the desk work while it is there; it draws nothing. */
export function DeskKeys() {
  useShortcuts();
  return null;
}
