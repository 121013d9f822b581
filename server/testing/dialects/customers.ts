/** Customers of two protocols, and a bot that meets some of them first. */
import { randomUUID } from 'node:crypto';
import type { MessageFrame } from '../../../protocol/customer-channel/frames.ts';
import { Client, init } from '../../gateways/chat-solution/testing/client.ts';
import type { Chat, ClientVersion } from '../../gateways/chat-solution/testing/client.ts';
import { connectCustomer, startChat, textMessage } from '../../gateways/customer-channel/testing/customer.ts';
import type { Customer } from '../../gateways/customer-channel/testing/customer.ts';
import { Book } from './book.ts';
import { until } from './people.ts';
import type { BotProgram, CustomerProgram } from './people.ts';

/** A customer on the web, with the main protocol. */
export class WebCustomer implements CustomerProgram {
  readonly name = 'a customer on the web';
  readonly book = new Book();
  readonly askForPerson = null;
  readonly #origin: string;
  readonly #identifier = randomUUID();
  #token = '';
  #socket: Customer | null = null;
  conversationId = '';
  online = false;

  constructor(origin: string) {
    this.#origin = origin;
  }

  async come(): Promise<this> {
    const socket = await this.#connect();
    const { sessionToken, conversationId } = await startChat(socket);
    this.#token = sessionToken;
    this.conversationId = conversationId;
    this.#listen(socket);
    return this;
  }

  async back(): Promise<void> {
    const socket = await this.#connect(this.#token);
    // What was missed comes before the answer, what happens from then on after it.
    await new Promise<void>((resolve, reject) => {
      socket.socket.emit('CHAT_RESUMED', {}, ({ isChatAvailable }: { isChatAvailable: boolean }) => {
        if (!isChatAvailable) reject(new Error('CHAT_RESUMED: there is no chat'));
        this.book.whole(this.conversationId, socket.texts());
        this.#listen(socket);
        resolve();
      });
    });
  }

  async say(_conversationId: string, text: string): Promise<void> {
    this.book.says(text);
    await this.#must('MESSAGE_RECEIVED', textMessage(text));
  }

  end(): Promise<void> {
    return this.#must('CHAT_ENDED', {});
  }

  lose(): void {
    this.online = false;
    this.#socket?.close();
  }

  close(): void {
    this.lose();
  }

  async #connect(token?: string): Promise<Customer> {
    const socket = await connectCustomer(this.#origin, {
      identifier: this.#identifier,
      ...(token !== undefined && { token }),
    });
    this.#socket = socket;
    return socket;
  }

  #listen({ socket }: Customer): void {
    this.online = true;
    socket.on('MESSAGE_RECEIVED', ({ body, header }: MessageFrame) => {
      if ('markdownText' in body) this.book.heard(header.conversationId, body.markdownText);
    });
  }

  async #must(event: string, payload: object): Promise<void> {
    const answer = await this.#socket?.ask(event, payload);
    if (answer?.code !== 200) throw new Error(`${event}: ${JSON.stringify(answer)}`);
  }
}

type Message = { type: string; conversationId: string; text: string };
type Info = { conversation: { conversationId: string }; messages: Message[] };

/** Follows what a socket of Chat Solution is told of conversations. */
function follow({ socket }: Client, book: Book): void {
  socket.on('conversationInfo', (payload) => {
    const { conversation, messages } = payload as Info;
    book.whole(
      conversation.conversationId,
      messages.map(({ text }) => text),
    );
  });
  socket.on('messageArrived', (payload) => {
    const { type, conversationId, text } = payload as Message;
    if (type === 'ChatMessage') book.heard(conversationId, text);
  });
}

/** A customer of Chat Solution. */
export class ChatSolutionCustomer implements CustomerProgram {
  readonly name: string;
  readonly book = new Book();
  readonly #origin: string;
  readonly #version: ClientVersion;
  #chat: Chat | null = null;
  #client: Client | null = null;
  online = false;

  constructor(origin: string, version: ClientVersion) {
    this.#origin = origin;
    this.#version = version;
    this.name = `a customer of Chat Solution by ${version}`;
  }

  get conversationId(): string {
    return this.#chat?.conversationId ?? '';
  }

  async come(): Promise<this> {
    this.#chat = await init(this.#origin, { email: `${randomUUID()}@example.org` });
    await this.back();
    return this;
  }

  async back(): Promise<void> {
    const client = await new Client(this.#origin, { client: this.#version }).connected();
    this.#client = client;
    follow(client, this.book);
    await client.must('joinConversation', { ...this.#chat, requestId: randomUUID() });
    await client.hear('conversationInfo');
    this.online = true;
  }

  async say(conversationId: string, text: string): Promise<void> {
    this.book.says(text);
    const message = { conversationId, type: 'ChatMessage', requestId: randomUUID(), text, attachments: [] };
    await this.#client?.must('sendMessage', message);
  }

  readonly askForPerson = async (): Promise<void> =>
    this.#client?.must('requestAgentTransfer', { conversationId: this.conversationId });

  async end(): Promise<void> {
    await this.#client?.must('endConversation', { conversationId: this.conversationId });
  }

  lose(): void {
    this.online = false;
    this.#client?.close();
  }

  close(): void {
    this.lose();
  }
}

export class ChatSolutionBot implements BotProgram {
  readonly name = 'the bot';
  readonly botId = 'Bot';
  readonly book = new Book();
  readonly #origin: string;
  readonly #joined = new Set<string>();
  #client: Client | null = null;
  online = false;

  constructor(origin: string) {
    this.#origin = origin;
  }

  async register(): Promise<void> {
    const options = { query: { key: 'demo-connector' } };
    const client = await new Client(this.#origin, options).connected();
    this.#client = client;
    follow(client, this.book);
    client.socket.on('initConversation', (payload) => {
      const { conversationId } = payload as { conversationId: string };
      client.must('joinConversation', { conversationId }).then(
        () => this.#joined.add(conversationId),
        (error: unknown) => this.book.problems.push(String(error)),
      );
    });
    await client.must('registerBot', { id: this.botId, name: 'Bot', type: 'Test' });
    this.online = true;
  }

  isIn(conversationId: string): boolean {
    return this.#joined.has(conversationId);
  }

  async say(conversationId: string, text: string): Promise<void> {
    await until(() => this.isIn(conversationId), `initConversation of ${conversationId}`);
    this.book.says(text);
    await this.#client?.must('sendMessage', {
      conversationId,
      type: 'ChatMessage',
      requestId: randomUUID(),
      text,
    });
  }

  async handOver(conversationId: string): Promise<void> {
    await this.#client?.must('requestAgentTransfer', { conversationId });
  }

  /** Its customers go on with people when it is away, so the day does not lose it. */
  lose(): void {
    this.close();
  }

  async back(): Promise<void> {
    await this.register();
  }

  close(): void {
    this.online = false;
    this.#client?.close();
  }
}
