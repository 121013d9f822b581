/** What is asked of Finesse for one phone. It accepts first, and tells by an event what came of it. */
import { randomUUID } from 'node:crypto';
import { FinesseFailure } from '../finesse/finesse-failure.ts';
import type { FinesseUser, Update } from '../finesse/model.ts';
import { WaitingCommands } from '../finesse/waiting-commands.ts';
import type { CommandSubject } from '../finesse/waiting-commands.ts';

type UserWatch = { isMeant: (user: FinesseUser) => boolean; met: () => void };

export class LineCommands {
  readonly #timeoutMs: number;
  readonly #waiting = new WaitingCommands();
  readonly #watches = new Set<UserWatch>();

  /** @param timeoutMs until Finesse has told what came of a request that it has accepted */
  constructor(timeoutMs: number) {
    this.#timeoutMs = timeoutMs;
  }

  /**
   * Resolves when Finesse has done it. Rejects with a `FinesseFailure`, also where the request was accepted and refused
   * afterwards, or nothing was told of it.
   * @param subject whose events tell of it; null: none does, and the acceptance is all that can be waited for
   */
  async ask(subject: CommandSubject | null, send: (requestId: string) => Promise<void>): Promise<void> {
    const requestId = randomUUID();
    if (subject === null) return send(requestId);
    const waiting = this.#waiting.add(requestId, subject);
    try {
      await send(requestId);
    } catch (error) {
      waiting.forget();
      throw error;
    }
    const outcome = await waiting.outcome(this.#timeoutMs);
    if (outcome === 'done') return;
    throw outcome === 'late'
      ? new FinesseFailure('silent', 'Finesse has told nothing in time.')
      : new FinesseFailure('refused', 'Finesse has refused it.', { error: outcome.error });
  }

  /** Changes the agent, and resolves when Finesse tells them like this: another event may come first. */
  async askUntil(
    isMeant: (user: FinesseUser) => boolean,
    send: (requestId: string) => Promise<void>,
  ): Promise<void> {
    let isMet = false;
    let timer: NodeJS.Timeout | undefined;
    const watch: UserWatch = { isMeant, met: () => {} };
    const told = new Promise<void>((resolve, reject) => {
      watch.met = () => {
        isMet = true;
        resolve();
      };
      timer = setTimeout(
        () => reject(new FinesseFailure('silent', 'Finesse has told nothing in time.')),
        this.#timeoutMs * 2,
      );
    });
    // A slow acceptance may outlast it: then nobody waits for it yet, and it must not end the process.
    told.catch(() => undefined);
    this.#watches.add(watch);
    try {
      await this.ask('user', send).catch((error: unknown) => {
        // What it was for has come about, and is all that is told of it: it is read, or ends the link.
        if (!isMet) throw error;
      });
      await told;
    } finally {
      clearTimeout(timer);
      this.#watches.delete(watch);
    }
  }

  /** Lets whoever asked know what came of it. Returns whether somebody waits for this event. */
  take(update: Update): boolean {
    return this.#waiting.take(update);
  }

  userTold(user: FinesseUser): void {
    for (const { isMeant, met } of this.#watches) if (isMeant(user)) met();
  }

  /** The link is gone: nothing will be told of what was asked. */
  abandon(): void {
    this.#waiting.abandon();
  }
}
