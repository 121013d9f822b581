/** A scripted socket: as much of socket.io-client's as the connection uses. */
import type { Socket } from 'socket.io-client';

type Listener = (...args: unknown[]) => void;
type Emitted = {
  event: string;
  payload: unknown;
  answer: (answer: unknown) => void;
  fail: () => void;
};

export class FakeSocket {
  connected = false;
  active = true;
  connects = 0;
  engineCloses = 0;
  emitted: Emitted[] = [];
  readonly io = {
    engine: {
      close: () => {
        this.engineCloses += 1;
      },
    },
  };
  readonly #listeners = new Map<string, Listener[]>();

  on(event: string, listener: Listener): this {
    this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener]);
    return this;
  }

  /** The server, or the network, says something. */
  hear(event: string, ...args: unknown[]): void {
    if (event === 'connect') this.connected = true;
    if (event === 'disconnect') this.connected = false;
    for (const listener of this.#listeners.get(event) ?? []) listener(...args);
  }

  listeners(event: string): readonly Listener[] {
    return this.#listeners.get(event) ?? [];
  }

  connect(): this {
    this.connects += 1;
    return this;
  }

  disconnect(): this {
    this.connected = false;
    this.active = false;
    return this;
  }

  emit(event: string, payload: unknown): this {
    this.emitted.push({ event, payload, answer: () => {}, fail: () => {} });
    return this;
  }

  timeout(): { emitWithAck: (event: string, payload: unknown) => Promise<unknown> } {
    return {
      emitWithAck: (event, payload) =>
        new Promise((resolve, reject) => {
          this.emitted.push({
            event,
            payload,
            answer: resolve,
            fail: () => {
              reject(new Error('operation has timed out'));
            },
          });
        }),
    };
  }

  /** As the type that the desk expects. */
  asSocket(): Socket {
    return this as unknown as Socket;
  }
}
