/** One customer of the web channel, whose messages carry `#number`. */
import { randomUUID } from 'node:crypto';
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import { CHANNEL } from '../centre-file.ts';
import { steadily } from '../load-steady.ts';

type Answer = { code: number };

/** Messages a second that the server takes of one socket on this machine, with room to spare. */
const FASTEST = 550;
const TEXT = 'is there anybody who can help me with my order 4711, please?';

export class DeskCustomer {
  readonly #socket: Socket;
  #next = 0;

  private constructor(socket: Socket) {
    this.#socket = socket;
  }

  /** Connects and asks for a chat. */
  static async begin(url: string, identifier: string): Promise<DeskCustomer> {
    const socket = io(url, {
      path: '/web-channel-manager/socket.io',
      transports: ['websocket'],
      forceNew: true,
      auth: { serviceIdentifier: CHANNEL, channelCustomerIdentifier: identifier },
    });
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });
    await new Promise((resolve) => socket.emit('CHAT_REQUESTED', {}, resolve));
    return new DeskCustomer(socket);
  }

  /** The number of the last message. */
  get last(): number {
    return this.#next - 1;
  }

  /** Writes one message; when it was emitted (ms, wall clock) and its number. */
  write(): { number: number; at: number; taken: Promise<void> } {
    const number = this.#next++;
    const at = performance.timeOrigin + performance.now();
    const body = { type: 'PLAIN', markdownText: `#${number} ${TEXT}` };
    const taken = new Promise<void>((resolve, reject) =>
      this.#socket.emit('MESSAGE_RECEIVED', { id: randomUUID(), header: {}, body }, (answer: Answer) => {
        if (answer.code === 200) resolve();
        else reject(new Error(`message ${number} was refused: ${JSON.stringify(answer)}`));
      }),
    );
    return { number, at, taken };
  }

  /** Writes `count` messages as fast as one socket may. */
  async writeMany(count: number): Promise<void> {
    const taken: Promise<void>[] = [];
    const first = this.#next;
    await steadily(FASTEST, (count / FASTEST) * 1000 + 1000, () => {
      if (this.#next < first + count) taken.push(this.write().taken);
    });
    await Promise.all(taken);
  }

  /** Writes `perSecond` for `ms`; rejects when one of them is refused. */
  async flood(perSecond: number, ms: number): Promise<number> {
    const taken: Promise<void>[] = [];
    const sent = await steadily(perSecond, ms, () => taken.push(this.write().taken));
    await Promise.all(taken);
    return sent;
  }

  /** Ends the chat. */
  async end(): Promise<void> {
    await new Promise((resolve) => this.#socket.emit('CHAT_ENDED', {}, resolve));
    this.#socket.disconnect();
  }

  close(): void {
    this.#socket.disconnect();
  }
}
