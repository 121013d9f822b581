/** An agent with a program of Chat Solution, by one of its two dialects. */
import type { Rig } from '../../gateways/agent-manager/testing/rig.ts';
import { ready, say, signIn } from '../../gateways/chat-solution/testing/client.ts';
import type { ClientVersion, Client } from '../../gateways/chat-solution/testing/client.ts';
import { Book } from './book.ts';
import { until } from './people.ts';
import type { AgentProgram, Colleague } from './people.ts';

type Message = { type: string; conversationId: string; text: string };
type Offer = { head?: string; param?: { conversationId: string }; customer?: { conversationId: string } };
type Info = { conversation: { conversationId: string }; messages: Message[] };

export class ChatSolutionAgent implements AgentProgram {
  readonly name: string;
  readonly agentId: string;
  readonly username: string;
  readonly book = new Book();
  readonly readsOn = false;
  readonly handsOverTo = 'SOMEBODY_IN_IT';
  readonly #rig: Rig;
  readonly #client: ClientVersion;
  /** The agent's events are those of ActiveMQ, not those of 3.0. */
  readonly #amq: boolean;
  readonly #offers = new Set<string>();
  #wholes = 0;
  #isReady = true;
  #socket: Client | null = null;
  online = false;

  constructor(rig: Rig, username: string, client: ClientVersion, amq: boolean) {
    this.#rig = rig;
    this.username = username;
    this.#client = client;
    this.#amq = amq;
    this.name = `${username} (Chat Solution by ${client}${amq ? ', amq' : ''})`;
    this.agentId = rig.agentId(username);
  }

  async come(): Promise<void> {
    this.#isReady = true;
    await this.back();
  }

  async back(): Promise<void> {
    const socket = await signIn(this.#rig.origin, this.username, { client: this.#client, amq: this.#amq });
    this.#socket = socket;
    for (const { event, payload } of socket.heard) this.#take(event, payload);
    for (const event of ['conversationInfo', 'messageArrived', 'receiveChatRequest', 'amq-msg'])
      socket.socket.on(event, (payload) => this.#take(event, payload));
    await this.setReady(this.#isReady);
    await socket.must('getConversationInfo', { AgentId: this.username });
    this.online = true;
  }

  lose(): void {
    this.online = false;
    this.#socket?.close();
  }

  close(): void {
    this.lose();
  }

  async setReady(isReady: boolean): Promise<void> {
    this.#isReady = isReady;
    const socket = this.#connected();
    if (isReady) await ready(socket, this.#amq);
    else await socket.must('changeState', { state: 'NOT_READY', mrd: 'CHAT' });
  }

  isOffered(conversationId: string): boolean {
    return this.#offers.has(conversationId);
  }

  async accept(conversationId: string): Promise<void> {
    const before = this.#wholes;
    await this.#connected().must(this.#amq ? 'joinConversation' : 'acceptChatRequest', { conversationId });
    this.#offers.delete(conversationId);
    await until(() => this.#wholes > before, `conversationInfo of ${conversationId}`);
  }

  say(conversationId: string, text: string): Promise<void> {
    this.book.says(text);
    return say(this.#connected(), conversationId, text);
  }

  readonly whisper = (conversationId: string, text: string, { username }: Colleague): Promise<void> => {
    this.book.says(text);
    return say(this.#connected(), conversationId, text, { to: [{ id: username }] });
  };

  invite(conversationId: string, { username }: Colleague): Promise<void> {
    return this.#connected().must('addParticipant', { participant: { agentId: username }, conversationId });
  }

  handOver(conversationId: string, { username }: Colleague): Promise<void> {
    return this.#connected().must('transferChat', { conversationId, participantId: username });
  }

  leave(conversationId: string): Promise<void> {
    return this.#connected().must('leaveConversation', { conversationId });
  }

  readonly end = (conversationId: string): Promise<void> =>
    this.#connected().must('endConversation', { conversationId });

  wrapUp(conversationId: string): Promise<void> {
    return this.#connected().must('wrapUp', { conversationId, wrapup: 'done' });
  }

  async signOut(): Promise<void> {
    await this.#connected().must('changeState', { state: 'LOGOUT', mrd: 'CHAT' });
    this.close();
  }

  #connected(): Client {
    if (this.#socket === null) throw new Error('nobody is signed in');
    return this.#socket;
  }

  #take(event: string, payload: unknown): void {
    if (event === 'receiveChatRequest' || event === 'amq-msg') {
      const { param, customer } = payload as Offer;
      const offered = param?.conversationId ?? customer?.conversationId;
      if (offered !== undefined) this.#offers.add(offered);
    }
    if (event === 'conversationInfo') {
      const { conversation, messages } = payload as Info;
      this.#wholes += 1;
      this.book.whole(
        conversation.conversationId,
        messages.map(({ text }) => text),
      );
    }
    if (event === 'messageArrived') {
      const { type, conversationId, text } = payload as Message;
      if (type === 'ChatMessage') this.book.heard(conversationId, text);
    }
  }
}
