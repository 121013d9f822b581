/** What a command has to do its work with. */
import type { FinesseClient } from '../../../finesse/finesse-client.ts';
import type { FinesseUser } from '../../../finesse/model.ts';
import type { AgentSession } from '../agent-session.ts';

export type Work = {
  session: AgentSession;
  /** As many as the command has; a name for each is in the table of commands. */
  parameters: readonly string[];
  client: FinesseClient;
  /** Who is signed in through this connector. */
  signedIn: () => readonly FinesseUser[];
  /**
   * Lets the agent's next command begin while the outcome of this one is still awaited; when it fails, that is told.
   */
  later: (outcome: Promise<void>) => void;
};

/** Carries a command out. Resolves when the agent's next command may begin; throws what refuses it. */
export type Carry = (work: Work) => Promise<void>;
