/** Agents and customers of Chat Solution, by one version of its clients. */
import { randomUUID } from 'node:crypto';
import { agentName, PASSWORD } from '../centre-file.ts';
import { until } from '../until.ts';
import { InFlight } from './in-flight.ts';
import type { Writer, Written } from './messages.ts';

/** What the versions of the client have in common. */
type ClientSocket = {
  on: (event: string, listener: (payload: never) => void) => unknown;
  emit: (event: string, ...args: unknown[]) => unknown;
  disconnect: () => unknown;
};
export type Connect = (url: string, options: object) => ClientSocket;

type Said = { type?: string; requestId: string };
type Place = { conversationId: string; agent: ClientSocket; customer: ClientSocket };

export class ChatSolution {
  readonly #connect: Connect;
  readonly #sockets: ClientSocket[] = [];
  readonly #places: Place[] = [];
  readonly #inFlight = { customers: new InFlight(randomUUID), agents: new InFlight(randomUUID) };
  #next = 0;

  constructor(connect: Connect) {
    this.#connect = connect;
  }

  /** Agents who each talk with one customer. */
  async open(url: string, from: number, count: number): Promise<void> {
    for (let number = from; number < from + count; number += 1) {
      const agent = this.#socket(url);
      let offered: string | null = null;
      let accepted = false;
      agent.on('receiveChatRequest', ({ customer }: { customer: { conversationId: string } }) => {
        offered = customer.conversationId;
        agent.emit('acceptChatRequest', { conversationId: offered }, () => {});
      });
      agent.on('conversationInfo', () => {
        accepted = true;
      });
      agent.on('messageArrived', ({ type, requestId }: Said) => {
        if (type === 'ChatMessage') this.#inFlight.customers.arrived(requestId);
      });
      await ask(agent, 'login', { agentId: agentName(number), password: PASSWORD, mrd: 'CHAT' });
      await ask(agent, 'changeState', { state: 'READY', mrd: 'CHAT' });
      const chat = await begin(url);
      const customer = this.#socket(url);
      customer.on('messageArrived', ({ type, requestId }: Said) => {
        if (type === 'ChatMessage') this.#inFlight.agents.arrived(requestId);
      });
      await ask(customer, 'joinConversation', chat);
      await until(() => accepted && offered === chat.conversationId, 'the agent to accept');
      this.#places.push({ conversationId: chat.conversationId, agent, customer });
    }
  }

  write(by: Writer, perSecond: number, ms: number): Promise<Written> {
    return this.#inFlight[by].write(perSecond, ms, (requestId, number, acknowledged) => {
      const place = this.#places[this.#next++ % this.#places.length];
      if (place === undefined) return;
      const { conversationId } = place;
      const text = `Message ${number}: is there anybody who can help me with my order 4711?`;
      const message = { conversationId, type: 'ChatMessage', requestId, text, attachments: [] };
      (by === 'agents' ? place.agent : place.customer).emit('sendMessage', message, acknowledged);
    });
  }

  close(): void {
    for (const socket of this.#sockets) socket.disconnect();
  }

  #socket(url: string): ClientSocket {
    const socket = this.#connect(url, { transports: ['websocket'], forceNew: true });
    this.#sockets.push(socket);
    return socket;
  }
}

function ask(socket: ClientSocket, event: string, payload: object): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.emit(event, payload, (answer: { status: string }) => {
      if (answer.status === 'ok') resolve();
      else reject(new Error(`${event} was refused: ${JSON.stringify(answer)}`));
    });
  });
}

async function begin(url: string): Promise<{ conversationId: string }> {
  const response = await fetch(`${url}/api/customer/init`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Jane', email: `${randomUUID()}@example.org`, channel: 'web' }),
  });
  if (!response.ok) throw new Error(`a chat was refused: ${await response.text()}`);
  return (await response.json()) as { conversationId: string };
}
