import type { MessagePort } from 'node:worker_threads';
import { startThread } from '../store/start-thread.ts';
import type { Database } from '../store/database.ts';
import type { EngineLogger } from './mailbox.ts';
import type { SnapshotWorkerData, SnapshotWorkerReport } from './snapshot-worker.ts';

/** What snapshots are taken of, and when. */
type SnapshotOptions = {
  database: Pick<Database, 'access'>;
  tenant: string;
  /** Events between two snapshots: a start replays about as many at most. */
  every: number;
  /** Sequence of the newest snapshot, and of the last durable event. */
  snapshotSeq: number;
  durableSeq: number;
  now: () => number;
  logger: EngineLogger;
};

const LOOK_MS = 1_000;
/** After a start that had to replay something (ms). */
const CALM_AFTER_MS = 5_000;
/** A thread that takes longer (ms) is given up. */
const LONGEST_MS = 120_000;
/** After a failure the next attempt waits for so long (ms). */
const PAUSE_MS = 30_000;

/** Takes a snapshot, in a thread of its own, whenever enough events have become durable since the last one. */
export class Snapshots {
  readonly #options: SnapshotOptions;
  readonly #timer: NodeJS.Timeout;
  #snapshotSeq: number;
  #durableSeq: number;
  #running: Promise<void> | null = null;
  #notBefore = 0;

  constructor(options: SnapshotOptions) {
    this.#options = options;
    this.#snapshotSeq = options.snapshotSeq;
    this.#durableSeq = options.durableSeq;
    // A start that had much to replay has everybody come back at once: they are let in first.
    if (options.durableSeq > options.snapshotSeq) this.#notBefore = performance.now() + CALM_AFTER_MS;
    this.#timer = setInterval(() => {
      if (this.#missing >= options.every && performance.now() >= this.#notBefore) void this.#take();
    }, LOOK_MS);
    this.#timer.unref();
  }

  /** Everything up to `seq` is durable. */
  durable(seq: number): void {
    this.#durableSeq = seq;
  }

  /** Takes the last one, when the next start would notice that it is missing, and ends. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
    if (this.#missing >= this.#options.every / 10) await this.#take();
  }

  /** Ends without another one. One that is being taken goes on: it is as true as the journal. */
  stop(): void {
    clearInterval(this.#timer);
  }

  get #missing(): number {
    return this.#durableSeq - this.#snapshotSeq;
  }

  #take(): Promise<void> {
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async #run(): Promise<void> {
    const { database, tenant, now, logger } = this.#options;
    const seq = this.#durableSeq;
    try {
      await inThread({ access: database.access(), tenant, seq, at: now() });
      this.#snapshotSeq = seq;
    } catch (error) {
      this.#notBefore = performance.now() + PAUSE_MS;
      logger.warn({ err: error, tenant }, 'no snapshot was taken');
    }
  }
}

function inThread(data: SnapshotWorkerData): Promise<void> {
  const ports: MessagePort[] = 'port' in data.access ? [data.access.port] : [];
  const worker = startThread(new URL('./snapshot-worker.ts', import.meta.url), data, ports);
  const late = setTimeout(() => void worker.terminate(), LONGEST_MS);
  late.unref();
  return new Promise<void>((resolve, reject) => {
    worker.once('message', (report: SnapshotWorkerReport) => {
      if (report.ok) resolve();
      else reject(new Error(report.message));
    });
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('The thread has ended without a snapshot')));
  }).finally(() => clearTimeout(late));
}
