/** A client of the connector as others write them: bare STOMP 1.2 over TCP, with no library of ours. */
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { vi } from 'vitest';

export type Heard = { headers: Record<string, string>; body: string; json: unknown };

export class StompClient {
  readonly #socket: Socket;
  /** Messages by topic, in the order in which they came. */
  readonly heard = new Map<string, Heard[]>();
  #bytes = '';
  #subscriptions = 0;
  #receipts = new Set<string>();
  #connected = false;

  private constructor(url: string) {
    const { hostname, port } = new URL(url);
    this.#socket = connect(Number(port), hostname);
    this.#socket.setEncoding('utf8');
    this.#socket.on('data', (chunk: string) => this.#read(chunk));
    this.#socket.on('error', () => {});
    this.#socket.once('connect', () => {
      this.#frame('CONNECT', { 'accept-version': '1.2', host: 'test', 'heart-beat': '0,0' });
    });
  }

  static async open(url: string): Promise<StompClient> {
    const client = new StompClient(url);
    await vi.waitUntil(() => client.#connected, { timeout: 10_000, interval: 10 });
    return client;
  }

  /** Resolves when the topic is heard. */
  async subscribe(topic: string): Promise<void> {
    if (this.heard.has(topic)) return;
    this.heard.set(topic, []);
    const id = String(++this.#subscriptions);
    this.#frame('SUBSCRIBE', { id, destination: `/topic/${topic}`, receipt: id });
    await vi.waitUntil(() => this.#receipts.has(id), { timeout: 10_000, interval: 10 });
  }

  /** Sends a command as a text message, or as bytes. */
  send(queue: string, type: string, body = '', headers: Record<string, string> = {}): void {
    this.#frame('SEND', { destination: `/queue/${queue}`, type, ...headers }, body);
  }

  close(): void {
    this.#socket.destroy();
  }

  #frame(command: string, headers: Record<string, string>, body = ''): void {
    const lines = Object.entries(headers).map(([name, value]) => `${name}:${value.replaceAll(':', '\\c')}`);
    const plain = command === 'CONNECT' ? Object.entries(headers).map(([n, v]) => `${n}:${v}`) : lines;
    this.#socket.write(`${[command, ...plain].join('\n')}\n\n${body}\0`);
  }

  #read(chunk: string): void {
    this.#bytes += chunk;
    for (let end = this.#bytes.indexOf('\0'); end !== -1; end = this.#bytes.indexOf('\0')) {
      const frame = this.#bytes.slice(0, end).replace(/^\n+/, '');
      this.#bytes = this.#bytes.slice(end + 1);
      this.#took(frame);
    }
  }

  #took(frame: string): void {
    const gap = frame.indexOf('\n\n');
    const [command = '', ...lines] = frame.slice(0, gap).split('\n');
    const headers = Object.fromEntries(
      lines.map((line) => {
        const colon = line.indexOf(':');
        return [line.slice(0, colon), line.slice(colon + 1).replaceAll('\\c', ':')];
      }),
    );
    if (command === 'CONNECTED') this.#connected = true;
    if (command === 'RECEIPT') this.#receipts.add(headers['receipt-id'] ?? '');
    if (command !== 'MESSAGE') return;
    const body = frame.slice(gap + 2);
    const topic = (headers.destination ?? '').replace('/topic/', '');
    this.heard.get(topic)?.push({ headers, body, json: JSON.parse(body) });
  }
}
