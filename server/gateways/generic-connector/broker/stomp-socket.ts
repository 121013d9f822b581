/** A TCP or TLS connection in the shape in which the STOMP client takes its sockets. */
import net from 'node:net';
import tls from 'node:tls';
import { StompSocketState } from '@stomp/stompjs';
import type { IStompSocket } from '@stomp/stompjs';

const PLAIN_PORT = 61_613;
const TLS_PORT = 61_612;

/** Bytes that may wait for a broker that does not read; beyond that the connection is cut. */
const MAX_UNREAD = 16_777_216;
/** Bytes of one frame: a command is small. */
const MAX_FRAME = 4_194_304;

export class StompSocket implements IStompSocket {
  readonly url: string;
  onclose: IStompSocket['onclose'] = null;
  onerror: IStompSocket['onerror'] = null;
  onmessage: IStompSocket['onmessage'] = null;
  onopen: IStompSocket['onopen'] = null;
  binaryType = 'arraybuffer';
  readonly #socket: net.Socket;
  #state = StompSocketState.CONNECTING;
  #unfinished = 0;

  /**
   * @param url `stomp:` or `stomp+ssl:`
   * @param ca trusted certificates (PEM); undefined: those of the system
   */
  constructor(url: string, ca?: readonly string[]) {
    this.url = url;
    const { hostname, port, protocol } = new URL(url);
    const host = hostname.replace(/^\[|\]$/g, '');
    const isSecure = protocol === 'stomp+ssl:';
    const target = { host, port: port === '' ? (isSecure ? TLS_PORT : PLAIN_PORT) : Number(port) };
    this.#socket = isSecure
      ? tls.connect({
          ...target,
          ...(net.isIP(host) === 0 && { servername: host }),
          ...(ca !== undefined && { ca: [...ca] }),
        })
      : net.connect(target);
    this.#socket.setNoDelay(true);
    this.#socket.once(isSecure ? 'secureConnect' : 'connect', () => {
      this.#state = StompSocketState.OPEN;
      this.onopen?.();
    });
    this.#socket.on('data', (bytes: Buffer) => {
      this.#unfinished += bytes.length;
      if (this.#unfinished > MAX_FRAME) this.terminate();
      else this.onmessage?.({ data: bytes });
    });
    this.#socket.on('error', (error) => {
      this.onerror?.(error);
    });
    this.#socket.once('close', () => {
      this.#state = StompSocketState.CLOSED;
      this.onclose?.({ code: 1006, reason: 'the connection ended', wasClean: false });
    });
  }

  get readyState(): StompSocketState {
    return this.#state;
  }

  /** A frame was complete: its bytes do not count any more. */
  frameRead(): void {
    this.#unfinished = 0;
  }

  send(data: string | ArrayBufferLike | Blob | ArrayBufferView): void {
    if (this.#state !== StompSocketState.OPEN) return;
    if (typeof data === 'string') this.#socket.write(data);
    else if (data instanceof Uint8Array) this.#socket.write(data);
    else this.terminate();
    if (this.#socket.writableLength > MAX_UNREAD) this.terminate();
  }

  close(): void {
    if (this.#state !== StompSocketState.OPEN) {
      this.terminate();
      return;
    }
    this.#state = StompSocketState.CLOSING;
    this.#socket.end();
    const cut = setTimeout(() => this.#socket.destroy(), 1_000);
    this.#socket.once('close', () => clearTimeout(cut));
  }

  terminate(): void {
    this.#state = StompSocketState.CLOSING;
    this.#socket.destroy();
  }
}
