/** Agents and customers at nodes: what they do until it is done, as their clients would while nodes fail. */
import { randomUUID } from 'node:crypto';
import type { TaskRequest } from '../../../protocol/agent-manager/server-events.ts';
import { Desk } from '../../gateways/agent-manager/testing/desk.ts';
import {
  closeCustomers,
  connectCustomer,
  startChat,
  textMessage,
} from '../../gateways/customer-channel/testing/customer.ts';
import type { Customer } from '../../gateways/customer-channel/testing/customer.ts';
import type { Node } from './cluster.ts';

export type Talk = { customer: Customer; conversationId: string; sessionToken: string };

/** Between two tries (ms): who is refused at once must not ask at once again. */
const PAUSE_MS = 200;
/** An answer that has not come by then (ms) is asked for again. */
const PATIENCE_MS = 3_000;

const pause = (ms = PAUSE_MS): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export class People {
  readonly #desks: Desk[] = [];
  readonly #customers: Customer[] = [];

  /** A desk of an agent who is ready for work. */
  async desk(node: Node, username: string): Promise<Desk> {
    const opened = await this.deskOf(node, await node.signIn(username));
    await opened.ask('changeAgentState', { action: 'agentState', state: { name: 'READY' } });
    return opened;
  }

  /** One more desk of a sign-in. */
  async deskOf(node: Node, token: string): Promise<Desk> {
    const opened = new Desk(node.url, { token });
    this.#desks.push(opened);
    await opened.hear('pullModeSubscribedListRequests');
    return opened;
  }

  /** A new customer at the node, served by the agent. */
  async chat(node: Node, agent: Desk): Promise<Talk> {
    const customer = await connectCustomer(node.url);
    this.#customers.push(customer);
    const { conversationId, sessionToken } = await requested(customer);
    const offer = await agent.hear<TaskRequest>(
      'taskRequest',
      (one) => one.conversationId === conversationId,
    );
    await agent.ask('topicSubscription', { conversationId, taskId: offer.taskId });
    return { customer, conversationId, sessionToken };
  }

  /** A new customer is offered to the agent, and what is said arrives. Resolves with how long it took (ms). */
  async routes(node: Node, agent: Desk): Promise<number> {
    const began = performance.now();
    const talk = await this.chat(node, agent);
    const text = randomUUID();
    await say(talk, text);
    await agent.until(() => textsAt(agent).includes(text), 'the message');
    await talk.customer.ask('CHAT_ENDED', {});
    return performance.now() - began;
  }

  /** Everybody goes: who has not said goodbye waits for the next test's agent. */
  async leave(): Promise<void> {
    for (const customer of this.#customers.splice(0)) {
      if (customer.socket.connected) await customer.ask('CHAT_ENDED', {});
    }
    closeCustomers();
    for (const desk of this.#desks.splice(0)) {
      if (desk.socket.connected) await desk.ask('agentLogout', { reasonCode: null });
      desk.close();
    }
  }
}

/** Asks until it is answered: while there is no owner, a request is refused. */
async function requested(customer: Customer): ReturnType<typeof startChat> {
  const request = { requestId: randomUUID() };
  for (;;) {
    const started = await startChat(customer, request).catch(() => null);
    if (started !== null) return started;
    await pause();
  }
}

/** What the customer has said, as the agent was told. */
export const textsAt = (agent: Desk): string[] =>
  agent
    .all<{ cimEvent: { data?: { body?: { markdownText?: string } } } }>('onCimEvent')
    .flatMap(({ cimEvent }) => cimEvent.data?.body?.markdownText ?? []);

/** Says it, and again under the same id until it is acknowledged, as clients do. */
export async function say({ customer }: Pick<Talk, 'customer'>, text: string): Promise<string> {
  const message = textMessage(text, randomUUID());
  for (;;) {
    const answer = await Promise.race([
      customer.ask('MESSAGE_RECEIVED', message),
      pause(PATIENCE_MS).then(() => null),
    ]);
    if (answer?.code === 200) return text;
    await pause();
  }
}
