import type { DomainEvent } from '../core/events.ts';
import type { EnteredWrapup } from '../store/entered-wrapups.ts';
import type { CustomerRecord, Origin, SessionRecord } from './contract.ts';

/** A session record with the conversation that it began or joined. */
export type PlacedSession = SessionRecord & { conversationId: string | null };

/** One decided command or one look at the world, waiting for what it stands on to become durable. */
export type Entry = {
  /** Empty when there is nothing to store: a refusal, a look, a signal. */
  events: readonly DomainEvent[];
  /** Id of the command; empty for a look. */
  cause: string;
  /** Bodies as JSON text by `messageKey`, null when there are none. */
  messages: ReadonlyMap<string, string> | null;
  customers: readonly CustomerRecord[];
  sessions: readonly PlacedSession[];
  enteredWrapups: readonly EnteredWrapup[];
  /** From where supervisors came, by the sequence of their coming; null: nobody came. */
  origins: ReadonlyMap<number, Origin> | null;
  /** It is durable, and so is everything before it: make it known. Must not throw. */
  settle: () => void;
  /**
   * Answers whoever asked with an error. It did not happen, or nobody knows yet: `settle` may still follow.
   * Must not throw.
   */
  fail: (error: Error) => void;
};

/** A batch with more entries than this would hold up the database, and might run into its timeout. */
const LARGEST_BATCH = 2_000;

/**
 * Group commit. While one batch is being written the next one gathers, so a busy engine writes large batches
 * and an idle one writes at once. One batch at a time keeps the journal dense and the order plain.
 */
export class CommitQueue {
  readonly #append: (entries: readonly Entry[]) => Promise<void>;
  readonly #onFailure: (error: unknown) => void;
  readonly #onIdle: () => void;
  #gathering: Entry[] = [];
  #written: Entry[] | null = null;

  /**
   * `onFailure` is called when `append` rejects: the queue stands still until `settleWritten` or `failAll`.
   * `onIdle` is called whenever nothing is left to write.
   */
  constructor(hooks: {
    append: (entries: readonly Entry[]) => Promise<void>;
    onFailure: (error: unknown) => void;
    onIdle: () => void;
  }) {
    this.#append = hooks.append;
    this.#onFailure = hooks.onFailure;
    this.#onIdle = hooks.onIdle;
  }

  get idle(): boolean {
    return this.#written === null && this.#gathering.length === 0;
  }

  /** How many entries wait or are being written. */
  get size(): number {
    return this.#gathering.length + (this.#written?.length ?? 0);
  }

  /** Sequence of the last event of the batch that is being written, null when there is none. */
  get writtenSeq(): number | null {
    return this.#written?.findLast(({ events }) => events.length > 0)?.events.at(-1)?.seq ?? null;
  }

  /** Takes the next entry; `flush` has to follow. */
  push(entry: Entry): void {
    if (entry.events.length === 0 && this.idle) entry.settle();
    else this.#gathering.push(entry);
  }

  /** Begins to write what has gathered, unless a batch is on its way. */
  flush(): void {
    if (this.#written !== null) return;
    if (this.#gathering.length === 0) {
      this.#onIdle();
      return;
    }
    const batch = this.#gathering.splice(0, LARGEST_BATCH);
    this.#written = batch;
    if (batch.every(({ events }) => events.length === 0)) {
      this.settleWritten();
      return;
    }
    this.#append(batch).then(
      () => {
        this.settleWritten();
      },
      (error: unknown) => {
        this.#onFailure(error);
      },
    );
  }

  /** The batch is durable: makes it known in order and goes on with the next one. */
  settleWritten(): void {
    // It still counts as being written meanwhile: what these deliveries cause queues behind them.
    for (const entry of this.#written ?? []) entry.settle();
    this.#written = null;
    this.flush();
  }

  /** Answers everybody who waits with `error`, while it is not known yet what becomes of their entries. */
  answerAll(error: Error): void {
    for (const entry of [...(this.#written ?? []), ...this.#gathering]) entry.fail(error);
  }

  /** Nothing of what waits here has happened. */
  failAll(error: Error): void {
    const all = [...(this.#written ?? []), ...this.#gathering];
    this.#written = null;
    this.#gathering = [];
    for (const entry of all) entry.fail(error);
  }
}
