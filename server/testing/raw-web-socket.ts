/** A WebSocket client of bytes, for tests that send what no library would, or read nothing at all. */
import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import type { Socket } from 'node:net';

const TEXT = 1;
const BINARY = 2;
const CLOSE = 8;

export class RawWebSocket {
  readonly socket: Socket;
  /** Resolves when the connection has ended, whoever ended it. */
  readonly closed: Promise<void>;
  readonly #texts: string[] = [];
  #waiting: (() => void) | null = null;
  #bytes: Buffer = Buffer.alloc(0);
  #ended = false;

  private constructor(socket: Socket) {
    this.socket = socket;
    this.closed = new Promise((resolve) =>
      socket.once('close', () => {
        this.#ended = true;
        this.#waiting?.();
        resolve();
      }),
    );
    socket.on('data', (chunk) => this.#take(chunk)).resume();
  }

  /** Opens a WebSocket at a path of the server. Rejects when the server does not want it. */
  static async open(port: number, path: string, headers: Record<string, string> = {}): Promise<RawWebSocket> {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => {});
    const lines = [
      `GET ${path} HTTP/1.1`,
      'Host: 127.0.0.1',
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
      ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ];
    socket.write(`${lines.join('\r\n')}\r\n\r\n`);
    const head = await readHead(socket);
    if (!head.startsWith('HTTP/1.1 101 ')) {
      socket.destroy();
      throw new Error(head.split('\r\n')[0] ?? 'no answer');
    }
    return new RawWebSocket(socket);
  }

  get isOpen(): boolean {
    return !this.#ended && this.socket.writable;
  }

  /** A text frame; `last` false leaves it unfinished. */
  text(content: string | Buffer, last = true): void {
    this.#frame(TEXT, Buffer.from(content), last);
  }

  binary(content: Buffer): void {
    this.#frame(BINARY, content, true);
  }

  /** The next text; null when the connection has ended. */
  async next(): Promise<string | null> {
    while (this.#texts.length === 0) {
      if (this.#ended) return null;
      await new Promise<void>((resolve) => (this.#waiting = resolve));
    }
    return this.#texts.shift() ?? null;
  }

  /** Goes without a word. Node never tells the end of a socket that is reset while it says good-bye (20.20): that one just ends. */
  reset(): void {
    if (this.socket.writableEnded) this.socket.destroy();
    else this.socket.resetAndDestroy();
  }

  /** Reads nothing from here on. */
  stopReading(): void {
    this.socket.removeAllListeners('data').pause();
  }

  #frame(opcode: number, content: Buffer, last: boolean): void {
    if (!this.isOpen) return;
    const { length } = content;
    const head = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10);
    head[0] = (last ? 0x80 : 0) | opcode;
    head[1] = 0x80 | (length < 126 ? length : length < 65_536 ? 126 : 127);
    if (length >= 65_536) head.writeBigUInt64BE(BigInt(length), 2);
    else if (length >= 126) head.writeUInt16BE(length, 2);
    // A mask of zeros is a mask: the content travels as it is.
    this.socket.write(Buffer.concat([head, Buffer.alloc(4), content]));
  }

  #take(chunk: Buffer): void {
    this.#bytes = this.#bytes.length === 0 ? chunk : Buffer.concat([this.#bytes, chunk]);
    for (;;) {
      const frame = frameOf(this.#bytes);
      if (frame === null) break;
      this.#bytes = this.#bytes.subarray(frame.size);
      if (frame.opcode === TEXT) this.#texts.push(frame.content.toString());
      // A server that has said good-bye waits half a minute for those who do not go.
      else if (frame.opcode === CLOSE) this.socket.end();
    }
    this.#waiting?.();
  }
}

function readHead(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    let head = Buffer.alloc(0);
    const done = (): void => {
      socket.off('data', take).off('close', done);
      resolve(head.toString());
    };
    const take = (chunk: Buffer): void => {
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf('\r\n\r\n');
      if (end === -1) return;
      // Nobody listens until the client is made.
      socket.pause();
      const rest = head.subarray(end + 4);
      done();
      if (rest.length > 0) socket.unshift(rest);
    };
    socket.on('data', take).once('close', done);
  });
}

function frameOf(bytes: Buffer): { opcode: number; content: Buffer; size: number } | null {
  if (bytes.length < 2) return null;
  const short = (bytes[1] ?? 0) & 0x7f;
  const head = short === 126 ? 4 : short === 127 ? 10 : 2;
  if (bytes.length < head) return null;
  const length =
    short === 126 ? bytes.readUInt16BE(2) : short === 127 ? Number(bytes.readBigUInt64BE(2)) : short;
  const size = head + length;
  if (bytes.length < size) return null;
  return { opcode: (bytes[0] ?? 0) & 0x0f, content: bytes.subarray(head, size), size };
}
