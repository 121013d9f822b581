/** How a client's packets reach a gateway: as events of one shape, and with nothing behind them that can throw. */
import type { Containment, Origin } from '../../http/containment.ts';
import type { Transport } from '../../http/transport.ts';
import { correlationId } from '../../http/logging.ts';

/** What a client sent. Its name is a text whatever was sent as a name; its payload may be anything. */
export type ClientEvent = {
  name: string;
  payload: unknown;
  /** The client's callback; null when it gave none. */
  answer: ((value: unknown) => void) | null;
};

/** What is used of a Socket.IO socket, whatever its event types are. */
export type ContainedSocket = {
  readonly request: Parameters<typeof correlationId>[0];
  onAny(listener: (...packet: unknown[]) => void): unknown;
  disconnect(close?: boolean): unknown;
};

export type EventHandling = {
  handle: (event: ClientEvent) => unknown;
  refuse: (event: ClientEvent, error: unknown) => void;
  isMistake: (error: unknown) => boolean;
};

/** The boundary of one socket. */
export class SocketBoundary {
  readonly #containment: Containment;
  readonly #socket: ContainedSocket;
  readonly #origin: Origin;

  constructor(containment: Containment, transport: Transport, socket: ContainedSocket) {
    this.#containment = containment;
    this.#socket = socket;
    this.#origin = { transport, correlationId: correlationId(socket.request) };
  }

  /** Runs work of this socket (a timer, its beginning, its end). When it fails, the connection is closed. */
  run(task: string, work: () => unknown): void {
    const origin = { ...this.#origin, task };
    this.#containment.run(origin, work, (error) => {
      this.#containment.note(error, origin);
      this.#socket.disconnect(true);
    });
  }

  /**
   * Handles every event of the socket. What `handle` throws, now or later, goes to `refuse`, which answers the
   * client; when not even that is possible, the connection is closed. `isMistake` tells an error of ours from a
   * refusal.
   */
  onEvents({ handle, refuse, isMistake }: EventHandling): void {
    this.#socket.onAny((...packet) => {
      this.run('event', () => {
        const event = eventOf(packet);
        const origin = { ...this.#origin, task: event.name.slice(0, LONGEST_TASK) };
        this.#containment.run(
          origin,
          () => handle(event),
          (error) => {
            if (isMistake(error)) this.#containment.note(error, origin);
            this.run('refusal', () => refuse(event, error));
          },
        );
      });
    });
  }
}

const LONGEST_TASK = 80;

function eventOf(packet: readonly unknown[]): ClientEvent {
  const last = packet.at(-1);
  const answer = typeof last === 'function' ? (last as (value: unknown) => void) : null;
  const [name, payload] = answer === null ? packet : packet.slice(0, -1);
  return { name: typeof name === 'string' || typeof name === 'number' ? String(name) : '', payload, answer };
}
