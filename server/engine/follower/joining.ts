/** How a follower comes to be known by the owner, and gets from the store what it has missed. */
import type { EngineLogger } from '../mailbox.ts';
import type { Archive } from './archive.ts';
import { catchUp } from './catch-up.ts';
import type { FollowedTurns } from './followed-turns.ts';
import type { OwnerMessage } from './messages.ts';
import type { Replica } from './replica.ts';

type Sources = {
  tenant: string;
  archive: Archive;
  logger: EngineLogger;
  turns: FollowedTurns;
  /** A follower that is further behind takes a fresh state. */
  replayedEvents: number;
  newId: () => string;
  isClosed: () => boolean;
  /** Sends `join` with the name of this attempt. */
  ask: (join: string) => void;
  /** The state is another one: turns were skipped. */
  replaced: (replica: Replica) => void;
  /** The owner knows the follower, and the turns before its welcome are here. */
  entered: () => void;
};

type Welcome = Extract<OwnerMessage, { kind: 'welcome' }>;

export class Joining {
  readonly #sources: Sources;
  /** Names the attempt that waits for its welcome, null when there is none. */
  #attempt: string | null = null;
  /** While the journal is read, turns wait. */
  #catchingUp = false;

  constructor(sources: Sources) {
    this.#sources = sources;
  }

  /** Whether the journal is being read: turns wait for that. */
  get isCatchingUp(): boolean {
    return this.#catchingUp;
  }

  /** Whether the owner knows this follower, and nothing is missing. */
  get isDone(): boolean {
    return this.#attempt === null && !this.#catchingUp;
  }

  /** Asks the owner, unless it has been asked. */
  begin(): void {
    const { isClosed, newId } = this.#sources;
    if (this.#attempt !== null || isClosed()) return;
    this.#attempt = newId();
    this.#sources.ask(this.#attempt);
  }

  /** Asks again, where no welcome has come. */
  again(): void {
    if (this.#attempt !== null && !this.#catchingUp) this.#sources.ask(this.#attempt);
  }

  /** The owner knows this follower now, and has said how far it is. Another attempt's welcome changes nothing. */
  async welcome({ join, term, number, seq }: Welcome): Promise<void> {
    if (join !== this.#attempt || this.#catchingUp) return;
    const { turns, entered } = this.#sources;
    this.#attempt = null;
    turns.isBehind ||= term !== turns.inbox.term;
    if (turns.isBehind) {
      turns.inbox.begin(term, number);
      if (!(await this.#catchUp(seq))) return;
    }
    turns.inbox.saw(number);
    entered();
  }

  /** Everything up to event `seq` comes from the store. False when it does not have it yet, or could not be read. */
  async #catchUp(seq: number): Promise<boolean> {
    const { tenant, archive, logger, turns, replayedEvents, newId, replaced } = this.#sources;
    this.#catchingUp = true;
    try {
      turns.isBehind = !(await catchUp(seq, { turns, archive, replayedEvents, replaced }));
    } catch (error) {
      logger.warn({ err: error, tenant }, 'what was missed could not be read yet');
    }
    this.#catchingUp = false;
    // It is sent with the next pulse, so that a store that is away is not asked without a pause.
    if (turns.isBehind) this.#attempt ??= newId();
    return !turns.isBehind;
  }
}
