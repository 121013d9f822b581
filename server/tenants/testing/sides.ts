/** The same contact centre twice in one process, and what is going on in each. */
import { expect } from 'vitest';
import type { OnTopicData, TaskRequest } from '../../../protocol/agent-manager/server-events.ts';
import type { Desk } from '../../gateways/agent-manager/testing/desk.ts';
import { connectCustomer, startChat, textMessage } from '../../gateways/customer-channel/testing/customer.ts';
import type { Customer } from '../../gateways/customer-channel/testing/customer.ts';
import type { Tenant } from '../open-tenant.ts';
import { bearing, readyDesk, signIn, webChannelOf } from './two-tenants.ts';
import type { TenantId } from './two-tenants.ts';

export type Side = {
  token: string;
  desk: Desk;
  customer: Customer;
  conversationId: string;
  customerId: string;
  taskId: string;
  sessionToken: string;
  /** What was said there. */
  words: string;
  file: string;
};

/** The same on both sides: whoever makes these up cannot know of the others. */
export const IDENTIFIER = 'the-same-visitor';
export const REQUEST = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff';
export const MESSAGE = '7f9619ff-8b86-4d01-b42d-00cf4fc964ff';
export const ANSWER = '8f9619ff-8b86-4d01-b42d-00cf4fc964ff';

/** A customer of the tenant talks with its agent1, who sends a file. */
export async function talk(url: string, tenant: TenantId): Promise<Side> {
  const token = await signIn(url, tenant, 'agent1');
  const desk = await readyDesk(url, token);
  const customer = await connectCustomer(url, { channel: webChannelOf(tenant), identifier: IDENTIFIER });
  const { conversationId, sessionToken } = await startChat(customer, { requestId: REQUEST });
  const words = `said-in-the-${tenant}`;
  const offer = await desk.hear<TaskRequest>('taskRequest', (one) => one.conversationId === conversationId);
  await desk.ask('topicSubscription', { conversationId, taskId: offer.taskId });
  const topic = await desk.hear<OnTopicData>('onTopicData');
  expect(await customer.ask('MESSAGE_RECEIVED', textMessage(words, MESSAGE))).toMatchObject({ code: 200 });
  await desk.until(() => JSON.stringify(desk.all('onCimEvent')).includes(words), 'the message');
  const form = new FormData();
  form.set('file', new Blob(['a note'], { type: 'text/plain' }), 'note.txt');
  const stored = await fetch(`${url}/file-engine/api/uploadFileStream`, {
    method: 'POST',
    headers: bearing(tenant === 'north' ? token : sessionToken),
    body: form,
  });
  const { name } = (await stored.json()) as { name: string };
  const { taskId } = offer;
  const customerId = topic.topicData.customer._id;
  return { token, desk, customer, conversationId, customerId, taskId, sessionToken, words, file: name };
}

/** How far the journal of a tenant is, after everything that was asked so far. */
export async function seqOf({ engine }: Tenant): Promise<number> {
  await engine.read(() => null);
  return engine.seq;
}

/** Nothing that a person of the tenant is called or has said is in there. */
export function expectNothingOf(tenant: TenantId, text: string, where = ''): void {
  for (const words of [`said-in-the-${tenant}`, `of-the-${tenant}`, `answer of ${tenant}`]) {
    expect(text, where).not.toContain(words);
  }
}

/** The same number writes to the same number, with the same id. */
export function connectorMessage(tenant: TenantId) {
  return {
    id: MESSAGE,
    header: {
      channelData: { channelCustomerIdentifier: '4917012345', serviceIdentifier: '0900' },
      sender: { id: 'c', type: 'CONNECTOR' },
    },
    body: { type: 'PLAIN', markdownText: `said-in-the-${tenant}` },
  };
}
