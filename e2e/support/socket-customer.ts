import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import { CUSTOMER_CHANNEL_PATH } from '../../protocol/customer-channel/names.ts';

type Answer = { code: number };

/** So many messages are under way at once. */
const AT_ONCE = 40;
/** What the server takes of one socket on this machine, with room to spare. */
const PER_SECOND = 500;

/** A customer without a page, who can write as fast as a script. */
export class SocketCustomer {
  readonly #socket: Socket;

  private constructor(socket: Socket) {
    this.#socket = socket;
  }

  /** Connects and asks for a chat under this name. */
  static async begin(url: string, name: string): Promise<SocketCustomer> {
    const socket = io(url, {
      path: CUSTOMER_CHANNEL_PATH,
      forceNew: true,
      transports: ['websocket'],
      auth: { serviceIdentifier: 'demo-web', channelCustomerIdentifier: randomUUID() },
    });
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });
    const customer = new SocketCustomer(socket);
    const attributes = [{ key: 'name', type: 'String100', value: name }];
    const value = { queue: '', formData: { attributes } };
    await customer.#ask('CHAT_REQUESTED', {
      additionalAttributes: [{ key: 'WebChannelData', type: 'WebChannelData', value }],
    });
    return customer;
  }

  async #ask(event: string, payload: unknown): Promise<void> {
    const answer = (await this.#socket.timeout(20_000).emitWithAck(event, payload)) as Answer;
    if (answer.code !== 200) throw new Error(`${event}: ${JSON.stringify(answer)}`);
  }

  /** Writes; resolves with the message's id when the server has it. */
  write(text: string, replyTo: string | null = null): Promise<string> {
    return this.send({ type: 'PLAIN', markdownText: text }, replyTo);
  }

  /** Sends a message with this body (CIM), whatever its type; resolves as `write` does. */
  async send(
    body: { type: string; [field: string]: unknown },
    replyTo: string | null = null,
  ): Promise<string> {
    const id = randomUUID();
    const header = replyTo === null ? {} : { originalMessageId: replyTo };
    await this.#ask('MESSAGE_RECEIVED', { id, header, body });
    return id;
  }

  /** Writes `prefix 1` to `prefix count`, in order, as fast as the server takes them; gives the ids. */
  async pour(prefix: string, count: number): Promise<string[]> {
    const ids: string[] = [];
    const began = performance.now();
    while (ids.length < count) {
      await sleep(Math.max(0, began + (ids.length / PER_SECOND) * 1000 - performance.now()));
      const size = Math.min(AT_ONCE, count - ids.length);
      const from = ids.length;
      const some = Array.from({ length: size }, (_, index) => this.write(`${prefix} ${from + index + 1}`));
      ids.push(...(await Promise.all(some)));
    }
    return ids;
  }

  /** Ends the chat, as a customer does who has what they wanted. */
  async end(): Promise<void> {
    await this.#ask('CHAT_ENDED', {});
  }

  close(): Promise<void> {
    this.#socket.disconnect();
    return Promise.resolve();
  }
}
