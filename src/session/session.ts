/** How an agent is signed in, whichever way the token came. */
import type { TokenSource } from './token-keeper.ts';

/** A sign-in that holds. */
export type DeskSession = TokenSource & {
  /** The name by which the agent signed in; empty when the token does not say. */
  account: () => string;
  /**
   * Signs in anew and comes back here. `again`: also when whoever signs in still knows the agent. Resolves where the
   * desk's page stays; then the desk begins anew.
   */
  login: (again: boolean) => Promise<void>;
  /** Ends the sign-in there as well. Resolves where the desk's page stays. */
  logout: () => Promise<void>;
};

/**
 * A way to a token. Resolves with null where it is not the way here: then the next one is tried. Rejects when nobody
 * can be reached. `cautious`: an attempt before this one has failed; it may take its time to look first.
 */
export type WayIn = (cautious: boolean) => Promise<DeskSession | null>;

/** Signs in by the first way that is one here. */
export async function signInBy(ways: readonly WayIn[], cautious: boolean): Promise<DeskSession> {
  for (const way of ways) {
    const session = await way(cautious);
    if (session !== null) return session;
  }
  throw new Error('There is no way to sign in.');
}
