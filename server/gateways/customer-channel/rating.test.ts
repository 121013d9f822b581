import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { readConversation } from '../shared/conversation-history.ts';
import { closeCustomers, connectCustomer, startChat, withForm } from './testing/customer.ts';
import { openRig } from './testing/rig.ts';
import type { Agent, Rig } from './testing/rig.ts';

let rig: Rig;
let amina: Agent;

beforeAll(async () => {
  rig = await openRig();
  amina = rig.agent('agent1');
});
afterEach(closeCustomers);
afterAll(() => rig.close());

async function chat() {
  await amina.ready();
  const customer = await connectCustomer(rig.url);
  const started = await startChat(customer, withForm({ name: 'Maria' }));
  await amina.accept(started.conversationId);
  return { customer, ...started };
}

/** What an agent who looks at the past finds at the end of a conversation. */
async function lastWords(conversationId: string): Promise<unknown> {
  const sources = { ...rig.context, queueName: (id: string) => id };
  const { events } = await readConversation(sources, conversationId, null, { limit: 100 });
  return events.filter(({ name }) => name === 'CUSTOMER_MESSAGE').map(({ data }) => data);
}

it('a chat is rated at its end, and the rating stands in the history, the last one only', async () => {
  const { customer, conversationId } = await chat();
  await customer.ask('CHAT_ENDED', {});
  expect(await customer.ask('CHAT_RATED', { rating: 2 })).toEqual({ code: 200 });
  expect(await customer.ask('CHAT_RATED', { rating: 4, comment: ' <b>Great</b> help ' })).toEqual({
    code: 200,
  });
  expect(await lastWords(conversationId)).toMatchObject([
    {
      header: { sender: { senderName: 'Maria' }, conversationId },
      body: {
        type: 'FEEDBACK',
        rating: 4,
        comment: '<b>Great</b> help',
        markdownText: '★★★★☆\n<b>Great</b> help',
      },
    },
  ]);
});

it('whoever shows the token may rate later, on another socket, also after a restart', async () => {
  const { customer, conversationId, sessionToken } = await chat();
  await customer.ask('CHAT_ENDED', {});
  customer.close();
  await rig.restart();
  const later = await connectCustomer(rig.url, { token: sessionToken });
  expect(await later.ask('CHAT_RATED', { rating: 5 })).toEqual({ code: 200 });
  expect(await lastWords(conversationId)).toMatchObject([{ body: { rating: 5, markdownText: '★★★★★' } }]);
});

it('nobody else may, and nothing but a number from 1 to 5 with few words counts', async () => {
  const { customer, conversationId, sessionToken } = await chat();
  const stranger = await connectCustomer(rig.url, { token: `${sessionToken.slice(0, -2)}xx` });
  expect(await stranger.ask('CHAT_RATED', { rating: 1 })).toMatchObject({ code: 409, error: 'NO_SESSION' });
  const wrong = [
    {},
    { rating: 0 },
    { rating: 6 },
    { rating: 2.5 },
    { rating: '5' },
    { rating: 3, comment: 'x\0' },
  ];
  for (const rating of [...wrong, { rating: 3, comment: 'x'.repeat(1_001) }]) {
    expect(await customer.ask('CHAT_RATED', rating)).toMatchObject({ code: 400, error: 'VALIDATION' });
  }
  await customer.ask('CHAT_ENDED', {});
  expect(await lastWords(conversationId)).toEqual([]);
});

it('a person who is forgotten leaves the number and not the words', async () => {
  const { customer, conversationId } = await chat();
  await customer.ask('CHAT_RATED', { rating: 1, comment: 'I am Maria Lopez' });
  await customer.ask('CHAT_ENDED', {});
  const [session] = await rig.context.people.sessionsOfConversations([conversationId]);
  await rig.context.people.eraseCustomer(session!.customerId);
  expect(await lastWords(conversationId)).toMatchObject([{ body: { rating: 1, markdownText: '★☆☆☆☆' } }]);
});
