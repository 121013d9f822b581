/**
 * A process that serves a tenant and may become its owner: it takes the tenant when nobody has it, decides for it and
 * publishes, until another process has taken over or it is told to end; and then it stands by again.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { isTenantFree } from '../../store/ownership.ts';
import { Publisher } from '../follower/publisher.ts';
import type { OwnerPipe } from '../follower/pipe.ts';
import type { PipeSettings } from '../follower/settings.ts';
import { TenantOwnedElsewhereError } from '../errors.ts';
import { openEngine } from '../open-engine.ts';
import type { EngineOptions, RunningEngine } from '../open-engine.ts';
import { believeInCustomers } from './believed-customers.ts';

/** How often a candidate looks whether the tenant is free (ms): when nothing is heard of an owner, and else. */
const LOOK_MS = 100;
const CALM_LOOK_MS = 1_000;
/** An owner that is there says so four times a second; after a longer silence (ms) it may be gone. */
const SILENCE_MS = 400;
/** The longest pause after a look that failed (ms). */
const LONGEST_PAUSE_MS = 1_000;
/** The connections of other processes are known after so long (ms). */
const SETTLE_MS = 1_000;

export type CandidateOptions = Omit<EngineOptions, 'onLost' | 'patienceMs'> & {
  pipe: OwnerPipe;
  settings: PipeSettings;
  /** How long nothing was heard of an owner (ms). */
  silentMs: () => number;
  /** Whether a newer version of the program is there, which is to decide. */
  isOutdated?: () => boolean;
  /** How long (ms) a free tenant is left to other processes; default 0. */
  holdBackMs?: () => number;
  /** The process has become the owner, or is it no longer. */
  onRole: (role: 'owner' | 'follower') => void;
};

export class Candidate {
  readonly #options: CandidateOptions;
  readonly #stop = new AbortController();
  readonly #running: Promise<void>;
  #engine: RunningEngine | null = null;
  #lose: (() => void) | null = null;

  /** Stands at once. */
  constructor(options: CandidateOptions) {
    this.#options = options;
    this.#running = this.#stand();
  }

  /** Whether this process decides for the tenant, and no other one can. */
  get isOwner(): boolean {
    return this.#engine?.isSure === true;
  }

  /** Rejects when this process is the owner and commands cannot be stored now. */
  check(): Promise<void> {
    return this.#engine?.check() ?? Promise.resolve();
  }

  /** Lets the tenant go, if it is here, to whoever takes it. */
  stepBack(): void {
    this.#lose?.();
  }

  /** Finishes what has begun and lets the tenant go. */
  async end(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #stand(): Promise<void> {
    const { database, tenant, logger, silentMs } = this.#options;
    const { isOutdated = () => false, holdBackMs = () => 0 } = this.#options;
    const { signal } = this.#stop;
    let pause = LOOK_MS;
    let lookedAt = -Infinity;
    let freeSince: number | null = null;
    while (!signal.aborted) {
      try {
        const now = performance.now();
        if (!isOutdated() && (silentMs() > SILENCE_MS || now - lookedAt > CALM_LOOK_MS)) {
          lookedAt = now;
          freeSince = (await isTenantFree(database.db, tenant)) ? (freeSince ?? now) : null;
          if (freeSince !== null && now - freeSince >= holdBackMs()) {
            freeSince = null;
            await this.#own(signal);
          }
        }
        pause = LOOK_MS;
      } catch (error) {
        // Somebody else was faster.
        if (!(error instanceof TenantOwnedElsewhereError)) {
          if (pause === LOOK_MS)
            logger.warn({ err: error, tenant }, 'the contact centre could not be taken over');
          pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
        }
      }
      await sleep(pause, undefined, { signal, ref: false }).catch(() => {});
    }
  }

  /** Owns the tenant until it is lost or let go. */
  async #own(signal: AbortSignal): Promise<void> {
    const { pipe, settings, onRole } = this.#options;
    let lose: () => void = () => {};
    const over = new Promise<void>((resolve) => (lose = resolve));
    const engine = await openEngine({ ...this.#options, patienceMs: 0, onLost: () => lose() });
    const onStop = (): void => lose();
    signal.addEventListener('abort', onStop, { once: true });
    if (signal.aborted) lose();
    let publisher: Publisher | null = null;
    const customers = await believeInCustomers(engine, SETTLE_MS).catch(() => null);
    try {
      publisher = await Publisher.open({ engine, pipe, settings });
      this.#engine = engine;
      this.#lose = lose;
      onRole('owner');
      await over;
    } finally {
      this.#lose = null;
      customers?.();
      // What has begun is finished first, and followers hear of it.
      await engine.close();
      this.#engine = null;
      publisher?.close();
      signal.removeEventListener('abort', onStop);
      onRole('follower');
    }
  }
}
