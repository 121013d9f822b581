/** A day of agents and customers of both dialects, by unmodified clients of 2018 and of today. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Client, init, post, ready, say, signIn, startChat } from './testing/client.ts';
import type { ClientVersion } from './testing/client.ts';
import { rigOfTests } from './testing/rig-of-tests.ts';

const rig = rigOfTests();

describe.each<{ client: ClientVersion; transports: ('polling' | 'websocket')[] }>([
  { client: '2.5', transports: ['polling'] },
  { client: '2.5', transports: ['polling', 'websocket'] },
  { client: '4.4', transports: ['polling'] },
  { client: '4.8', transports: ['websocket'] },
])('a client $client by $transports', (options) => {
  it('serves a customer by amq events', async () => {
    const agent = await signIn(rig.origin, 'agent1', { ...options, amq: true });
    const info = await agent.hear('amq-msg', ({ head }) => head === 'AgentInfo');
    expect(info).toMatchObject({ AgentId: 'agent1', FirstName: 'Amina', Supervisor: false });
    expect(info.Teams).toEqual([expect.objectContaining({ name: 'North' })]);
    const told = await agent.hearActivity('agentState');
    expect(told.info).toMatchObject({ agentId: 'agent1', state: 'NOT_READY' });
    await ready(agent, true);
    const state = await agent.hear('amq-msg', ({ head }) => head === 'AgentState');
    expect(state).toMatchObject({ AgentId: 'agent1', State: 'READY', ReasonCode: -1 });
    const customer = await startChat(rig.origin, options);
    const { conversationId } = customer;
    const offer = await agent.hear('amq-msg', ({ head }) => head === 'TaskAssigned');
    expect(offer.param).toMatchObject({
      chatId: conversationId,
      conversationId,
      AgentId: 'agent1',
      customer: {
        displayName: 'Kashif Sohail',
        email: 'kashif@ef.com',
        phone: '+1343122554',
        channel: 'web',
      },
    });
    expect(agent.all('receiveChatRequest')).toEqual([]);
    await customer.say('Hello, what is the status of my request');
    await agent.must('joinConversation', { conversationId });
    const whole = await agent.hear('conversationInfo');
    expect(whole).toMatchObject({ conversation: { conversationId }, role: 'Owner', handRaise: false });
    expect(whole.messages).toMatchObject([
      { type: 'ChatMessage', channel: 'web', from: customer.participant },
    ]);
    const joined = await customer.hearActivity('participantJoined');
    expect(joined.info.participant).toMatchObject({
      id: 'agent1',
      displayName: 'Amina Okafor',
      type: 'Agent',
    });
    await say(agent, conversationId, 'It is on its way');
    const answer = await customer.hearText('It is on its way');
    expect(answer).toMatchObject({ from: { id: 'agent1', name: 'Amina Okafor' }, to: [], attachments: [] });
    expect(agent.texts()).toEqual([]);
    await customer.must('endConversation', { conversationId, requestId: randomUUID() });
    await agent.hearActivity('endOfConversation');
    await agent.hear('endConversation');
    await agent.must('wrapUp', { conversationId, wrapup: 'solved' });
  });

  it('serves a customer by the events of 3.0', async () => {
    const agent = await signIn(rig.origin, 'agent1', options);
    await ready(agent);
    const told = await agent.hearActivity('agentState', ({ info }) => info.state === 'READY');
    expect(told.info).toMatchObject({ agentId: 'agent1' });
    const customer = await startChat(rig.origin, options);
    const { conversationId } = customer;
    const offer = await agent.hear('receiveChatRequest');
    expect(offer.customer).toMatchObject({ conversationId, displayName: 'Kashif Sohail' });
    await agent.must('acceptChatRequest', { conversationId });
    await agent.hear('conversationInfo');
    await say(agent, conversationId, 'Hello');
    await customer.hearText('Hello');
    await agent.must('endConversation', { conversationId });
    await customer.hearActivity('endOfConversation');
    expect(agent.all('endConversation')).toEqual([]);
    expect(agent.all('amq-msg')).toEqual([]);
    expect(await customer.refused('sendMessage', { conversationId, type: 'ChatMessage', text: 'x' })).toBe(
      'TOPIC_CLOSED',
    );
    expect(await agent.refused('sendMessage', { conversationId, type: 'ChatMessage', text: 'x' })).toBe(
      'TOPIC_CLOSED',
    );
  });
});

describe('a customer', () => {
  it('is told where to join, and the same for the same request', async () => {
    const requestId = randomUUID();
    const first = await init(rig.origin, { requestId });
    expect(first).toMatchObject({ requestId, participant: { name: 'Kashif Sohail' } });
    expect(await init(rig.origin, { requestId })).toMatchObject({
      conversationId: first.conversationId,
      participant: first.participant,
    });
    const client = await new Client(rig.origin).connected();
    await client.must('joinConversation', first);
    expect((await init(rig.origin, { requestId })).conversationId).toBe(first.conversationId);
    expect((await init(rig.origin, { requestId, email: 'other@ef.com' })).conversationId).not.toBe(
      first.conversationId,
    );
  });

  it.each([
    { channel: undefined },
    { channel: 'telegram' },
    { channel: 5 },
    { email: '', phone: '' },
    '{ broken',
    [],
  ])('is refused with %j', async (body) => {
    const whole =
      typeof body === 'string' || Array.isArray(body)
        ? body
        : { name: 'A', email: 'a@b.c', channel: 'web', ...body };
    const response = await post(`${rig.origin}/api/customer/init`, whole);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ status: 'error', code: 'VALIDATION', statusCode: 400 });
  });

  it('is greeted once, comes back, and finds what was missed', async () => {
    const customer = await startChat(rig.origin);
    await customer.hear('conversationInfo');
    const greetings = await customer.hearActivity('greetings');
    expect(greetings.info).toEqual({ text: 'Welcome! Somebody will be with you shortly.' });
    await customer.say('one');
    customer.close();
    const again = await new Client(rig.origin, { client: '2.5' }).connected();
    const { conversationId, participant } = customer;
    await again.must('joinConversation', { conversationId, participant });
    const whole = await again.hear('conversationInfo');
    expect(whole.messages).toMatchObject([{ text: 'one' }]);
    expect(again.all('messageArrived')).toEqual([]);
    const stranger = { conversationId, participant: { id: randomUUID() } };
    const other = await new Client(rig.origin).connected();
    expect(await other.refused('joinConversation', stranger)).toBe('NOT_A_PARTICIPANT');
    expect(await other.refused('sendMessage', { conversationId, type: 'ChatMessage', text: 'x' })).toMatch(
      /^[A-Z_]+$/,
    );
  });

  it('repeats a message, whose id is nobody else’s', async () => {
    const agent = await signIn(rig.origin, 'agent1');
    await ready(agent);
    const customer = await startChat(rig.origin);
    const { conversationId } = customer;
    await agent.hear('receiveChatRequest');
    await agent.must('acceptChatRequest', { conversationId });
    await customer.say('once', 'the-id');
    await customer.say('once', 'the-id');
    await say(agent, conversationId, 'mine', { requestId: 'the-id' });
    const mine = await customer.hearText('mine');
    expect(mine.requestId).toBe('the-id');
    await customer.say('last');
    await agent.hearText('last');
    expect(agent.texts()).toEqual(['once', 'last']);
    await customer.must('sendMessage', { conversationId, type: 'ActivityMessage', activityType: 'typing' });
    const typing = await agent.hearActivity('typing');
    expect(typing.from).toEqual(customer.participant);
  });

  it('passes attachments on as they came, and refuses addresses of other schemes', async () => {
    const agent = await signIn(rig.origin, 'agent1');
    await ready(agent);
    const customer = await startChat(rig.origin);
    const { conversationId } = customer;
    await agent.hear('receiveChatRequest');
    await agent.must('acceptChatRequest', { conversationId });
    await agent.hear('conversationInfo');
    const attachments = [
      {
        type: 'image/png',
        name: 'a.png',
        contentUrl: 'data:image/png;base64,AAAA',
        thumbnailUrl: 'file:///x',
      },
      { type: 'text/plain', name: 'b.txt', contentUrl: 'https://example.org/b.txt', extra: 1 },
    ];
    const message = { conversationId, type: 'ChatMessage', requestId: 'a', text: '' };
    await customer.must('sendMessage', { ...message, attachments });
    const got = await agent.hear('messageArrived', (one) => one.requestId === 'a');
    expect(got).toMatchObject({ text: '', attachments });
    const bad = [{ contentUrl: 'javascript:alert(1)' }];
    expect(await customer.refused('sendMessage', { ...message, attachments: bad })).toBe('VALIDATION');
    const long = 'x'.repeat(4097);
    expect(await customer.refused('sendMessage', { ...message, requestId: 'b', text: long })).toBe(
      'TOO_LONG',
    );
  });
});
