/** What clients ask too late, in another form, or of people who must not be found out. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Client, init, ready, say, signIn, startChat } from './testing/client.ts';
import type { Customer } from './testing/client.ts';
import { rigOfTests } from './testing/rig-of-tests.ts';

const rig = rigOfTests();

const KEY = { key: 'demo-connector' };

async function talking(): Promise<{ agent: Client; customer: Customer; conversationId: string }> {
  const agent = await signIn(rig.origin, 'agent1');
  await ready(agent);
  const customer = await startChat(rig.origin);
  const { conversationId } = customer;
  await agent.hear('receiveChatRequest');
  await agent.must('acceptChatRequest', { conversationId });
  await agent.hear('conversationInfo');
  return { agent, customer, conversationId };
}

describe('a chat that is over', () => {
  it('is so for everybody, while it is wrapped up and later', async () => {
    const { agent, customer, conversationId } = await talking();
    const supervisor = await signIn(rig.origin, 'supervisor1');
    const other = await signIn(rig.origin, 'agent2');
    await ready(other);
    await customer.must('endConversation', { conversationId });
    await agent.hear('endConversation');
    const target = { participantId: 'agent2', participant: { agentId: 'agent2' } };
    const message = { type: 'ChatMessage', text: 'too late' };
    const typing = { type: 'ActivityMessage', activityType: 'typing' };
    const events: [string, object][] = [
      ['sendMessage', message],
      ['sendMessage', { ...message, to: [{ id: 'agent2' }] }],
      ['sendMessage', typing],
      ['joinConversation', {}],
      ['acceptChatRequest', {}],
      ['addParticipant', target],
      ['removeParticipant', target],
      ['transferChat', target],
      ['raiseHand', { participantId: 'supervisor1' }],
      ['raiseHand', { participantId: 'supervisor2' }],
      ['silentMonitor', {}],
      ['bargeIn', {}],
      ['endConversation', {}],
    ];
    const nobodyMay = async (): Promise<void> => {
      for (const one of [agent, other, supervisor])
        for (const [event, more] of events)
          expect(await one.refused(event, { conversationId, ...more }), event).toBe('TOPIC_CLOSED');
      for (const [event, more] of [
        ['sendMessage', message],
        ['sendMessage', typing],
        ['joinConversation', { participant: customer.participant }],
        ['endConversation', {}],
        ['requestAgentTransfer', {}],
      ] as const)
        expect(await customer.refused(event, { conversationId, ...more }), event).toBe('TOPIC_CLOSED');
    };
    await nobodyMay();
    await agent.must('wrapUp', { conversation: { conversationId }, wrapup: 'solved' });
    await nobodyMay();
    expect(await agent.refused('wrapUp', { conversationId, wrapup: 'again' })).toBe('TOPIC_CLOSED');
    expect(await agent.refused('leaveConversation', { conversationId })).toBe('TOPIC_CLOSED');
  });
});

describe('a supervisor who listens', () => {
  it('is found out by no guess, types unseen, and goes from a customer who never knew of the coming', async () => {
    const { agent, customer, conversationId } = await talking();
    const supervisor = await signIn(rig.origin, 'supervisor1');
    await supervisor.must('silentMonitor', { conversationId });
    await supervisor.hear('conversationInfo');
    agent.clear();
    customer.clear();
    const to = (id: string) => ({ conversationId, type: 'ChatMessage', text: 'psst', to: [{ id }] });
    for (const [event, payload] of [
      ['transferChat', (participantId: string) => ({ conversationId, participantId })],
      ['removeParticipant', (participantId: string) => ({ conversationId, participantId })],
      ['sendMessage', to],
    ] as const)
      expect(await agent.refused(event, payload('supervisor1')), event).toBe(
        await agent.refused(event, payload('supervisor2')),
      );
    const typing = { conversationId, type: 'ActivityMessage', activityType: 'typing' };
    await supervisor.ask('sendMessage', typing);
    await supervisor.must('leaveConversation', { conversationId });
    await supervisor.must('silentMonitor', { conversationId });
    await customer.say('hello?');
    await agent.hearText('hello?');
    expect(agent.all('messageArrived')).toHaveLength(1);
    await supervisor.must('bargeIn', { conversationId });
    await say(supervisor, conversationId, 'I am here');
    await customer.hearText('I am here');
    await supervisor.must('leaveConversation', { conversationId });
    await agent.hearActivity('participantLeft');
    await say(agent, conversationId, 'and gone');
    await customer.hearText('and gone');
    expect(customer.all('messageArrived').map(({ type }) => type)).toEqual(['ChatMessage', 'ChatMessage']);
  });
});

describe('joining', () => {
  it('needs no name of the bot that is registered, nor of a customer who is back by the same socket', async () => {
    const bot = await new Client(rig.origin, { query: KEY, client: '2.5' }).connected();
    await bot.must('registerBot', { id: 'Bot', name: 'Rasa Bot', type: 'Rasa' });
    const customer = await startChat(rig.origin, { client: '2.5' });
    const { conversationId } = customer;
    await bot.hear('initConversation');
    await bot.must('joinConversation', { conversationId });
    await bot.hear('conversationInfo');
    await customer.hear('conversationInfo');
    customer.clear();
    await customer.must('joinConversation', { conversationId });
    await customer.hear('conversationInfo');
    await customer.say('still me');
    await bot.hearText('still me');
    expect(customer.all('messageArrived')).toEqual([]);
  });

  it('begins with an init that is told its requestId, whoever has given it', async () => {
    const first = (await init(rig.origin, { requestId: undefined })) as unknown as Record<string, unknown>;
    expect(first.requestId).toEqual(expect.stringMatching(/^[0-9a-f-]{36}$/));
    const again = await init(rig.origin, { requestId: first.requestId });
    expect(again.conversationId).toBe(first.conversationId);
  });
});

describe('amq-sub', () => {
  it('is acknowledged for any name, and brings nothing but what is told to who signs in', async () => {
    const client = await new Client(rig.origin, { client: '2.5' }).connected();
    for (const AgentId of ['*', '>', 'nobody', 'agent2', 'topic://agent1'])
      await client.must('amq-sub', { AgentId });
    for (const AgentId of ['', 'x'.repeat(65), 7, ['agent1'], 'a\u0000'])
      expect(await client.refused('amq-sub', { AgentId })).toBe('VALIDATION');
    await client.must('amq-send', { head: 'Login', AgentId: 'agent1', Password: 'demo', Mrd: 'CHAT' });
    await ready(client, true);
    await client.hearActivity('agentState', ({ info }) => info.state === 'READY');
    expect(client.all('amq-msg')).toEqual([]);
    for (let i = 0; i < 50; i += 1) await client.must('amq-sub', { AgentId: 'agent1' });
    client.clear();
    const { conversationId } = await startChat(rig.origin);
    await client.hear('amq-msg', ({ head }) => head === 'TaskAssigned');
    await client.must('joinConversation', { conversationId });
    expect(client.all('amq-msg').filter(({ head }) => head === 'TaskAssigned')).toHaveLength(1);
  });
});

describe('what other programs ask by REST', () => {
  it.each([
    [`customer/transcript/${'x'.repeat(300)}/pdf`, 404, 'NOT_FOUND'],
    ['customer/transcript/%zz/pdf', 400, 'VALIDATION'],
    ['conversation/past-messages%', 400, 'VALIDATION'],
  ])('is refused in the words of this protocol for the address %s', async (address, statusCode, code) => {
    const response = await fetch(`${rig.origin}/api/${address}`);
    expect(response.status).toBe(statusCode);
    expect(await response.json()).toEqual({
      status: 'error',
      code,
      msg: expect.any(String) as string,
      statusCode,
    });
  });

  it.each(['5', 'soon 1', '2030', '01/02/2030', '2030-13-01', '', 'null', '2030-01-01T99:00:00Z'])(
    'is refused for the time %j',
    async (time) => {
      const query = new URLSearchParams({ conversationId: randomUUID(), count: '1', time });
      const response = await fetch(`${rig.origin}/api/conversation/past-messages?${query.toString()}`, {
        headers: { authorization: 'Bearer demo-connector' },
      });
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ status: 'error', statusCode: 400 });
    },
  );

  it.each(['2030-01-01', '2030-01-01T00:00:00Z', '2030-01-01T00:00:00.000+02:00'])(
    'is understood for the time %j',
    async (time) => {
      const query = new URLSearchParams({ conversationId: randomUUID(), count: '1', time });
      const response = await fetch(`${rig.origin}/api/conversation/past-messages?${query.toString()}`, {
        headers: { authorization: 'Bearer demo-connector' },
      });
      expect(response.status).toBe(404);
    },
  );
});

describe('a client by the letter of the documents', () => {
  it('names its ids in numbers, and its words and fields in other capitals', async () => {
    const agent = await new Client(rig.origin, { client: '2.5' }).connected();
    await agent.must('amq-sub', { agentId: 'agent1' });
    await agent.must('login', { agentId: 'agent1', Password: 'demo', Mrd: 'CHAT' });
    await agent.hear('amq-msg', ({ head }) => head === 'AgentInfo');
    await agent.must('amq-send', { Head: 'AgentState', agentId: 'agent1', state: 'READY', reasonCode: -1 });
    const customer = await startChat(rig.origin, { client: '2.5' });
    const { conversationId } = customer;
    await agent.hear('amq-msg', ({ head }) => head === 'TaskAssigned');
    await agent.must('joinConversation', { conversationId });
    const message = { conversationId, type: 'chatMessage', requestId: 1_525_675_941, text: 'Hello' };
    await customer.must('sendMessage', message);
    await customer.must('sendMessage', message);
    const typing = { conversationId, type: 'activityMessage', activityType: 'Typing' };
    await customer.must('sendMessage', typing);
    await agent.hearActivity('typing');
    expect(await agent.hearText('Hello')).toMatchObject({ type: 'ChatMessage', requestId: '1525675941' });
    expect(agent.texts()).toEqual(['Hello']);
    const stranger = await new Client(rig.origin).connected();
    expect(await stranger.refused('login', { AgentId: {}, Password: 'demo' })).toBe('VALIDATION');
    // A field that is spelled as it should be counts before one that is not.
    const wrong = { agentId: 'agent3', AGENTID: 'agent2', password: 'wrong', Password: 'demo' };
    expect(await stranger.refused('login', wrong)).toBe('UNAUTHORIZED');
  });

  it('is told who has ended the chat: the owner, also one to whom it was handed over', async () => {
    const { agent, customer, conversationId } = await talking();
    const other = await signIn(rig.origin, 'agent2');
    await ready(other);
    await agent.must('addParticipant', { participant: { agentId: 'agent2' } });
    await other.hear('receiveChatRequest');
    await other.must('acceptChatRequest', { conversationId });
    await agent.must('transferChat', { conversationId, participantId: 'agent2' });
    await other.must('endConversation', { conversationId });
    for (const one of [customer, agent])
      expect((await one.hearActivity('endOfConversation')).from).toMatchObject({ id: 'agent2' });
    // Whom it was about is known until it is wrapped up.
    agent.clear();
    await agent.must('getConversationInfo', {});
    const { conversation } = await agent.hear('conversationInfo');
    expect(conversation).toMatchObject({ customer: { id: customer.participant.id, email: 'kashif@ef.com' } });
  });

  it('asks a supervisor back who has been there and wraps it up', async () => {
    const supervisor = await signIn(rig.origin, 'supervisor1');
    const { agent, customer, conversationId } = await talking();
    await supervisor.must('silentMonitor', { conversationId });
    await supervisor.must('bargeIn', { conversationId });
    await supervisor.must('leaveConversation', { conversationId });
    await agent.must('raiseHand', { conversationId, participantId: 'supervisor1' });
    await supervisor.hear('receiveChatRequest');
    supervisor.clear();
    await supervisor.must('joinConversation', { conversationId });
    expect(await supervisor.hear('conversationInfo')).toMatchObject({
      role: 'Participant',
      handRaise: false,
    });
    await say(supervisor, conversationId, 'back again');
    await customer.hearText('back again');
    await supervisor.must('leaveConversation', { conversationId });
    await supervisor.must('silentMonitor', { conversationId });
    await supervisor.hear('conversationInfo', ({ role }) => role === 'Monitor');
  });
});
