/** Agents of the Genesys interface: REST for what they do, one long poll after the other for what they are told. */
import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { agentName, PASSWORD } from '../centre-file.ts';
import { until } from '../until.ts';
import { InFlight } from './in-flight.ts';
import type { Written } from './messages.ts';

type Answer = { status: number; body: Record<string, unknown> | Bayeux[]; csrf: string; cookie: string };
type Bayeux = { channel: string; clientId?: string; data?: Notification; successful?: boolean };
type Notification = {
  interaction?: { id: string; state: string };
  messages?: { type: string; text?: string; from: { type: string } }[];
};

export class GenesysAgents {
  readonly #desks: Desk[] = [];
  /** A text ends with its own id: this interface gives no other way to know a message again. */
  readonly #inFlight = new InFlight(randomUUID);
  readonly #heard: (messageId: string) => void;
  #next = 0;

  /** `heard` is told every message of a customer. */
  constructor(heard: (messageId: string) => void) {
    this.#heard = heard;
  }

  get accepted(): number {
    return this.#desks.filter(({ conversationId }) => conversationId !== null).length;
  }

  async open(url: string, from: number, count: number): Promise<void> {
    for (let number = from; number < from + count; number += 1) {
      const desk = new Desk(url, agentName(number), this.#heard);
      this.#desks.push(desk);
      await desk.start();
    }
  }

  arrived(messageId: string): void {
    this.#inFlight.arrived(messageId);
  }

  write(perSecond: number, ms: number): Promise<Written> {
    return this.#inFlight.write(perSecond, ms, (id, number, acknowledged) => {
      const desk = this.#desks[this.#next++ % this.#desks.length];
      void desk?.say(`Message ${number}: I have found your order 4711. ${id}`).then(acknowledged);
    });
  }

  close(): void {
    for (const desk of this.#desks) desk.close();
  }
}

class Desk {
  readonly #url: string;
  readonly #basic: string;
  readonly #heard: (messageId: string) => void;
  readonly #connections = new Agent({ keepAlive: true });
  #cookie = '';
  #csrf = '';
  #ended = false;
  conversationId: string | null = null;

  constructor(url: string, username: string, heard: (messageId: string) => void) {
    this.#url = url;
    this.#basic = `Basic ${Buffer.from(`${username}:${PASSWORD}`).toString('base64')}`;
    this.#heard = heard;
  }

  async start(): Promise<void> {
    const me = await this.#ask('GET', '/me', undefined, { authorization: this.#basic });
    this.#cookie = me.cookie;
    this.#csrf = me.csrf;
    const types = ['long-polling'];
    const [hello] = await this.#poll({
      channel: '/meta/handshake',
      version: '1.0',
      supportedConnectionTypes: types,
    });
    const clientId = hello?.clientId ?? '';
    for (const subscription of ['/v2/me/channels', '/v2/me/interactions'])
      await this.#poll({ channel: '/meta/subscribe', clientId, subscription });
    void this.#keepPolling(clientId);
    await this.#must('/me', { operationName: 'StartContactCenterSession', channels: ['chat'] });
    await this.#must('/me/channels/chat', { operationName: 'Ready' });
  }

  async say(text: string): Promise<void> {
    await until(() => this.conversationId !== null, 'a conversation');
    await this.#must(`/me/interactions/${this.conversationId ?? ''}`, { operationName: 'SendMessage', text });
  }

  close(): void {
    this.#ended = true;
    this.#connections.destroy();
  }

  async #keepPolling(clientId: string): Promise<void> {
    while (!this.#ended) {
      const found = await this.#poll({
        channel: '/meta/connect',
        clientId,
        connectionType: 'long-polling',
      }).catch(() => []);
      for (const { data } of found) if (data !== undefined) this.#take(data);
    }
  }

  #take({ interaction, messages = [] }: Notification): void {
    if (interaction?.state === 'Invited')
      void this.#must(`/me/interactions/${interaction.id}`, { operationName: 'Accept' });
    if (interaction?.state === 'Chatting') this.conversationId = interaction.id;
    for (const { type, text = '', from } of messages)
      if (type === 'Text' && from.type === 'Customer') this.#heard(text.slice(text.lastIndexOf(' ') + 1));
  }

  async #poll(message: object): Promise<Bayeux[]> {
    const { body } = await this.#ask('POST', '/notifications', [message]);
    return Array.isArray(body) ? body : [];
  }

  async #must(path: string, body: object): Promise<void> {
    const answer = await this.#ask('POST', path, body);
    if (answer.status !== 200) throw new Error(`${path} was refused: ${JSON.stringify(answer.body)}`);
  }

  #ask(method: string, path: string, body?: object, more: Record<string, string> = {}): Promise<Answer> {
    const headers = {
      'content-type': 'application/json',
      ...(this.#cookie !== '' && { cookie: this.#cookie, 'x-csrf-token': this.#csrf }),
      ...more,
    };
    return new Promise((resolve, reject) => {
      const asking = request(`${this.#url}/api/v2${path}`, { method, headers, agent: this.#connections });
      asking.once('error', reject);
      asking.once('response', (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.once('end', () => {
          const [cookie = ''] = response.headers['set-cookie']?.[0]?.split(';') ?? [];
          resolve({
            status: response.statusCode ?? 0,
            body: JSON.parse(Buffer.concat(parts).toString('utf8')) as Answer['body'],
            csrf: String(response.headers['x-csrf-token'] ?? ''),
            cookie,
          });
        });
      });
      asking.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }
}
