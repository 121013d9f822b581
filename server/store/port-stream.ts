import { Duplex } from 'node:stream';
import type { MessagePort } from 'node:worker_threads';

/**
 * A `MessagePort` in the shape of the socket that `pg` expects. Faster than a Unix socket, and there is no
 * file that another user of the machine could open.
 */
export class PortStream extends Duplex {
  readonly #port: MessagePort;

  constructor(port: MessagePort) {
    super();
    this.#port = port;
    port.on('message', (bytes: Uint8Array) => {
      this.push(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    });
    port.on('close', () => {
      this.push(null);
      this.destroy();
    });
  }

  /** There is nobody to dial: the other end listens already. */
  connect(): this {
    setImmediate(() => this.emit('connect'));
    return this;
  }

  /** Messages between threads are never held back. */
  setNoDelay(): this {
    return this;
  }

  /** A thread of the same process needs no probes. */
  setKeepAlive(): this {
    return this;
  }

  /** Keeps the process alive while the connection is used. */
  ref(): this {
    this.#port.ref();
    return this;
  }

  /** Lets the process end while the connection is idle in the pool. */
  unref(): this {
    this.#port.unref();
    return this;
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    // A copy: `pg` writes from buffers that it uses again.
    const copy = new Uint8Array(chunk);
    this.#port.postMessage(copy, [copy.buffer]);
    done();
  }

  override _writev(chunks: { chunk: Buffer }[], done: (error?: Error | null) => void): void {
    const bytes = new Uint8Array(chunks.reduce((sum, { chunk }) => sum + chunk.length, 0));
    let at = 0;
    for (const { chunk } of chunks) {
      bytes.set(chunk, at);
      at += chunk.length;
    }
    this.#port.postMessage(bytes, [bytes.buffer]);
    done();
  }

  override _final(done: (error?: Error | null) => void): void {
    this.#port.close();
    done();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#port.close();
    done(error);
  }
}
