import { describe, expect, it } from 'vitest';
import type { StartSession } from './commands.ts';
import { Centre, only, typesOf } from './testing/centre.ts';
import { testChannel, testConfig, testQueue } from './testing/config.ts';

const START: Omit<StartSession, 'id'> = {
  type: 'session.start',
  sessionId: 'second',
  conversationId: 'another-talk',
  customerId: 'customer-zoe',
  channelId: 'web',
  queueId: null,
  priority: 1,
  connectionBound: true,
};

describe('a customer comes (C1–C8)', () => {
  it('L-M4: twice with the same session: the second time nothing happens', () => {
    const centre = new Centre();
    centre.customer('zoe');
    expect(typesOf(centre.customer('zoe'))).toEqual([]);
  });

  it('joins the conversation that is open already, and its agent', () => {
    const centre = new Centre();
    centre.ready('ada');
    centre.customer('zoe');
    centre.accept('ada', 'zoe');
    expect(typesOf(centre.ask(START))).toEqual(['session.started', 'participant.joined']);
    expect(centre.conversation('zoe')?.sessionIds).toEqual(['session-zoe', 'second']);
    expect(centre.world.state.conversations['another-talk']).toBeUndefined();
  });

  it('joins a request that waits instead of queueing again', () => {
    const centre = new Centre();
    centre.customer('zoe');
    centre.do(START);
    expect(centre.conversation('zoe')?.taskIds).toHaveLength(1);
  });

  it('stays until the last of several sessions ends', () => {
    const centre = new Centre();
    centre.customer('zoe');
    centre.do(START);
    expect(typesOf(centre.customerEnds('zoe'))).toEqual(['session.ended', 'participant.left']);
    centre.do({ type: 'session.end', sessionId: 'second', reason: 'CUSTOMER' });
    expect(centre.conversation('zoe')).toBeUndefined();
  });

  it('opens a new conversation while an agent still wraps up the last one', () => {
    const centre = new Centre();
    centre.ready('ada');
    centre.customer('zoe');
    centre.accept('ada', 'zoe');
    centre.customerEnds('zoe');
    centre.do(START);
    expect(centre.world.state.conversations['another-talk']).toMatchObject({ state: 'CREATED' });
    expect(centre.conversation('zoe')?.state).toBe('WRAP_UP');
  });

  it('goes to the queue it names, else to the channel’s own', () => {
    const centre = new Centre(
      testConfig({
        queues: [testQueue('support'), testQueue('sales')],
        channels: [testChannel('web'), testChannel('shop', { entry: { kind: 'QUEUE', queueId: 'sales' } })],
      }),
    );
    centre.customer('a');
    centre.customer('b', { channelId: 'shop' });
    centre.customer('c', { channelId: 'shop', queueId: 'support' });
    expect(['a', 'b', 'c'].map((name) => centre.task(name).queueId)).toEqual(['support', 'sales', 'support']);
  });

  it('refuses unknown channels and queues, wrong priorities, and another’s conversation', () => {
    const centre = new Centre();
    centre.customer('xan');
    expect(centre.refusal({ ...START, channelId: 'none' })).toBe('CHANNEL_NOT_FOUND');
    expect(centre.refusal({ ...START, channelId: '__proto__' })).toBe('CHANNEL_NOT_FOUND');
    expect(centre.refusal({ ...START, queueId: 'none' })).toBe('QUEUE_NOT_FOUND');
    for (const priority of [0, 11, 1.5, NaN]) {
      expect(centre.refusal({ ...START, priority })).toBe('VALIDATION');
    }
    expect(centre.refusal({ ...START, conversationId: 'talk-xan' })).toBe('VALIDATION');
    for (const id of ['', '__proto__', 'x'.repeat(300)]) {
      expect(centre.refusal({ ...START, sessionId: id })).toBe('VALIDATION');
      expect(centre.refusal({ ...START, customerId: id })).toBe('VALIDATION');
    }
  });
});

describe('a customer’s connection (G5)', () => {
  it('L-M11: may be lost and come back', () => {
    const centre = new Centre(testConfig({ rules: { customerReconnectMs: 30_000 } }));
    centre.customer('zoe');
    expect(typesOf(centre.ask({ type: 'session.disconnect', sessionId: 'session-zoe' }))).toEqual([
      'session.disconnected',
    ]);
    centre.pass(29_999);
    centre.do({ type: 'session.connect', sessionId: 'session-zoe' });
    expect(centre.pass(200_000)).toEqual([]);
    expect(typesOf(centre.ask({ type: 'session.connect', sessionId: 'session-zoe' }))).toEqual([]);
  });

  it('ends with reason NETWORK when it does not', () => {
    const centre = new Centre(testConfig({ rules: { customerReconnectMs: 30_000 } }));
    centre.customer('zoe');
    centre.do({ type: 'session.disconnect', sessionId: 'session-zoe' });
    expect(only(centre.pass(30_000), 'session.ended')).toMatchObject([{ reason: 'NETWORK' }]);
    expect(centre.conversation('zoe')).toBeUndefined();
  });

  it('does not matter to a session that lives without one', () => {
    const centre = new Centre();
    centre.customer('zoe', { connectionBound: false });
    expect(typesOf(centre.ask({ type: 'session.disconnect', sessionId: 'session-zoe' }))).toEqual([]);
  });

  it('is unknown for a session that is not there', () => {
    const centre = new Centre();
    for (const type of ['session.connect', 'session.disconnect'] as const) {
      expect(centre.refusal({ type, sessionId: 'none' })).toBe('SESSION_NOT_FOUND');
    }
  });
});

describe('a silent customer (C9)', () => {
  function waitingForCustomer(): Centre {
    const centre = new Centre(testConfig({ rules: { customerInactivityMs: 900_000 } }));
    centre.ready('ada');
    centre.customer('zoe');
    centre.accept('ada', 'zoe');
    centre.say('zoe', 'question', 'ada');
    return centre;
  }

  it('is let go when it was the customer’s turn for too long', () => {
    const centre = waitingForCustomer();
    centre.pass(899_999);
    expect(centre.conversation('zoe')?.state).toBe('ACTIVE');
    expect(only(centre.pass(1), 'session.ended')).toMatchObject([{ reason: 'INACTIVITY' }]);
    expect(centre.task('zoe').state).toBe('WRAP_UP');
  });

  it('has the whole time again after each message of the agent, and all of it after answering', () => {
    const centre = waitingForCustomer();
    centre.pass(600_000);
    centre.say('zoe', 'another', 'ada');
    centre.pass(600_000);
    expect(centre.conversation('zoe')?.sessionIds).toHaveLength(1);
    centre.say('zoe', 'answer');
    expect(centre.pass(3_600_000)).toEqual([]);
  });

  it('is not hurried by whispers, nor while waiting for an agent', () => {
    const centre = waitingForCustomer();
    centre.say('zoe', 'answer');
    centre.do({
      type: 'message.send',
      conversationId: 'talk-zoe',
      messageId: 'aside',
      sender: { kind: 'AGENT', agentId: 'ada' },
      kind: 'WHISPER',
      replyTo: null,
      textLength: 3,
    });
    expect(centre.conversation('zoe')?.inactiveAt).toBeNull();
    centre.say('zoe', 'question2', 'ada');
    centre.do({ type: 'agent.logout', agentId: 'ada', sid: null, reasonId: null });
    expect(centre.conversation('zoe')?.inactiveAt).toBeNull();
  });

  it('is never let go where that is switched off', () => {
    const centre = new Centre(testConfig({ rules: { customerInactivityMs: 0 } }));
    centre.ready('ada');
    centre.customer('zoe');
    centre.accept('ada', 'zoe');
    centre.say('zoe', 'question', 'ada');
    expect(centre.conversation('zoe')?.inactiveAt).toBeNull();
  });
});
