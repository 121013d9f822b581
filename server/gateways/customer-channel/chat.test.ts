import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { NotificationBody } from '../../../protocol/customer-channel/frames.ts';
import {
  closeCustomers,
  connectCustomer,
  resumeChat,
  startChat,
  textMessage,
  withForm,
} from './testing/customer.ts';
import { openRig } from './testing/rig.ts';
import type { Agent, Rig } from './testing/rig.ts';

let rig: Rig;
let amina: Agent;

beforeAll(async () => {
  rig = await openRig();
  amina = rig.agent('agent1');
  await amina.ready();
});
afterEach(closeCustomers);
afterAll(() => rig.close());

describe.each([
  { client: '4.8.4', client440: false, transports: ['websocket'] },
  { client: '4.4.0', client440: true, transports: ['websocket'] },
  { client: '4.4.0 over polling', client440: true, transports: ['polling'] },
])('the web channel with socket.io-client $client', ({ client440, transports }) => {
  it('carries a chat from the request to its end', async () => {
    const customer = await connectCustomer(rig.url, { client440, transports });
    const started = await startChat(customer, withForm({ name: 'Maria' }));
    const frame = await customer.waitFor(({ event }) => event === 'CHANNEL_SESSION_STARTED');
    expect(frame.payload).toMatchObject({
      sessionToken: started.sessionToken,
      header: { conversationId: started.conversationId, customer: { firstName: 'Maria' } },
    });
    await customer.waitForNotification('QUEUE_POSITION');
    await amina.accept(started.conversationId);
    const joined = await customer.waitForNotification('AGENT_SUBSCRIBED');
    expect(joined.header.sender).toEqual({ id: amina.id, type: 'AGENT', senderName: 'Amina Okafor' });

    const sent = await customer.ask('MESSAGE_RECEIVED', textMessage('1 < 2 && 3 > 2'));
    expect(sent).toMatchObject({ code: 200 });
    await amina.say(started.conversationId, '**Hello** Maria');
    const reply = await customer.waitForText('**Hello** Maria');
    expect(reply.header.sender.type).toBe('AGENT');
    expect(reply.seq).toBeGreaterThan(sent.seq as number);
    // The own message is answered by the acknowledgement, not by an echo.
    expect(customer.texts()).toEqual(['**Hello** Maria']);

    expect(await customer.ask('CHAT_ENDED', {})).toEqual({ code: 200 });
    const ended = await customer.waitFor(({ event }) => event === 'CHANNEL_SESSION_ENDED');
    expect(ended.payload).toMatchObject({ reason: 'CUSTOMER' });
    expect(await customer.ask('MESSAGE_RECEIVED', textMessage('too late'))).toMatchObject({
      code: 410,
      error: 'SESSION_ENDED',
    });
  });
});

describe('a conversation', () => {
  it('shows the customer no whisper, no wrap-up and no helper', async () => {
    const customer = await connectCustomer(rig.url);
    const { conversationId } = await startChat(customer);
    await amina.accept(conversationId);
    await amina.say(conversationId, 'only for agents', { kind: 'WHISPER' });
    await amina.say(conversationId, 'for everybody');
    await customer.waitForText('for everybody');
    expect(customer.texts()).toEqual(['for everybody']);
    const again = await connectCustomer(rig.url, { token: await tokenOf(customer) });
    await resumeChat(again);
    expect(again.texts()).toEqual(['for everybody']);
  });

  it('passes receipts and typing both ways', async () => {
    const customer = await connectCustomer(rig.url);
    const { conversationId, channelSessionId } = await startChat(customer);
    await amina.accept(conversationId);
    const id = randomUUID();
    await customer.ask('MESSAGE_RECEIVED', textMessage('hello', id));
    const by = { kind: 'AGENT', agentId: amina.id } as const;
    await rig.command({
      type: 'message.mark',
      conversationId,
      messageId: id,
      status: 'READ',
      by,
      reason: null,
    });
    const receipt = await customer.waitFor(
      ({ payload }) => (payload as { body?: { type?: string } }).body?.type === 'DELIVERYNOTIFICATION',
    );
    expect(receipt.payload).toMatchObject({ body: { messageId: id, status: 'READ' } });
    await rig.command({ type: 'typing.indicate', conversationId, by, on: true });
    const typing = await customer.waitForNotification('TYPING_STARTED');
    expect(typing.header.sender.senderName).toBe('Amina Okafor');

    const answerId = await amina.say(conversationId, 'hi');
    const heard: unknown[] = [];
    const stop = rig.engine.onTurn((turn) => {
      for (const event of turn.events)
        if (event.type === 'message.marked') heard.push([event.by, event.status]);
      for (const signal of turn.signals) if (signal.type === 'typing') heard.push([signal.by, signal.on]);
      return undefined;
    });
    const notification = (body: object) => ({ id: randomUUID(), header: {}, body });
    await customer.ask(
      'MESSAGE_RECEIVED',
      notification({ type: 'NOTIFICATION', notificationType: 'TYPING_STARTED' }),
    );
    await customer.ask(
      'MESSAGE_RECEIVED',
      notification({ type: 'DELIVERYNOTIFICATION', messageId: answerId, status: 'READ', reasonCode: '200' }),
    );
    stop();
    const me = { kind: 'CUSTOMER', sessionId: channelSessionId };
    expect(heard).toEqual([
      [me, true],
      [me, 'READ'],
    ]);
  });

  it('shows a second tab of the same customer what the first one writes', async () => {
    const first = await connectCustomer(rig.url);
    await startChat(first);
    const second = await connectCustomer(rig.url, { token: await tokenOf(first) });
    expect(await resumeChat(second)).toMatchObject({ isChatAvailable: true });
    await first.ask('MESSAGE_RECEIVED', textMessage('from the first tab'));
    await second.waitForText('from the first tab');
    expect(first.texts()).toEqual([]);
  });

  it('tells who is waiting their place, again when the queue moves, and nothing twice', async () => {
    const busy = await openRig();
    try {
      const waiting = await Promise.all([1, 2, 3].map(() => connectCustomer(busy.url)));
      const sessions = [];
      for (const customer of waiting) sessions.push(await startChat(customer));
      const third = waiting[2]!;
      const place = (position: number) =>
        third.waitFor(
          ({ payload }) => (payload as { body?: { position?: number } }).body?.position === position,
        );
      const first = await place(3);
      expect(first.payload).toMatchObject({
        body: { notificationType: 'QUEUE_POSITION', notificationData: { position: 3 } },
      });
      await waiting[0]!.ask('CHAT_ENDED', {});
      await place(2);
      const figures = third.received
        .filter(({ event }) => event === 'MESSAGE_RECEIVED')
        .map(({ payload }) => JSON.stringify((payload as { body: unknown }).body));
      expect(new Set(figures).size).toBe(figures.length);
    } finally {
      await busy.close();
    }
  });

  it('ends for the customer with the reason when the agent leaves', async () => {
    const customer = await connectCustomer(rig.url);
    const { conversationId } = await startChat(customer);
    await amina.accept(conversationId);
    await rig.command({ type: 'conversation.leave', agentId: amina.id, conversationId });
    const ended = await customer.waitFor(({ event }) => event === 'CHANNEL_SESSION_ENDED');
    expect(ended.payload).toMatchObject({ reason: 'AGENT' });
  });
});

/** The token as the customer was told it. */
async function tokenOf(customer: Awaited<ReturnType<typeof connectCustomer>>): Promise<string> {
  const frame = await customer.waitFor(({ event }) => event === 'CHANNEL_SESSION_STARTED');
  return frame.payload.sessionToken as string;
}

describe('a customer whose agent asks for patience', () => {
  it('is told how long at most, and when it goes on; of a raised hand nothing', async () => {
    const customer = await connectCustomer(rig.url);
    const { conversationId } = await startChat(customer, withForm({ name: 'Maria' }));
    await amina.accept(conversationId);
    const by = { agentId: amina.id, conversationId };
    await rig.engine.submit({ id: randomUUID(), type: 'hand.raise', raised: true, ...by });
    const before = rig.engine.now();
    await rig.engine.submit({ id: randomUUID(), type: 'conversation.pause', forMs: 60_000, ...by });
    const paused = await customer.waitForNotification('CHAT_PAUSED');
    const { until } = (paused.body as NotificationBody).notificationData as { until: number };
    expect(until - before).toBeGreaterThanOrEqual(60_000);
    expect(until - before).toBeLessThan(90_000);
    await amina.say(conversationId, 'I am back');
    await customer.waitForNotification('CHAT_RESUMED');
    await customer.waitForText('I am back');
    // The end of a chat that rests is told as an end alone.
    await rig.engine.submit({ id: randomUUID(), type: 'conversation.pause', forMs: 60_000, ...by });
    await rig.engine.submit({ id: randomUUID(), type: 'conversation.leave', ...by });
    await customer.waitFor(({ event }) => event === 'CHANNEL_SESSION_ENDED');
    const all = JSON.stringify(customer.received);
    expect(all.match(/CHAT_PAUSED|CHAT_RESUMED/g)).toEqual(['CHAT_PAUSED', 'CHAT_RESUMED', 'CHAT_PAUSED']);
    expect(all).not.toContain('HAND');
  });
});
