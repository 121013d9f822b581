/** An agent with a program for Genesys' interface: REST for what is done, one held request for what is told. */
import type { Rig } from '../../gateways/agent-manager/testing/rig.ts';
import { Book } from './book.ts';
import { until } from './people.ts';
import type { AgentProgram, Colleague } from './people.ts';

type Message = { index: number; type: string; text?: string };
type Interaction = { id: string; state: string };
type Told = { interaction?: Interaction; interactionId?: string; messages?: Message[] };
type Bayeux = { channel: string; clientId?: string; successful?: boolean; data?: Told };
type Answer = { statusCode?: number; status?: string; messages?: Message[]; interactions?: Interaction[] };

export class GenesysAgent implements AgentProgram {
  readonly name: string;
  readonly agentId: string;
  readonly username: string;
  readonly book = new Book();
  readonly readsOn = false;
  readonly handsOverTo = 'SOMEBODY_NEW';
  readonly whisper = null;
  readonly #rig: Rig;
  readonly #offers = new Set<string>();
  readonly #chats = new Set<string>();
  /** Conversations that were accepted: what is told of them next is the whole. */
  readonly #accepted = new Set<string>();
  /** The numbers of messages that were told, by this connection, or were read. */
  readonly #told = new Map<string, { live: Set<number>; read: Set<number> }>();
  #known: Record<string, string> = {};
  #polling = new AbortController();
  online = false;

  constructor(rig: Rig, username: string) {
    this.#rig = rig;
    this.username = username;
    this.name = `${username} (Genesys)`;
    this.agentId = rig.agentId(username);
  }

  async come(): Promise<void> {
    const authorization = `Basic ${Buffer.from(`${this.username}:demo`).toString('base64')}`;
    const me = await fetch(`${this.#rig.origin}/api/v2/me`, { headers: { authorization } });
    const [cookie = ''] = me.headers.getSetCookie()[0]?.split(';') ?? [];
    this.#known = { cookie, 'x-csrf-token': me.headers.get('x-csrf-token') ?? '' };
    await this.#listen();
    await this.#must('/me', { operationName: 'StartContactCenterSession', channels: ['chat'] });
    await this.setReady(true);
  }

  async back(): Promise<void> {
    for (const { live, read } of this.#told.values()) {
      for (const index of live) read.add(index);
      live.clear();
    }
    await this.#listen();
    const { interactions = [] } = await this.#get('/me/interactions?fields=*');
    for (const { id, state } of interactions) {
      if (state === 'Invited') this.#offers.add(id);
      if (state === 'Chatting') await this.#read(id);
    }
  }

  lose(): void {
    this.online = false;
    this.#polling.abort();
  }

  close(): void {
    this.lose();
  }

  setReady(isReady: boolean): Promise<void> {
    return this.#must('/me/channels/chat', { operationName: isReady ? 'Ready' : 'NotReady' });
  }

  isOffered(conversationId: string): boolean {
    return this.#offers.has(conversationId);
  }

  async accept(conversationId: string): Promise<void> {
    this.#chats.delete(conversationId);
    this.#told.delete(conversationId);
    this.#accepted.add(conversationId);
    await this.#act(conversationId, 'Accept', { nickname: this.username });
    this.#offers.delete(conversationId);
    await until(() => this.#chats.has(conversationId), `NewMessages of ${conversationId}`);
  }

  say(conversationId: string, text: string): Promise<void> {
    return this.#act(conversationId, 'SendMessage', { text });
  }

  invite(conversationId: string, { agentId }: Colleague): Promise<void> {
    return this.#act(conversationId, 'InviteUser', { agentId });
  }

  handOver(conversationId: string, { agentId }: Colleague): Promise<void> {
    return this.#act(conversationId, 'SingleStepTransfer', { agentId });
  }

  leave(conversationId: string): Promise<void> {
    return this.#act(conversationId, 'LeaveConference', { agentId: this.agentId });
  }

  readonly end = (conversationId: string): Promise<void> => this.#act(conversationId, 'EndChatSession');

  wrapUp(conversationId: string): Promise<void> {
    return this.#act(conversationId, 'Complete');
  }

  async signOut(): Promise<void> {
    await this.#must('/me', { operationName: 'EndContactCenterSession' });
    this.close();
  }

  async #listen(): Promise<void> {
    this.#polling = new AbortController();
    const types = ['long-polling'];
    const [hello] = await this.#bayeux({
      channel: '/meta/handshake',
      version: '1.0',
      supportedConnectionTypes: types,
    });
    const clientId = hello?.clientId;
    if (clientId === undefined) throw new Error('there is no client');
    for (const subscription of ['/v2/me/channels', '/v2/me/interactions']) {
      const [answer] = await this.#bayeux({ channel: '/meta/subscribe', clientId, subscription });
      if (answer?.successful !== true) throw new Error(`${subscription} was refused`);
    }
    this.online = true;
    void this.#poll(clientId, this.#polling.signal);
  }

  async #poll(clientId: string, signal: AbortSignal): Promise<void> {
    const connect = { channel: '/meta/connect', clientId, connectionType: 'long-polling' };
    while (!signal.aborted) {
      // Who has lost the connection hears nothing; the day says when it is back.
      const told = await this.#bayeux(connect, signal).catch(() => []);
      for (const { data } of told) if (data !== undefined) this.#take(data);
    }
  }

  #take({ interaction, interactionId, messages }: Told): void {
    if (interaction?.state === 'Invited') this.#offers.add(interaction.id);
    if (interaction !== undefined && interaction.state !== 'Invited') this.#offers.delete(interaction.id);
    if (interactionId === undefined || messages === undefined) return;
    this.#chats.add(interactionId);
    const { live, read } = this.#numbersOf(interactionId);
    if (this.#accepted.delete(interactionId)) {
      const texts = messages.filter(({ type }) => type === 'Text');
      for (const { index } of texts) live.add(index);
      const whole = texts.map(({ text }) => text);
      this.book.whole(interactionId, whole);
      return;
    }
    for (const { index, type, text } of messages) {
      // What was read may be told once more; what was told may not.
      if (type !== 'Text' || (read.has(index) && !live.has(index))) continue;
      live.add(index);
      this.book.heard(interactionId, text);
    }
  }

  async #read(id: string): Promise<void> {
    const { messages = [] } = await this.#get(`/me/interactions/${id}/messages`);
    const texts = messages.filter(({ type }) => type === 'Text');
    const { read } = this.#numbersOf(id);
    for (const { index } of texts) read.add(index);
    this.book.whole(
      id,
      texts.map(({ text }) => text),
    );
  }

  #numbersOf(id: string): { live: Set<number>; read: Set<number> } {
    const found = this.#told.get(id) ?? { live: new Set(), read: new Set() };
    this.#told.set(id, found);
    return found;
  }

  #act(id: string, operationName: string, fields: object = {}): Promise<void> {
    return this.#must(`/me/interactions/${id}`, { operationName, ...fields });
  }

  async #must(path: string, body: object): Promise<void> {
    const answer = await this.#send(path, body);
    const { statusCode, status } = (await answer.json()) as Answer;
    if (statusCode !== 0 && status !== 'ok')
      throw new Error(`${path} ${JSON.stringify(body)}: ${answer.status} ${statusCode ?? status ?? ''}`);
  }

  async #get(path: string): Promise<Answer> {
    const answer = await fetch(`${this.#rig.origin}/api/v2${path}`, { headers: this.#known });
    return (await answer.json()) as Answer;
  }

  async #bayeux(message: object, signal?: AbortSignal): Promise<Bayeux[]> {
    const answer = await this.#send('/notifications', [message], signal);
    const told: unknown = await answer.json();
    return Array.isArray(told) ? (told as Bayeux[]) : [];
  }

  #send(path: string, body: object, signal?: AbortSignal): Promise<Response> {
    return fetch(`${this.#rig.origin}/api/v2${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...this.#known },
      body: JSON.stringify(body),
      ...(signal !== undefined && { signal }),
    });
  }
}
