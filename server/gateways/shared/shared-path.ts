/**
 * Several protocols at one path of Socket.IO: older clients of different kinds all come to `/socket.io`. Whose a
 * socket is, its handshake says; where that says nothing, its first event does.
 */
import type { Socket } from 'socket.io';
import { Encoder, PacketType } from 'socket.io-parser';
import type { Containment } from '../../http/containment.ts';
import { correlationId } from '../../http/logging.ts';
import type { Transport } from '../../http/transport.ts';
import { SocketBoundary } from './client-events.ts';

/** What a handshake says about the protocol of its client. */
export type Claim = 'MINE' | 'PERHAPS' | 'NOT_MINE';

export type Handshake = Pick<Socket['handshake'], 'auth' | 'headers' | 'query' | 'url'>;

/** One protocol, as it stands at a path. */
export type SocketProtocol = {
  claim: (handshake: Handshake) => Claim;
  /** Whether one of its clients may begin with this event. Asked only where it may be the client's protocol. */
  beginsWith: (event: string) => boolean;
  /** Middleware: calls `next`, with an error to refuse. */
  admit: (socket: Socket, next: (error?: Error & { data?: unknown }) => void) => void;
  /** Takes over an admitted socket, synchronously. */
  serve: (socket: Socket) => void;
};

/** Where errors of a path stop. */
export type PathBoundary = { containment: Containment; transport: Transport };

export type PatienceWithNewcomers = {
  /** How long (ms) a socket may say nothing by which it could be known. */
  waitMs: number;
  /** How many events are kept while it is admitted. */
  maxEvents: number;
};

const PATIENCE: PatienceWithNewcomers = { waitMs: 30_000, maxEvents: 50 };

/**
 * The protocols of one path. The first one takes every socket that nobody else claims. What a protocol throws while a
 * socket comes to it ends that socket alone.
 */
export class SharedPath {
  readonly #boundary: PathBoundary;
  readonly #first: SocketProtocol;
  readonly #others: SocketProtocol[] = [];
  readonly #patience: PatienceWithNewcomers;
  readonly #known = new WeakMap<Socket, SocketProtocol>();

  constructor(boundary: PathBoundary, first: SocketProtocol, patience: PatienceWithNewcomers = PATIENCE) {
    this.#boundary = boundary;
    this.#first = first;
    this.#patience = patience;
  }

  /** One more protocol; those that came earlier are asked first. */
  join(protocol: SocketProtocol): void {
    this.#others.push(protocol);
  }

  /** For `io.use`. */
  readonly admit = (socket: Socket, next: (error?: Error) => void): void => {
    const { containment, transport } = this.#boundary;
    const origin = { transport, correlationId: correlationId(socket.request), task: 'handshake' };
    containment.run(
      origin,
      () => {
        const protocol = this.#claimedBy(socket.handshake);
        if (protocol === null) {
          next();
          return;
        }
        this.#known.set(socket, protocol);
        protocol.admit(socket, next);
      },
      (error) => {
        containment.note(error, origin);
        next(new Error('unavailable'));
      },
    );
  };

  /** For `io.on('connection')`. */
  readonly serve = (socket: Socket): void => {
    const boundary = new SocketBoundary(this.#boundary.containment, this.#boundary.transport, socket);
    const protocol = this.#known.get(socket);
    if (protocol === undefined) this.#awaitFirstEvent(socket, boundary);
    else boundary.run('beginning', () => protocol.serve(socket));
  };

  /** Null: only the first event will tell. */
  #claimedBy(handshake: Handshake): SocketProtocol | null {
    const all = [...this.#others, this.#first];
    const owner = all.find((protocol) => protocol.claim(handshake) === 'MINE');
    if (owner !== undefined) return owner;
    const isOpen = this.#others.some((protocol) => protocol.claim(handshake) === 'PERHAPS');
    return isOpen ? null : this.#first;
  }

  #awaitFirstEvent(socket: Socket, boundary: SocketBoundary): void {
    const kept: unknown[][] = [];
    const end = (): void => void socket.disconnect(true);
    const timer = setTimeout(end, this.#patience.waitMs);
    timer.unref();
    socket.once('disconnect', () => clearTimeout(timer));
    const takeOver = (protocol: SocketProtocol, error?: Error & { data?: unknown }): void => {
      if (!socket.connected) return;
      if (error !== undefined) {
        sendConnectError(socket, error.message, error.data);
        end();
        return;
      }
      socket.offAny(keep);
      protocol.serve(socket);
      for (const [event, ...values] of kept) replay(socket, String(event), values);
    };
    const keep = (...packet: unknown[]): void => {
      if (kept.push(packet) > this.#patience.maxEvents) end();
      if (kept.length > 1) return;
      clearTimeout(timer);
      boundary.run('handshake', () => {
        const protocol = this.#beginning(socket.handshake, String(packet[0]));
        protocol.admit(socket, (error) => {
          // Socket.IO still hands on the event that has come: whoever takes over now would get it twice.
          setImmediate(() => boundary.run('beginning', () => takeOver(protocol, error)));
        });
      });
    };
    socket.onAny(keep);
  }

  #beginning(handshake: Handshake, event: string): SocketProtocol {
    const mayBe = this.#others.filter((protocol) => protocol.claim(handshake) !== 'NOT_MINE');
    return mayBe.find((protocol) => protocol.beginsWith(event)) ?? this.#first;
  }
}

/** Gives an event that came before its listeners to them. */
function replay(socket: Socket, event: string, values: unknown[]): void {
  for (const listener of socket.listenersAny()) listener(event, ...values);
  for (const listener of socket.listeners(event)) listener(...values);
}

const encoder = new Encoder();

/**
 * Refuses a connected socket in the words of Socket.IO: the client gets `connect_error` and does not come back. The
 * server has no call for it, so the packet is written onto the connection.
 */
export function sendConnectError(
  { nsp, conn }: Pick<Socket, 'conn'> & { nsp: { name: string } },
  message: string,
  data: unknown,
): void {
  const packet = { type: PacketType.CONNECT_ERROR, nsp: nsp.name, data: { message, data } };
  for (const part of encoder.encode(packet)) conn.write(part);
}
