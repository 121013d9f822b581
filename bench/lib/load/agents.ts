/** Agents as the desk protocol knows them: sign in, go ready, take what is offered, read, leave. */
import { randomUUID } from 'node:crypto';
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import { agentName, PASSWORD } from '../centre-file.ts';
import { InFlight } from './in-flight.ts';
import type { Deadlines, Target, Written } from './messages.ts';

type Arrival = (messageId: string) => void;

type TaskRequest = { conversationId: string; taskId: string; expiresAt: number };
type WrapupTimer = { conversationId: string; expiresAt: number };
type CimFrame = { cimEvent: { data?: { id?: string }; name: string } };

type Login = { data: { token: string; keycloak_User: { id: string } } };

async function signIn(url: string, username: string): Promise<{ token: string; id: string }> {
  const response = await fetch(`${url}/agent/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password: PASSWORD }),
  });
  if (!response.ok) throw new Error(`sign-in of ${username}: ${response.status} ${await response.text()}`);
  const { data } = (await response.json()) as Login;
  return { token: data.token, id: data.keycloak_User.id };
}

function asked(socket: Socket, event: string, payload: unknown): Promise<Record<string, unknown>> {
  return new Promise((resolve) => {
    socket.emit(event, payload, resolve);
  });
}

export class Agents {
  readonly #sockets: { id: string; socket: Socket; open: Set<string> }[] = [];
  readonly #arrived: Arrival;
  readonly #toCustomers = new InFlight(randomUUID);
  #next = 0;
  readonly deadlines: Deadlines = { offers: [], wrapups: [] };
  accepted = 0;

  constructor(arrived: Arrival) {
    this.#arrived = arrived;
  }

  /** Many at once, but not so many that the sign-in's hashing is all that is measured. */
  async open(target: Target, url: string, from: number, count: number, accept: boolean): Promise<void> {
    const numbers = Array.from({ length: count }, (_, index) => from + index);
    const workers = Array.from({ length: Math.min(16, count) }, async () => {
      for (let next = numbers.shift(); next !== undefined; next = numbers.shift()) {
        await this.#one(target, url, agentName(next), accept);
      }
    });
    await Promise.all(workers);
  }

  /** An agent's message has reached its customer. */
  arrived(messageId: string): void {
    this.#toCustomers.arrived(messageId);
  }

  /** Agents write in turn, each in its conversations in turn. */
  write(perSecond: number, ms: number): Promise<Written> {
    const places = this.#sockets.flatMap(({ id, socket, open }) =>
      [...open].map((conversationId) => ({ id, socket, conversationId })),
    );
    return this.#toCustomers.write(perSecond, ms, (id, number, acknowledged) => {
      const place = places[this.#next++ % places.length];
      if (place === undefined) return;
      const { conversationId } = place;
      const markdownText = `Message ${number}: I have found your order 4711, it leaves us tomorrow.`;
      const cimEvent = {
        id,
        name: 'AGENT_MESSAGE',
        type: 'MESSAGE',
        timestamp: Date.now(),
        conversationId,
        data: { id, header: {}, body: { type: 'PLAIN', markdownText } },
      };
      place.socket.emit('publishCimEvent', { cimEvent, agentId: place.id, conversationId }, acknowledged);
    });
  }

  async leaveAll(): Promise<number> {
    let left = 0;
    for (const { id, socket, open } of this.#sockets) {
      for (const conversationId of open) {
        await asked(socket, 'topicUnsubscription', { conversationId, agentId: id });
        left += 1;
      }
      open.clear();
    }
    return left;
  }

  close(): void {
    for (const { socket } of this.#sockets) socket.disconnect();
  }

  async #one(target: Target, url: string, username: string, accept: boolean): Promise<void> {
    const { token, id } = target === 'server' ? await signIn(url, username) : { token: '', id: username };
    const socket = io(url, {
      transports: ['websocket'],
      forceNew: true,
      reconnectionDelay: 50,
      reconnectionDelayMax: 100,
      auth: target === 'server' ? { token } : { agent: username },
    });
    const open = new Set<string>();
    this.#sockets.push({ id, socket, open });
    this.#listen(socket, id, open, accept);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });
    if (target === 'relay') return;
    const state = { name: 'READY', reasonCode: null };
    const answer = await asked(socket, 'changeAgentState', { agentId: id, action: 'agentState', state });
    if (answer.status !== 'ok') throw new Error(`READY was refused: ${JSON.stringify(answer)}`);
  }

  #listen(socket: Socket, id: string, open: Set<string>, accept: boolean): void {
    // The relay has no offers: it names the conversations that an agent has.
    socket.on('opened', ({ conversationId }: { conversationId: string }) => {
      open.add(conversationId);
    });
    const ringing = new Map<string, number>();
    const wrapping = new Map<string, number>();
    socket.on('onCimEvent', ({ cimEvent }: CimFrame) => {
      if (cimEvent.name === 'CUSTOMER_MESSAGE' && cimEvent.data?.id !== undefined)
        this.#arrived(cimEvent.data.id);
    });
    socket.on('taskRequest', ({ conversationId, taskId, expiresAt }: TaskRequest) => {
      ringing.set(conversationId, expiresAt);
      if (!accept) return;
      const participant = { id, participantType: 'CCUser' };
      const topicParticipant = {
        type: 'AGENT',
        role: 'PRIMARY',
        participant,
        conversationId,
        state: 'SUBSCRIBED',
      };
      void asked(socket, 'topicSubscription', { topicParticipant, agentId: id, conversationId, taskId }).then(
        ({ status }) => {
          if (status !== 'ok') return;
          ringing.delete(conversationId);
          open.add(conversationId);
          this.accepted += 1;
        },
      );
    });
    socket.on('revokeTask', ({ conversationId }: { conversationId: string }) => {
      const due = ringing.get(conversationId);
      if (due !== undefined) this.deadlines.offers.push(Date.now() - due);
      ringing.delete(conversationId);
    });
    socket.on('wrapupTimerStarted', ({ conversationId, expiresAt }: WrapupTimer) => {
      wrapping.set(conversationId, expiresAt);
    });
    socket.on('topicUnsubscription', ({ conversationId }: { conversationId: string }) => {
      const due = wrapping.get(conversationId);
      if (due !== undefined) this.deadlines.wrapups.push(Date.now() - due);
      wrapping.delete(conversationId);
    });
  }
}
