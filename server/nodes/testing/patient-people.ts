/** A customer and an agent who hold on whatever happens to nodes: they come back, to whichever node answers. */
import { randomUUID } from 'node:crypto';
import type { TaskRequest } from '../../../protocol/agent-manager/server-events.ts';
import { Desk } from '../../gateways/agent-manager/testing/desk.ts';
import {
  connectCustomer,
  resumeChat,
  startChat,
  textMessage,
} from '../../gateways/customer-channel/testing/customer.ts';
import type { Customer } from '../../gateways/customer-channel/testing/customer.ts';
import type { Node } from './cluster.ts';

export type Nodes = () => readonly Node[];

/** What has not come by then (ms) is asked for again, and how long (ms) between two tries. */
const PATIENCE_MS = 3_000;
const PAUSE_MS = 100;

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function within<T>(work: Promise<T>): Promise<T | null> {
  return Promise.race([work, pause(PATIENCE_MS).then(() => null)]);
}

export class PatientCustomer {
  readonly #nodes: Nodes;
  readonly #identifier = randomUUID();
  readonly #requestId = randomUUID();
  #customer: Customer | null = null;
  #token: string | null = null;
  #tries = 0;
  conversationId = '';
  /** Set when the chat was not there any more. */
  lost = false;

  constructor(nodes: Nodes) {
    this.#nodes = nodes;
  }

  /** Resolves once the chat has begun. */
  async begin(): Promise<void> {
    while ((await this.#there()) === null) await pause(PAUSE_MS);
  }

  /** Says it until it is acknowledged. Resolves with the message's id. */
  async say(text: string): Promise<string> {
    const message = textMessage(text, randomUUID());
    for (;;) {
      const customer = await this.#there();
      if (customer !== null) {
        const gone = new Promise<null>((resolve) => customer.socket.once('disconnect', () => resolve(null)));
        const answer = await within(Promise.race([customer.ask('MESSAGE_RECEIVED', message), gone]));
        if (answer?.code === 200) return message.id;
        if (answer === null) this.close();
      }
      await pause(PAUSE_MS);
    }
  }

  close(): void {
    this.#customer?.close();
    this.#customer = null;
  }

  async #there(): Promise<Customer | null> {
    if (this.#customer?.socket.connected === true) return this.#customer;
    const nodes = this.#nodes();
    const node = nodes[(this.#tries += 1) % nodes.length];
    if (node === undefined) return null;
    const options = { identifier: this.#identifier, ...(this.#token !== null && { token: this.#token }) };
    const customer = await within(connectCustomer(node.url, options)).catch(() => null);
    if (customer === null) return null;
    if (this.#token === null) {
      const started = await within(startChat(customer, { requestId: this.#requestId })).catch(() => null);
      if (started !== null) {
        this.#token = started.sessionToken;
        this.conversationId = started.conversationId;
        this.#customer = customer;
      }
    } else {
      const resumed = await within(resumeChat(customer)).catch(() => null);
      if (resumed?.isChatAvailable === true) this.#customer = customer;
      else if (resumed !== null && resumed.error === undefined) this.lost = true;
    }
    if (this.#customer !== customer) customer.close();
    return this.#customer;
  }
}

export class PatientAgent {
  readonly #nodes: Nodes;
  readonly #token: string;
  #desk: Desk | null = null;
  #running: Promise<void> = Promise.resolve();
  readonly #over = new AbortController();

  constructor(nodes: Nodes, token: string) {
    this.#nodes = nodes;
    this.#token = token;
  }

  /** Is there from now on, READY, and takes what is offered. */
  begin(): void {
    this.#running = this.#run();
  }

  async end(): Promise<void> {
    this.#over.abort();
    await this.#running;
    this.#desk?.close();
  }

  async #run(): Promise<void> {
    const { signal } = this.#over;
    const isOver = (): boolean => signal.aborted;
    for (let tries = 0; !isOver(); tries += 1) {
      const nodes = this.#nodes();
      const node = nodes[tries % nodes.length];
      if (node === undefined) continue;
      const desk = (this.#desk = new Desk(node.url, { token: this.#token }));
      const seen = new Set<string>();
      try {
        await desk.hear('snapshotComplete');
        await within(desk.ask('changeAgentState', { action: 'agentState', state: { name: 'READY' } }));
        while (desk.socket.connected && !isOver()) {
          for (const { conversationId, taskId } of desk.all<TaskRequest>('taskRequest')) {
            if (seen.has(taskId)) continue;
            seen.add(taskId);
            await within(desk.ask('topicSubscription', { conversationId, taskId }));
          }
          await pause(PAUSE_MS);
        }
      } catch {
        // It did not get in: another node.
      }
      desk.close();
      await pause(PAUSE_MS);
    }
  }
}
