/**
 * What waits to be read by one connection. A client that asks and never reads would otherwise fill the memory:
 * beyond a limit its connection is cut.
 */
import type { ServerResponse } from 'node:http';
import type { Socket } from 'socket.io';

/** A connection of the transport, under Socket.IO. */
type Connection = Socket['conn'];

/** Below this (bytes) a connection has room for more history. */
const ROOM = 256 * 1024;
/** A client that makes no room for so long (ms) while its history is being sent is cut. */
const PATIENCE_MS = 30_000;

export class Backlog {
  readonly #connection: Connection;
  /** Bytes that the transport has not taken yet, and those that it is sending. */
  #queued = 0;
  #sending = 0;

  /** @param onFull called once when more than `limit` bytes wait; the connection has been cut then */
  constructor(connection: Connection, limit: number, onFull: () => void) {
    this.#connection = connection;
    connection.on('packetCreate', ({ data }: { data?: unknown }) => {
      this.#queued += sizeOf(data);
      if (this.waiting <= limit || connection.readyState !== 'open') return;
      cut(connection);
      onFull();
    });
    connection.on('flush', () => {
      this.#sending = this.#queued;
      this.#queued = 0;
    });
  }

  /** Bytes that wait. A transport that can write takes at once what it is given. */
  get waiting(): number {
    const { writable } = this.#connection.transport as { writable?: boolean };
    return writable === true ? 0 : this.#queued + this.#sending;
  }

  /** Resolves once there is room for more, or the connection is closed. Cuts one that makes none. */
  async room(): Promise<void> {
    const connection = this.#connection;
    while (this.waiting > ROOM && connection.readyState === 'open') {
      const moved = await moves(connection);
      if (!moved) cut(connection);
    }
  }
}

/** Resolves with true when the transport has written or changed, with false when it has not for too long. */
function moves(connection: Connection): Promise<boolean> {
  return new Promise((resolve) => {
    const { transport } = connection;
    const done = (moved: boolean) => () => {
      clearTimeout(timer);
      transport.off('drain', yes);
      connection.off('upgrade', yes);
      connection.off('close', yes);
      // The transport says so a moment before it can write again.
      setImmediate(resolve, moved);
    };
    const yes = done(true);
    const timer = setTimeout(done(false), PATIENCE_MS);
    transport.on('drain', yes);
    connection.on('upgrade', yes);
    connection.on('close', yes);
  });
}

/** Ends a connection without waiting for its client, so that its memory is free at once. */
function cut(connection: Connection): void {
  const { transport } = connection as unknown as { transport: { socket?: { terminate?: () => void } } };
  connection.close(true);
  transport.socket?.terminate?.();
}

function sizeOf(data: unknown): number {
  if (typeof data === 'string') return Buffer.byteLength(data);
  return ArrayBuffer.isView(data) || data instanceof ArrayBuffer ? data.byteLength : 0;
}

/**
 * Answers to polls that nobody has read. Each poll may come on a connection of its own: whoever polls again before
 * the last answer was taken is not reading.
 */
export class UnreadPolls {
  readonly #answers = new Map<string, ServerResponse>();

  /** Notes a poll of a connection. Returns false, and cuts the old answer, when the last one was not read. */
  add(sid: string, answer: ServerResponse): boolean {
    const last = this.#answers.get(sid);
    this.#answers.set(sid, answer);
    answer.once('close', () => {
      if (this.#answers.get(sid) === answer) this.#answers.delete(sid);
    });
    if (last === undefined || !last.headersSent || last.writableFinished) return true;
    last.destroy();
    return false;
  }
}
