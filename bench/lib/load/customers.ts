/** Customers as the web channel's protocol knows them. */
import { randomUUID } from 'node:crypto';
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import { setTimeout as sleep } from 'node:timers/promises';
import { CHANNEL } from '../centre-file.ts';
import { distribution } from '../figures.ts';
import { steadily } from '../load-steady.ts';
import type { Target, Written } from './messages.ts';

/** How long (ms) the last message may be on its way before it counts as lost. */
const PATIENCE = 10_000;

export class Customers {
  readonly #sockets: Socket[] = [];
  /** When each message on its way was sent. */
  readonly #sent = new Map<string, number>();
  readonly #seen = new Set<string>();
  #arrivals: number[] = [];
  #twice = 0;
  #next = 0;

  get count(): number {
    return this.#sockets.length;
  }

  /** Connects; `begin` also requests a chat. */
  async open(target: Target, url: string, count: number, identifier: string, begin: boolean): Promise<void> {
    const numbers = Array.from({ length: count }, (_, index) => index);
    const workers = Array.from({ length: Math.min(32, count) }, async () => {
      for (let next = numbers.shift(); next !== undefined; next = numbers.shift()) {
        await this.#one(target, url, `${identifier}-${next}`, begin);
      }
    });
    await Promise.all(workers);
  }

  arrived(messageId: string): void {
    const at = this.#sent.get(messageId);
    if (at !== undefined) {
      this.#arrivals.push(performance.now() - at);
      this.#sent.delete(messageId);
      this.#seen.add(messageId);
    } else if (this.#seen.has(messageId)) this.#twice += 1;
  }

  async write(perSecond: number, ms: number): Promise<Written> {
    this.#arrivals = [];
    this.#twice = 0;
    this.#seen.clear();
    const acknowledged: number[] = [];
    const sent = await steadily(perSecond, ms, (number) => {
      const socket = this.#sockets[this.#next++ % this.#sockets.length];
      const id = randomUUID();
      const markdownText = `Message ${number}: is there anybody who can help me with my order 4711?`;
      const began = performance.now();
      this.#sent.set(id, began);
      socket?.emit('MESSAGE_RECEIVED', { id, header: {}, body: { type: 'PLAIN', markdownText } }, () =>
        acknowledged.push(performance.now() - began),
      );
    });
    for (const end = Date.now() + PATIENCE; this.#sent.size > 0 && Date.now() < end;) await sleep(10);
    const lost = this.#sent.size;
    this.#sent.clear();
    return {
      sent,
      arrival: distribution(this.#arrivals),
      acknowledgement: distribution(acknowledged),
      lost,
      twice: this.#twice,
    };
  }

  close(): void {
    for (const socket of this.#sockets) socket.disconnect();
  }

  async #one(target: Target, url: string, identifier: string, begin: boolean): Promise<void> {
    const socket = io(url, {
      ...(target === 'server' && { path: '/web-channel-manager/socket.io' }),
      transports: ['websocket'],
      forceNew: true,
      auth: { serviceIdentifier: CHANNEL, channelCustomerIdentifier: identifier },
    });
    this.#sockets.push(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });
    if (!begin) return;
    const answer = await new Promise<{ code: number }>((resolve) => {
      socket.emit('CHAT_REQUESTED', {}, resolve);
    });
    if (answer.code !== 200) throw new Error(`a chat was refused: ${JSON.stringify(answer)}`);
  }
}
