/** What one client of this protocol may ask for before others would suffer. */
import { expect, it } from 'vitest';
import { Client, init, post, ready, signIn, startChat } from './testing/client.ts';
import { rigOfTests } from './testing/rig-of-tests.ts';

const PAGE = 40_000;
const rig = rigOfTests({ refusalLimit: 2, gateway: { historiesPerMinute: 10, historyPageBytes: PAGE } });

const bot = (key: string) => new Client(rig.origin, { query: { key } }).connected();

it('what is entered before a chat is no larger than a message, whatever field carries it', async () => {
  const fat = { channel: 'web', email: 'zoe@example.org', note: 'x'.repeat(70_000) };
  const response = await post(`${rig.origin}/api/customer/init`, fat);
  expect(response.status).toBe(413);
  expect(await response.json()).toMatchObject({ code: 'TOO_LARGE' });
  expect(await init(rig.origin, { note: 'x'.repeat(30_000) })).toHaveProperty('conversationId');
});

it('the open conversations of an agent come together in one page', async () => {
  const agent = await signIn(rig.origin, 'agent1');
  await ready(agent);
  for (let chat = 0; chat < 2; chat++) {
    const customer = await startChat(rig.origin);
    const { conversationId } = customer;
    await agent.hear('receiveChatRequest', (offer) => JSON.stringify(offer).includes(conversationId));
    await agent.must('acceptChatRequest', { conversationId });
    const picture = {
      type: 'image/png',
      name: 'p',
      contentUrl: `data:image/png;base64,${'A'.repeat(9_000)}`,
    };
    for (const text of ['one', 'two', 'three', 'four'])
      await customer.must('sendMessage', {
        conversationId,
        type: 'ChatMessage',
        text,
        attachments: [picture],
      });
    await agent.hear(
      'messageArrived',
      (said) => said.text === 'four' && said.conversationId === conversationId,
    );
  }
  agent.clear();
  await agent.must('getConversationInfo', {});
  await agent.until(() => agent.all('conversationInfo').length === 2, 'both');
  const shown = agent.all('conversationInfo').map(({ messages }) => messages as { text: string }[]);
  expect(JSON.stringify(shown).length).toBeLessThan(PAGE + 1_000);
  expect(shown.map((messages) => messages.at(-1)?.text)).toEqual(['four', 'four']);
});

it('a transcript may be asked for so often', async () => {
  const agent = await signIn(rig.origin, 'agent1');
  await ready(agent);
  const customer = await startChat(rig.origin);
  const { conversationId } = customer;
  await agent.hear('receiveChatRequest');
  await customer.must('endConversation', { conversationId });
  const ask = async () => {
    const response = await fetch(`${rig.origin}/api/customer/transcript/${conversationId}/pdf`);
    await response.arrayBuffer();
    return response.status;
  };
  const statuses = [];
  for (let i = 0; i < 11; i++) statuses.push(await ask());
  expect([statuses[0], statuses.at(-1)]).toEqual([200, 429]);
});

it('who guesses keys is told nothing more after a while; a key that was right here still is', async () => {
  const right = await bot('demo-connector');
  await right.must('registerBot', { id: 'Bot' });
  const codes = [];
  for (let i = 0; i < 12; i++)
    codes.push(await (await bot(`guess-${i}`)).refused('registerBot', { id: 'Other' }));
  expect([codes[0], codes.at(-1)]).toEqual(['UNAUTHORIZED', 'RATE_LIMITED']);
  const again = await bot('demo-connector');
  await again.must('registerConnector', { id: 'sms', channel: 'sms' });
});
