import { setTimeout as sleep } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import {
  acquireOwnership,
  OwnershipLostError,
  releaseOwnership,
  retakeOwnership,
} from '../store/ownership.ts';
import type { Ownership } from '../store/ownership.ts';
import type { Schema } from '../store/schema.ts';
import { TenantOwnedElsewhereError } from './errors.ts';

/** How the tenant is held. */
type LeaseOptions = {
  db: Kysely<Schema>;
  tenant: string;
  nodeId: string;
  /** How long the lease lasts without renewal (ms); it is renewed three times as often. */
  leaseMs: number;
  /** Renews it, over the connection that appends. */
  renew: () => Promise<void>;
  /** It was renewed. */
  onRenewed: () => void;
  /** The database has given the tenant to somebody else. */
  onLost: (error: OwnershipLostError) => void;
  /** A renewal failed for another reason; the next one may work. */
  onTrouble: (error: unknown) => void;
};

/** How often a tenant that somebody else holds is asked for again (ms). */
const RETRY_MS = 200;

/** Holds the tenant for as long as the engine runs. */
export class Lease {
  readonly #options: LeaseOptions;
  #ownership: Ownership;
  /** Sequence of the last event when the tenant was taken. */
  head: number;
  #timer: NodeJS.Timeout;
  /** Before the database can have begun to count (ms by the monotonic clock). */
  #countedFrom: number;
  /** Null when none is on its way: a renewal that waits is not asked for again. */
  #renewing: Promise<void> | null = null;

  private constructor(
    options: LeaseOptions,
    got: { ownership: Ownership; head: number; countedFrom: number },
  ) {
    this.#options = options;
    this.#ownership = got.ownership;
    this.head = got.head;
    this.#countedFrom = got.countedFrom;
    this.#timer = setInterval(() => {
      this.#renewing ??= this.#renew().finally(() => {
        this.#renewing = null;
      });
    }, options.leaseMs / 3);
    this.#timer.unref();
  }

  /** Takes the tenant, waiting up to `patienceMs` for its present holder; then `TenantOwnedElsewhereError`. */
  static async acquire(options: LeaseOptions, patienceMs: number): Promise<Lease> {
    const giveUpAt = performance.now() + patienceMs;
    for (;;) {
      const countedFrom = performance.now();
      const got = await acquireOwnership(options.db, options.tenant, options.nodeId, options.leaseMs);
      if (got) return new Lease(options, { ...got, countedFrom });
      if (performance.now() >= giveUpAt) throw new TenantOwnedElsewhereError(options.tenant);
      await sleep(RETRY_MS);
    }
  }

  get ownership(): Ownership {
    return this.#ownership;
  }

  /** Whether nobody else can have the tenant: it was renewed within its length. */
  get isSure(): boolean {
    return performance.now() - this.#countedFrom < this.#options.leaseMs;
  }

  /**
   * Goes on under a new fence, so that it is known what became of everything sent under the old one.
   * Throws `OwnershipLostError` when somebody else has the tenant.
   */
  async retake(): Promise<void> {
    const countedFrom = performance.now();
    const got = await retakeOwnership(this.#options.db, this.#ownership, this.#options.leaseMs);
    this.#countedFrom = countedFrom;
    this.#ownership = got.ownership;
    this.head = got.head;
  }

  /** Stops renewing, and lets the tenant go when it is still held. */
  async end(release: boolean): Promise<void> {
    clearInterval(this.#timer);
    await this.#renewing;
    if (release) await releaseOwnership(this.#options.db, this.#ownership);
  }

  async #renew(): Promise<void> {
    const renewed = this.#ownership;
    const countedFrom = performance.now();
    try {
      await this.#options.renew();
      this.#countedFrom = countedFrom;
      this.#options.onRenewed();
    } catch (error) {
      // The engine itself may have taken it anew in the meantime.
      if (renewed !== this.#ownership) return;
      if (error instanceof OwnershipLostError) this.#options.onLost(error);
      else this.#options.onTrouble(error);
    }
  }
}
