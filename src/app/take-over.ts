/** That the agent wants to go on in this tab, kept over the sign-in at the provider's page. */
import { tabStorage } from '../base/tab-storage.ts';

const KEY = 'desk.takeOver';

/** The next desk in this tab takes over without asking. */
export function takeOverNext(): void {
  tabStorage().write(KEY, true);
}

/** Whether this is that desk. True once. */
export function wasToTakeOver(): boolean {
  const storage = tabStorage();
  const wanted = storage.read(KEY) === true;
  if (wanted) storage.remove(KEY);
  return wanted;
}
