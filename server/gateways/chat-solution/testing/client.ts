/** A client of Chat Solution for tests: an unmodified socket.io client that keeps what it was told, in order. */
import { randomUUID } from 'node:crypto';
import { io as io48 } from 'socket.io-client';
import { connect as io25 } from 'socket.io-client-2';
import { io as io44 } from 'socket.io-client-440';
import type { ChatAnswer } from '../../../../protocol/chat-solution/answers.ts';

type Heard = { event: string; payload: Record<string, unknown> };

/** What all versions of the client have. */
type ClientSocket = {
  connected: boolean;
  on: (event: string, listener: (...args: unknown[]) => void) => unknown;
  emit: (event: string, ...args: unknown[]) => unknown;
  connect: () => unknown;
  disconnect: () => unknown;
};

export type ClientVersion = '2.5' | '4.4' | '4.8';

export type ClientOptions = {
  client?: ClientVersion;
  transports?: ('polling' | 'websocket')[];
  query?: Record<string, string>;
  auth?: Record<string, unknown>;
};

/** Everything that the server may send. */
const SERVER_EVENTS = [
  'amq-msg',
  'messageArrived',
  'teamInfo',
  'receiveChatRequest',
  'conversationInfo',
  'conversationList',
  'initConversation',
  'RoleUpdated',
  'endConversation',
  'socketSessionRemoved',
  'errors',
];

const open = new Set<Client>();

/** Closes every client that a test has opened. */
export function closeClients(): void {
  for (const client of open) client.close();
  open.clear();
}

type Activity = {
  type: string;
  activityType: string;
  conversationId: string;
  from: { id: string; name: string };
  info: Record<string, unknown> & { participant?: Record<string, unknown> };
};

export class Client {
  readonly heard: Heard[] = [];
  readonly socket: ClientSocket;
  readonly disconnects: string[] = [];
  readonly #waiting = new Set<() => void>();

  constructor(origin: string, options: ClientOptions = {}) {
    const versions = { '2.5': io25, '4.4': io44, '4.8': io48 };
    const connect = versions[options.client ?? '4.8'] as unknown as (
      uri: string,
      options: object,
    ) => ClientSocket;
    this.socket = connect(origin, {
      transports: options.transports ?? ['websocket'],
      forceNew: true,
      reconnection: false,
      query: options.query,
      ...(options.auth !== undefined && { auth: options.auth }),
    });
    for (const event of SERVER_EVENTS) {
      this.socket.on(event, (payload) => {
        this.heard.push({ event, payload: payload as Record<string, unknown> });
        this.#wake();
      });
    }
    for (const event of ['connect', 'connect_error']) this.socket.on(event, () => this.#wake());
    this.socket.on('disconnect', (reason) => {
      this.disconnects.push(String(reason));
      this.#wake();
    });
    open.add(this);
  }

  async connected(): Promise<this> {
    await this.until(() => this.socket.connected, 'connect');
    return this;
  }

  /** Resolves once `look` finds something. */
  async until<T>(look: () => T | null | undefined | false, what: string): Promise<T> {
    for (;;) {
      const found = look();
      if (found !== null && found !== undefined && found !== false) return found;
      await new Promise<void>((resolve, reject) => {
        const timer = setTimeout(() => {
          this.#waiting.delete(wake);
          const heard = this.heard.map(({ event, payload }) => `${event} ${JSON.stringify(payload)}`);
          reject(new Error(`never: ${what} (heard: ${heard.join('\n') || 'nothing'})`));
        }, 5_000);
        const wake = (): void => {
          clearTimeout(timer);
          this.#waiting.delete(wake);
          resolve();
        };
        this.#waiting.add(wake);
      });
    }
  }

  /** The payloads of one event so far. */
  all<T = Record<string, unknown>>(event: string): T[] {
    return this.heard.filter((one) => one.event === event).map(({ payload }) => payload as T);
  }

  /** The first payload of an event that fits, once it is there. */
  hear<T = Record<string, unknown>>(event: string, fits: (payload: T) => boolean = () => true): Promise<T> {
    return this.until(() => this.all<T>(event).find(fits), event);
  }

  /** The first ChatMessage with a text. */
  hearText(text: string): Promise<Record<string, unknown>> {
    return this.hear('messageArrived', (message) => message.type === 'ChatMessage' && message.text === text);
  }

  /** The first activity of a type. */
  hearActivity(activityType: string, fits: (one: Activity) => boolean = () => true): Promise<Activity> {
    return this.hear<Activity>('messageArrived', (one) => one.activityType === activityType && fits(one));
  }

  /** Texts of all ChatMessages so far. */
  texts(): unknown[] {
    return this.all('messageArrived').flatMap((one) => (one.type === 'ChatMessage' ? [one.text] : []));
  }

  /** Emits with a callback and resolves with the answer. */
  ask(event: string, ...payload: unknown[]): Promise<ChatAnswer> {
    return new Promise((resolve) => this.socket.emit(event, ...payload, resolve));
  }

  /** The same, where the answer has to be ok. */
  async must(event: string, payload?: unknown): Promise<void> {
    const answer = await this.ask(event, payload);
    if (answer.status !== 'ok') throw new Error(`${event}: ${JSON.stringify(answer)}`);
  }

  /** The code of the refusal. */
  async refused(event: string, ...payload: unknown[]): Promise<string> {
    const answer = await this.ask(event, ...payload);
    if (answer.status === 'ok') throw new Error(`${event} was not refused`);
    return answer.code;
  }

  clear(): void {
    this.heard.length = 0;
  }

  gone(): Promise<string> {
    return this.until(() => this.disconnects.at(-1), 'disconnect');
  }

  close(): void {
    this.socket.disconnect();
  }

  #wake(): void {
    for (const wake of [...this.#waiting]) wake();
  }
}

export type Chat = { conversationId: string; participant: { id: string; name: string } };

/** `POST /api/customer/init`. */
export async function init(origin: string, body: Record<string, unknown> = {}): Promise<Chat> {
  const response = await post(`${origin}/api/customer/init`, {
    name: 'Kashif Sohail',
    email: 'kashif@ef.com',
    phone: '+1343122554',
    channel: 'web',
    requestId: randomUUID(),
    timestamp: '2018-05-07T06:52:21.661Z',
    ...body,
  });
  if (response.status !== 200) throw new Error(await response.text());
  return (await response.json()) as Chat;
}

export function post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

/** A customer in a chat. */
export type Customer = Client & Chat & { say: (text: string, requestId?: string) => Promise<void> };

/** Asks for a chat and joins it. */
export async function startChat(
  origin: string,
  options: ClientOptions = {},
  body: Record<string, unknown> = {},
): Promise<Customer> {
  const chat = await init(origin, body);
  const client = await new Client(origin, options).connected();
  await client.must('joinConversation', { ...chat, requestId: randomUUID() });
  const say = async (text: string, requestId: string = randomUUID()): Promise<void> => {
    const { conversationId, participant } = chat;
    const message = {
      conversationId,
      type: 'ChatMessage',
      requestId,
      from: participant,
      text,
      attachments: [],
    };
    await client.must('sendMessage', message);
  };
  return Object.assign(client, chat, { say });
}

/** An agent who is signed in. */
export async function signIn(
  origin: string,
  agentId: string,
  options: ClientOptions & { amq?: boolean } = {},
): Promise<Client> {
  const client = await new Client(origin, options).connected();
  if (options.amq === true) {
    await client.must('amq-sub', { AgentId: agentId });
    await client.must('amq-send', { head: 'Login', AgentId: agentId, Password: 'demo', Mrd: 'CHAT' });
  } else await client.must('login', { agentId, password: 'demo', mrd: 'CHAT' });
  return client;
}

/** Lets an agent be ready. */
export async function ready(agent: Client, amq = false): Promise<void> {
  if (amq) await agent.must('amq-send', { head: 'AgentState', State: 'READY', Mrd: 'CHAT', ReasonCode: -1 });
  else await agent.must('changeState', { state: 'READY', mrd: 'CHAT' });
}

/** Lets an agent say something. */
export function say(
  agent: Client,
  conversationId: string,
  text: string,
  more: Record<string, unknown> = {},
): Promise<void> {
  const message = { conversationId, type: 'ChatMessage', requestId: randomUUID(), text, attachments: [] };
  return agent.must('sendMessage', { ...message, ...more });
}
