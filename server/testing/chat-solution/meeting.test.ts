/** A customer of Chat Solution and an agent at a desk of the main protocol are in one conversation. */
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { TaskRequest } from '../../../protocol/agent-manager/server-events.ts';
import { startRig } from '../../gateways/agent-manager/testing/rig.ts';
import type { Rig } from '../../gateways/agent-manager/testing/rig.ts';
import { cimEventsOf } from '../../gateways/agent-manager/testing/desk-wire.ts';
import { goReady, openDesk, textMessage } from '../../gateways/agent-manager/testing/work.ts';
import { registerChatSolution } from '../../gateways/chat-solution/register-chat-solution.ts';
import { Client, closeClients, say, signIn, startChat } from '../../gateways/chat-solution/testing/client.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({
    register: async (app, context) => {
      await registerChatSolution(app, context);
    },
  });
});
afterEach(async () => {
  closeClients();
  await rig.signOutEverybody();
});
afterAll(() => rig.close());

describe('a meeting', () => {
  it('has a desk, a customer and an agent of Chat Solution talk together', async () => {
    const desk = await openDesk(rig, 'agent1');
    await goReady(desk);
    const customer = await startChat(rig.origin, { client: '2.5' });
    const { conversationId } = customer;
    const offer = await desk.hear<TaskRequest>('taskRequest', (one) => one.conversationId === conversationId);
    expect(await desk.ask('topicSubscription', { conversationId, taskId: offer.taskId })).toMatchObject({
      status: 'ok',
    });
    const joined = await customer.hearActivity('participantJoined');
    expect(joined.info.participant).toMatchObject({ id: 'agent1', type: 'Agent', role: 'Owner' });
    await desk.ask('publishCimEvent', textMessage(conversationId, 'from the desk'));
    expect(await customer.hearText('from the desk')).toMatchObject({ from: { id: 'agent1' } });
    await customer.say('from the customer');
    await expect.poll(() => JSON.stringify(cimEventsOf(desk))).toContain('from the customer');
    const supervisor = await signIn(rig.origin, 'supervisor1');
    expect(
      await desk.ask('raiseHand', { conversationId, agentId: rig.agentId('agent1'), id: randomUUID() }),
    ).toMatchObject({ status: 'ok' });
    await supervisor.hear('receiveChatRequest');
    await supervisor.must('acceptChatRequest', { conversationId });
    const whole = await supervisor.hear('conversationInfo');
    expect(whole.messages).toMatchObject([{ text: 'from the desk' }, { text: 'from the customer' }]);
    await say(supervisor, conversationId, 'from the supervisor');
    await customer.hearText('from the supervisor');
    await expect.poll(() => JSON.stringify(cimEventsOf(desk))).toContain('from the supervisor');
    await customer.must('endConversation', { conversationId });
    await supervisor.hear('endConversation');
  });

  it('brings what a bot suggests to the desk as BOT_SUGGESTION, and to no customer', async () => {
    const desk = await openDesk(rig, 'agent1');
    await goReady(desk);
    const bot = await new Client(rig.origin, { query: { key: 'demo-connector' } }).connected();
    await bot.must('registerBot', { id: 'Bot', name: 'Rasa Bot', type: 'Rasa' });
    const customer = await startChat(rig.origin);
    const { conversationId } = customer;
    await bot.hear('initConversation', (asked) => asked.conversationId === conversationId);
    await bot.must('joinConversation', { conversationId, participant: { id: 'Bot', name: 'Rasa Bot' } });
    await customer.must('requestAgentTransfer', { conversationId });
    const offer = await desk.hear<TaskRequest>('taskRequest', (one) => one.conversationId === conversationId);
    await desk.ask('topicSubscription', { conversationId, taskId: offer.taskId });
    const output = [
      { name: 'Please restart it', confidence: 0.9 },
      { name: 'Is it plugged in?', confidence: 0.4 },
    ];
    const suggestion = { messageId: randomUUID(), type: 'BotMessage', input: 'It is broken', output };
    await bot.must('sendMessage', { conversationId, ...suggestion });
    const found = () => cimEventsOf(desk).find(({ name }) => name === 'BOT_SUGGESTION');
    await expect.poll(found).toMatchObject({
      type: 'SUGGESTION',
      eventEmitter: { id: 'Bot', type: 'BOT', senderName: 'Rasa Bot' },
      data: {
        id: suggestion.messageId,
        suggestions: [
          { messageBody: { type: 'PLAIN', markdownText: 'Please restart it' }, confidenceLevel: 0.9 },
          { messageBody: { type: 'PLAIN', markdownText: 'Is it plugged in?' }, confidenceLevel: 0.4 },
        ],
        requestedMessage: { body: { type: 'PLAIN', markdownText: 'It is broken' } },
      },
    });
    expect(cimEventsOf(desk).map(({ name }) => name)).not.toContain('WHISPER_MESSAGE');
    await customer.must('endConversation', { conversationId });
    expect(JSON.stringify(customer.heard)).not.toContain('restart');
  });
});
