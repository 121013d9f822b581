/** The codes that this agent has used last, the newest first, kept in this browser's tab. */
import { tabStorage } from '../base/tab-storage.ts';
import { fields, list, text } from '../base/fields.ts';
import type { Code } from './match-codes.ts';

const KEY = 'desk.codes';
/** As many as stand on top of the list. */
const KEPT = 5;

/** The codes used last by an agent. */
export function recentCodes(agentId: string): Code[] {
  return list(fields(tabStorage().read(KEY))[agentId]).flatMap((each) => {
    const code = fields(each);
    const value = text(code.value);
    return value === '' ? [] : [{ categoryName: text(code.categoryName), value }];
  });
}

function key(code: Code): string {
  return JSON.stringify([code.categoryName, code.value]);
}

/** A wrap-up has been finished with these. */
export function rememberCodes(agentId: string, used: readonly Code[]): void {
  const known = new Set(used.map(key));
  const all = [...used, ...recentCodes(agentId).filter((each) => !known.has(key(each)))];
  tabStorage().write(KEY, { [agentId]: all.slice(0, KEPT) });
}
