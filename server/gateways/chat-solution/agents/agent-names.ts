/** Agents by the names that this wire has for them. */
import type { House } from '../house.ts';

/** The agent behind a username of this wire; nobody's id stays what it is and is refused by the core. */
export function agentNamed({ directory }: House, username: string): string {
  return directory().userByName(username)?.id ?? username;
}
