/**
 * Short texts from one process to all on the same schema, by the server's LISTEN and NOTIFY over a connection of its
 * own. It promises nothing: what is sent while the connection is away is lost, and it is opened anew until `close`.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { serverSocket } from './server-socket.ts';

/** A connection that does not answer for so long (ms) is given up. */
const SILENCE_MS = 2_000;
/** How often it is asked whether it lives (ms). */
const ALIVE_MS = 1_000;
const RECONNECT_MS = 300;
/** Texts that go in one statement, and that wait while one is on its way; more are dropped. */
const AT_ONCE = 100;
const MOST_WAITING = 5_000;

/** The most bytes that one text may have. */
export const NOTIFICATION_BYTES = 7_900;

export type Notifications = {
  /** Sends texts of at most `NOTIFICATION_BYTES`, in order. */
  send(texts: readonly string[]): void;
  close(): Promise<void>;
};

export type NotificationOptions = {
  databaseUrl: string;
  channel: string;
  /** Hears everything, also what this process has sent. */
  onText: (text: string) => void;
  /** The connection was lost or could not be opened. */
  onTrouble: (error: unknown) => void;
};

/** Listens at once, or as soon as the server is there. */
export function openNotifications(options: NotificationOptions): Notifications {
  const line = new Line(options);
  const running = line.run();
  return {
    send: (texts) => line.send(texts),
    close: async () => {
      line.stop.abort();
      await running;
    },
  };
}

class Line {
  readonly stop = new AbortController();
  readonly #options: NotificationOptions;
  #client: pg.Client | null = null;
  #waiting: string[] = [];
  #isSending = false;
  /** A connection carries one statement at a time. */
  #busy: Promise<unknown> = Promise.resolve();

  constructor(options: NotificationOptions) {
    this.#options = options;
  }

  send(texts: readonly string[]): void {
    if (this.#client === null || this.#waiting.length + texts.length > MOST_WAITING) return;
    this.#waiting.push(...texts);
    if (!this.#isSending) void this.#work(this.#client);
  }

  async run(): Promise<void> {
    const { signal } = this.stop;
    const isOver = (): boolean => signal.aborted;
    while (!isOver()) {
      try {
        await this.#listen(signal);
      } catch (error) {
        if (!isOver()) this.#options.onTrouble(error);
      }
      await sleep(RECONNECT_MS, undefined, { signal, ref: false }).catch(() => {});
    }
  }

  /** Until the connection is lost (rejects) or is not wanted any more. */
  async #listen(signal: AbortSignal): Promise<void> {
    const client = new pg.Client({
      connectionString: this.#options.databaseUrl,
      connectionTimeoutMillis: SILENCE_MS,
      query_timeout: SILENCE_MS,
      keepAlive: true,
      stream: () => serverSocket(SILENCE_MS),
    });
    const lost = new Promise<never>((_resolve, reject) => {
      client.on('error', reject);
      client.on('end', () => reject(new Error('The connection to the database has ended.')));
    });
    lost.catch(() => {});
    client.on('notification', ({ payload }) => {
      if (payload !== undefined) this.#options.onText(payload);
    });
    try {
      await client.connect();
      await client.query(`listen ${client.escapeIdentifier(this.#options.channel)}`);
      this.#client = client;
      while (!signal.aborted) {
        const pause = sleep(ALIVE_MS, undefined, { signal, ref: false }).catch(() => {});
        await Promise.race([pause, lost]);
        await this.#query(client, 'select 1');
      }
    } finally {
      this.#client = null;
      this.#waiting = [];
      // A server that does not answer is not waited for.
      void client.end().catch(() => {});
    }
  }

  /** Every statement is a commit: what comes meanwhile goes together. */
  async #work(client: pg.Client): Promise<void> {
    this.#isSending = true;
    const { channel, onTrouble } = this.#options;
    try {
      while (this.#waiting.length > 0) {
        const texts = this.#waiting.splice(0, AT_ONCE);
        await this.#query(client, 'select pg_notify($1, text) from unnest($2::text[]) as text', [
          channel,
          texts,
        ]);
      }
    } catch (error) {
      this.#waiting = [];
      onTrouble(error);
    }
    this.#isSending = false;
  }

  #query(client: pg.Client, text: string, values: unknown[] = []): Promise<unknown> {
    const done = this.#busy.then(() => client.query(text, values));
    this.#busy = done.catch(() => {});
    return done;
  }
}
