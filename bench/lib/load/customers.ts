/** Customers as the web channel's protocol knows them. */
import { randomUUID } from 'node:crypto';
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import { CHANNEL } from '../centre-file.ts';
import { InFlight } from './in-flight.ts';
import type { Target, Written } from './messages.ts';

export class Customers {
  readonly #sockets: Socket[] = [];
  readonly #toAgents = new InFlight(randomUUID);
  readonly #heard: (messageId: string) => void;
  #next = 0;
  #knownBy: 'id' | 'text' = 'id';

  /** `heard` is told every message that reaches a customer. */
  constructor(heard: (messageId: string) => void) {
    this.#heard = heard;
  }

  get count(): number {
    return this.#sockets.length;
  }

  /**
   * Connects; `begin` also requests a chat. `knownBy`: where a message to customers has its id, which agents of some
   * protocols can put into the text alone; customers' own have it there then, too.
   */
  async open(
    target: Target,
    url: string,
    count: number,
    identifier: string,
    begin: boolean,
    knownBy: 'id' | 'text' = 'id',
  ): Promise<void> {
    this.#knownBy = knownBy;
    const numbers = Array.from({ length: count }, (_, index) => index);
    const workers = Array.from({ length: Math.min(32, count) }, async () => {
      for (let next = numbers.shift(); next !== undefined; next = numbers.shift()) {
        await this.#one(target, url, `${identifier}-${next}`, begin);
      }
    });
    await Promise.all(workers);
  }

  /** A customer's message has reached an agent. */
  arrived(messageId: string): void {
    this.#toAgents.arrived(messageId);
  }

  write(perSecond: number, ms: number): Promise<Written> {
    return this.#toAgents.write(perSecond, ms, (id, number, acknowledged) => {
      const socket = this.#sockets[this.#next++ % this.#sockets.length];
      const words = `Message ${number}: is there anybody who can help me with my order 4711?`;
      const markdownText = this.#knownBy === 'id' ? words : `${words} ${id}`;
      socket?.emit(
        'MESSAGE_RECEIVED',
        { id, header: {}, body: { type: 'PLAIN', markdownText } },
        acknowledged,
      );
    });
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
    socket.on('MESSAGE_RECEIVED', ({ id, body }: { id: string; body?: { markdownText?: string } }) => {
      if (this.#knownBy === 'id') this.#heard(id);
      else this.#heard(body?.markdownText?.split(' ').at(-1) ?? '');
    });
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
