/** A desk for tests: a real socket.io client that keeps everything it was told, in order, and waits without sleeping. */
import { io as io48 } from 'socket.io-client';
import { io as io44 } from 'socket.io-client-440';
import type { Acknowledgement } from '../../../../protocol/shared/acknowledgement.ts';

/** One event that arrived. */
type Heard = { event: string; payload: unknown };

export type DeskOptions = {
  token?: string;
  /** What goes into `auth.agent`: an object, or JSON text as the family's desks send it. */
  agent?: unknown;
  auth?: Record<string, unknown>;
  client?: '4.8.4' | '4.4.0';
  transports?: ('polling' | 'websocket')[];
  path?: string;
  headers?: Record<string, string>;
  reconnection?: boolean;
};

type ClientSocket = {
  connected: boolean;
  onAny: (listener: (event: string, payload: unknown) => void) => unknown;
  on: (event: string, listener: (...args: unknown[]) => void) => unknown;
  once: (event: string, listener: (...args: unknown[]) => void) => unknown;
  emit: (event: string, ...args: unknown[]) => unknown;
  connect: () => unknown;
  disconnect: () => unknown;
  io: { engine: { close: () => unknown } };
};

type ConnectFailure = {
  message: string;
  data: { content: { key: string; code: string; msg: string } };
};

export class Desk {
  readonly heard: Heard[] = [];
  readonly socket: ClientSocket;
  readonly failures: ConnectFailure[] = [];
  readonly disconnects: string[] = [];
  readonly #waiting = new Set<() => void>();

  constructor(origin: string, options: DeskOptions = {}) {
    const connect = (options.client === '4.4.0' ? io44 : io48) as (
      uri: string,
      options: object,
    ) => ClientSocket;
    this.socket = connect(origin, {
      path: options.path ?? '/socket.io',
      transports: options.transports ?? ['websocket'],
      forceNew: true,
      reconnection: options.reconnection ?? false,
      reconnectionDelay: 10,
      reconnectionDelayMax: 50,
      auth: {
        ...(options.token !== undefined && { token: options.token }),
        ...(options.agent !== undefined && { agent: options.agent }),
        ...options.auth,
      },
      extraHeaders: options.headers,
    });
    this.socket.onAny((event, payload) => {
      this.heard.push({ event, payload });
      this.#wake();
    });
    this.socket.on('connect', () => this.#wake());
    this.socket.on('connect_error', (error) => {
      this.failures.push(error as ConnectFailure);
      this.#wake();
    });
    this.socket.on('disconnect', (reason) => {
      this.disconnects.push(String(reason));
      this.#wake();
    });
  }

  /** Resolves once `look` finds something. */
  async until<T>(look: () => T | null | undefined | false, what: string): Promise<T> {
    for (;;) {
      const found = look();
      if (found !== null && found !== undefined && found !== false) return found;
      await new Promise<void>((resolve, reject) => {
        const timer = setTimeout(() => {
          this.#waiting.delete(wake);
          const names = this.heard.map(({ event }) => event).join(' ');
          reject(new Error(`never: ${what} (heard: ${names || 'nothing'})`));
        }, 5_000);
        const wake = (): void => {
          clearTimeout(timer);
          this.#waiting.delete(wake);
          resolve();
        };
        this.#waiting.add(wake);
      });
    }
  }

  /** The payloads of one event so far. */
  all<T = Record<string, unknown>>(event: string): T[] {
    return this.heard.filter((one) => one.event === event).map(({ payload }) => payload as T);
  }

  /** The first payload of an event that fits, once it is there. */
  async hear<T = Record<string, unknown>>(
    event: string,
    fits: (payload: T) => boolean = () => true,
  ): Promise<T> {
    return this.until(() => this.all<T>(event).find(fits), event);
  }

  /** Emits with a callback and resolves with the answer. */
  ask<T extends object = Record<string, unknown>>(
    event: string,
    payload?: unknown,
  ): Promise<Acknowledgement<T>> {
    return new Promise((resolve) => this.socket.emit(event, payload, resolve));
  }

  /** Emits as desks of the family do: without a callback. */
  emit(event: string, payload: unknown): void {
    this.socket.emit(event, payload);
  }

  /** Forgets what was heard so far. */
  clear(): void {
    this.heard.length = 0;
  }

  connected(): Promise<true> {
    return this.until<true>(() => this.socket.connected || null, 'connect');
  }

  gone(): Promise<string> {
    return this.until(() => this.disconnects.at(-1), 'disconnect');
  }

  refused(): Promise<ConnectFailure> {
    return this.until(() => this.failures.at(-1), 'connect_error');
  }

  /** The connection breaks, as when a network goes. */
  breakOff(): void {
    this.socket.io.engine.close();
  }

  close(): void {
    this.socket.disconnect();
  }

  #wake(): void {
    for (const wake of [...this.#waiting]) wake();
  }
}
