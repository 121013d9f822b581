/**
 * The bus over Redis Streams. A stream per topic, trimmed, so that it cannot grow when nobody reads it. Any error
 * of Redis ends both connections, and new ones are opened until it works again; meanwhile nothing is transported.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from 'redis';
import type { RedisClientType } from 'redis';
import { Listeners } from './bus.ts';
import type { Bus } from './bus.ts';
import { StreamReader } from './stream-reader.ts';
import { StreamSizes } from './stream-sizes.ts';

/** A Redis that has not answered for so long (ms) counts as lost. */
const SILENCE_MS = 800;
const CONNECT_MS = 2_000;
const RECONNECT_MS = 200;
/** Whether the connection that writes is answered, too, is asked this often (ms). */
const ALIVE_MS = 250;
/** A stream that nobody has written to for so long (ms) is removed, and how often that is said. */
const EXPIRE_MS = 60_000;
const EXPIRE_EVERY_MS = 10_000;
/** Commands that may wait for Redis; what is sent beyond is dropped. */
const MOST_WAITING = 20_000;

export type RedisBusOptions = {
  url: string;
  /** Stands before the names of all streams: other installations on the same Redis have another one. */
  prefix: string;
  /** Names this process. */
  node: string;
  /** Redis was lost or could not be reached. */
  onTrouble: (error: unknown) => void;
  /** It carries (again). */
  onWorking: () => void;
};

export type RedisBus = Bus & {
  /** Whether it carries at present, as far as is known. */
  readonly works: boolean;
};

type Clients = { writer: RedisClientType; reader: RedisClientType };

/** Connects at once, or as soon as Redis is there. */
export function openRedisBus(options: RedisBusOptions): RedisBus {
  return new RedisStreams(options);
}

class RedisStreams implements RedisBus {
  readonly #options: RedisBusOptions;
  readonly #listeners = new Listeners();
  readonly #stop = new AbortController();
  readonly #sizes = new StreamSizes();
  readonly #expiresAt = new Map<string, number>();
  readonly #running: Promise<void>;
  /** Null while nothing is carried. */
  #writer: RedisClientType | null = null;
  #onBroken: (error: unknown) => void = () => {};

  constructor(options: RedisBusOptions) {
    this.#options = options;
    this.#running = this.#run();
  }

  get works(): boolean {
    return this.#writer !== null;
  }

  publish(topic: string, text: string): void {
    const writer = this.#writer;
    if (writer === null) return;
    const { prefix, node } = this.#options;
    const key = prefix + topic;
    const threshold = this.#sizes.keep(key, text.length);
    const trimmed = { TRIM: { strategy: 'MAXLEN', strategyModifier: '~', threshold } } as const;
    writer
      .xAdd(key, '*', { from: node, text }, trimmed)
      .catch((error: unknown) => this.#broken(writer, error));
    const now = performance.now();
    if (now < (this.#expiresAt.get(key) ?? 0)) return;
    this.#expiresAt.set(key, now + EXPIRE_EVERY_MS);
    writer.pExpire(key, EXPIRE_MS).catch((error: unknown) => this.#broken(writer, error));
    for (const [old, at] of this.#expiresAt) {
      if (at > now - EXPIRE_MS) continue;
      this.#expiresAt.delete(old);
      this.#sizes.forget(old);
    }
  }

  subscribe(topic: string, listener: (text: string) => void, isWanted?: () => boolean): () => void {
    return this.#listeners.add(topic, listener, isWanted);
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    const isOver = (): boolean => signal.aborted;
    while (!isOver()) {
      const clients = this.#connections();
      try {
        await this.#carry(clients, isOver);
      } catch (error) {
        if (!isOver()) this.#options.onTrouble(error);
      }
      this.#writer = null;
      await end(clients, isOver());
      await sleep(RECONNECT_MS, undefined, { signal, ref: false }).catch(() => {});
    }
  }

  #connections(): Clients {
    const open = (): RedisClientType =>
      createClient({
        url: this.#options.url,
        disableOfflineQueue: true,
        commandsQueueMaxLength: MOST_WAITING,
        // The client would make a timer, a signal and an error for each command; whether Redis answers is watched here.
        commandOptions: { timeout: 0 },
        socket: { connectTimeout: CONNECT_MS, reconnectStrategy: false },
      });
    return { writer: open(), reader: open() };
  }

  /**
   * Carries until something is wrong (rejects) or nothing is to be carried any more. What is wrong ends both connections,
   * and by that whatever waits for them: a race against one long promise would keep all that was ever read.
   */
  async #carry(clients: Clients, isOver: () => boolean): Promise<void> {
    const { writer, reader } = clients;
    const trouble: unknown[] = [];
    const fail = (error: unknown): void => {
      trouble.push(error);
      destroy(clients);
    };
    this.#onBroken = fail;
    for (const client of [writer, reader]) client.on('error', fail);
    const alive = new SignsOfLife(writer, fail);
    try {
      await soon(CONNECT_MS, Promise.all([writer.connect(), reader.connect()]));
      await soon(SILENCE_MS, writer.ping());
      alive.begin();
      this.#writer = writer;
      this.#options.onWorking();
      await this.#read(new StreamReader(reader), alive, isOver);
    } catch (error) {
      throw trouble[0] ?? error;
    } finally {
      alive.end();
    }
  }

  async #read(streams: StreamReader, alive: SignsOfLife, isOver: () => boolean): Promise<void> {
    const { prefix, node } = this.#options;
    while (!isOver()) {
      const keys = Array.from(this.#listeners.topics(), (topic) => prefix + topic);
      if (keys.length === 0) await sleep(ALIVE_MS, undefined, { ref: false });
      const entries = keys.length === 0 ? [] : await streams.next(keys);
      for (const { key, fields } of entries) {
        if (fields.from !== node && fields.text !== undefined) {
          this.#listeners.tell(key.slice(prefix.length), fields.text);
        }
      }
      alive.hasRead();
    }
  }

  /** What the connections of before say does not matter any more. */
  #broken(writer: RedisClientType, error: unknown): void {
    if (writer === this.#writer) this.#onBroken(error);
  }
}

async function soon<T>(ms: number, work: Promise<T>): Promise<T> {
  const late = new AbortController();
  try {
    const silence = sleep(ms, undefined, { signal: late.signal, ref: false }).then(() => {
      throw new Error(`Redis has not answered within ${ms} ms.`);
    });
    silence.catch(() => {});
    return await Promise.race([work, silence]);
  } finally {
    late.abort();
  }
}

/** `politely`: what was sent is waited for. */
async function end({ writer, reader }: Clients, politely: boolean): Promise<void> {
  if (politely && writer.isReady) await soon(SILENCE_MS, writer.ping()).catch(() => {});
  for (const client of [writer, reader]) {
    client.removeAllListeners('error');
    client.on('error', () => {});
  }
  destroy({ writer, reader });
}

function destroy({ writer, reader }: Clients): void {
  for (const client of [writer, reader]) if (client.isOpen) client.destroy();
}

/** Watches that both connections are answered. A Redis that hangs tells nobody. */
class SignsOfLife {
  readonly #writer: RedisClientType;
  readonly #onSilence: (error: Error) => void;
  #timer: NodeJS.Timeout | undefined;
  #readAt = 0;
  /** When the question was asked that is not answered yet. */
  #askedAt: number | null = null;

  constructor(writer: RedisClientType, onSilence: (error: Error) => void) {
    this.#writer = writer;
    this.#onSilence = onSilence;
  }

  begin(): void {
    this.#readAt = performance.now();
    this.#timer = setInterval(() => this.#look(), ALIVE_MS).unref();
  }

  hasRead(): void {
    this.#readAt = performance.now();
  }

  end(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    const now = performance.now();
    if (now - Math.min(this.#readAt, this.#askedAt ?? now) > SILENCE_MS) {
      this.end();
      this.#onSilence(new Error(`Redis has not answered within ${SILENCE_MS} ms.`));
      return;
    }
    if (this.#askedAt !== null) return;
    this.#askedAt = now;
    // What goes wrong is told by the connection itself.
    this.#writer.ping().then(
      () => (this.#askedAt = null),
      () => {},
    );
  }
}
