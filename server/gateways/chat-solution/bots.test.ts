/** Bots meet customers first, suggest to agents, and hand over to people. */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { Client, init, ready, signIn, startChat } from './testing/client.ts';
import type { ClientVersion } from './testing/client.ts';
import { rigOfTests } from './testing/rig-of-tests.ts';

const rig = rigOfTests();

const KEY = { key: 'demo-connector' };

async function registerBot(
  more: Record<string, unknown> = {},
  client: ClientVersion = '4.8',
): Promise<Client> {
  const bot = await new Client(rig.origin, { query: KEY, client }).connected();
  await bot.must('registerBot', { id: 'Bot', name: 'Rasa Bot', type: 'Rasa', ...more });
  await bot.hear('conversationList');
  return bot;
}

describe.each<{ client: ClientVersion }>([{ client: '2.5' }, { client: '4.8' }])(
  'a bot by $client',
  (options) => {
    it('serves a customer, hands over, stays and suggests', async () => {
      const agent = await signIn(rig.origin, 'agent1', options);
      await ready(agent);
      const bot = await registerBot({}, options.client);
      const chat = await init(rig.origin, { accountBalance: '$350' });
      const { conversationId, participant } = chat;
      const customer = await new Client(rig.origin, options).connected();
      await customer.must('joinConversation', { conversationId, participant });
      const asked = await bot.hear('initConversation');
      expect(asked).toMatchObject({
        conversationId,
        customerInfo: {
          name: 'Kashif Sohail',
          email: 'kashif@ef.com',
          accountBalance: '$350',
          channel: 'web',
        },
      });
      expect(asked.customerInfo).toHaveProperty('accountId');
      const joined = await customer.hearActivity('participantJoined');
      expect(joined.info.participant).toMatchObject({ id: 'Bot', displayName: 'Rasa Bot', type: 'Bot' });
      const elsewhere = { conversationId: randomUUID(), participant: { id: 'Bot' } };
      expect(await bot.refused('joinConversation', elsewhere)).toMatch(/^[A-Z_]+$/);
      await bot.must('joinConversation', { conversationId, participant: { id: 'Bot', name: 'Rasa Bot' } });
      expect(await bot.hearActivity('participantJoined')).toMatchObject({
        from: { id: 'Bot', name: 'Rasa Bot' },
        info: { participant: { id: 'Bot', type: 'Bot', displayName: 'Rasa Bot' } },
      });
      expect(bot.heard.at(-2)?.event).toBe('conversationInfo');
      const text = { conversationId, type: 'ChatMessage', requestId: randomUUID() };
      await bot.must('sendMessage', { ...text, text: 'How can I help?' });
      expect(await customer.hearText('How can I help?')).toMatchObject({
        from: { id: 'Bot', name: 'Rasa Bot' },
      });
      await customer.must('sendMessage', { ...text, text: 'A person, please' });
      await bot.hearText('A person, please');
      await customer.must('sendMessage', { conversationId, type: 'ActivityMessage', activityType: 'typing' });
      expect((await bot.hearActivity('typing')).from).toEqual(participant);
      expect(agent.all('receiveChatRequest')).toEqual([]);
      await bot.must('requestAgentTransfer', { conversationId });
      await agent.hear('receiveChatRequest');
      await agent.must('acceptChatRequest', { conversationId });
      const whole = await agent.hear('conversationInfo');
      expect(whole.messages).toMatchObject([{ text: 'How can I help?' }, { text: 'A person, please' }]);
      expect(whole.participant).toContainEqual(expect.objectContaining({ id: 'Bot', type: 'Bot' }));
      await customer.must('sendMessage', { ...text, requestId: 'q', text: 'What is the price?' });
      await bot.hearText('What is the price?');
      const suggestion = {
        conversationId,
        messageId: 'h7VcOjUimR',
        type: 'BotMessage',
        bot: { id: 'bot', name: 'EF Rasa Bot', type: 'Rasa' },
        input: 'What is the price?',
        intents: [{ confidence: 0.23, name: 'offer_requested' }],
        entities: [],
        output: [{ name: '100 agents cost 5', confidence: 0.9 }],
      };
      await bot.must('sendMessage', suggestion);
      const got = await agent.hear('messageArrived', ({ type }) => type === 'BotMessage');
      expect(got).toMatchObject({
        messageId: 'h7VcOjUimR',
        intents: suggestion.intents,
        output: suggestion.output,
      });
      await customer.must('endConversation', { conversationId });
      await bot.hear('endConversation');
      expect(customer.all('messageArrived').some(({ type }) => type === 'BotMessage')).toBe(false);
    });
  },
);

describe('a customer of a bot', () => {
  it('goes on with people when its socket is lost, or when they ask for one', async () => {
    const agent = await signIn(rig.origin, 'agent1');
    await ready(agent);
    const bot = await registerBot();
    const customer = await startChat(rig.origin);
    await bot.hear('initConversation');
    await customer.must('requestAgentTransfer', { conversationId: customer.conversationId });
    await agent.hear('receiveChatRequest');
    const other = await startChat(rig.origin);
    const isOther = ({ customer: { conversationId } }: { customer: { conversationId: string } }) =>
      conversationId === other.conversationId;
    await bot.hear('initConversation', ({ conversationId }) => conversationId === other.conversationId);
    bot.close();
    await agent.hear('receiveChatRequest', isOther);
    expect(await new Client(rig.origin).refused('registerBot', { id: 'x' })).toBe('UNAUTHORIZED');
  });

  it('goes on with people when the context cannot be begun', async () => {
    const requests: string[] = [];
    const server = createServer((request, response) => {
      requests.push(request.url ?? '');
      response.statusCode = requests.length === 1 ? 200 : 500;
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const agent = await signIn(rig.origin, 'agent1');
    await ready(agent);
    const bot = await registerBot({ url: `http://127.0.0.1:${port}/` });
    const first = await startChat(rig.origin);
    await bot.hear('initConversation');
    const second = await startChat(rig.origin);
    const offer = await agent.hear<{ customer: { conversationId: string } }>('receiveChatRequest');
    expect(offer.customer.conversationId).toBe(second.conversationId);
    expect(first.conversationId).not.toBe(second.conversationId);
    expect(requests).toEqual(['/api/initContext', '/api/initContext']);
    server.close();
  });
});
