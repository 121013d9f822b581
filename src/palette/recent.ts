/** What was used last in the palette, the newest first, kept over a reload of the tab. */
import { tabStorage } from '../base/tab-storage.ts';

const KEY = 'desk.palette';
const KEPT = 12;

/** Ids of the commands used last. */
export function recentCommands(): string[] {
  const kept = tabStorage().read(KEY);
  return Array.isArray(kept) ? kept.filter((id) => typeof id === 'string') : [];
}

/** A command has been used. */
export function rememberCommand(id: string): void {
  tabStorage().write(KEY, [id, ...recentCommands().filter((each) => each !== id)].slice(0, KEPT));
}
