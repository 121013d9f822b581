/** What time does when nobody does anything: awaited answers, silent customers, agents without a sign of life. */
import { describe, expect, it } from 'vitest';
import type { Config, Rules } from './config.ts';
import { NO_CONFIG } from './rules.ts';
import { Centre, only, typesOf } from './testing/centre.ts';
import { testAgent, testConfig } from './testing/config.ts';

const SECOND = 1_000;

function centreWith(rules: Partial<Rules>, more: Partial<Config> = {}): Centre {
  const config = testConfig();
  const agents = { ada: testAgent('ada'), bob: testAgent('bob') };
  return new Centre({ ...config, agents, ...more, rules: { ...NO_CONFIG.rules, wrapupMs: 0, ...rules } });
}

function talking(centre: Centre, name = 'jane', agentId = 'ada'): void {
  centre.ready(agentId);
  centre.customer(name);
  centre.accept(agentId, name);
}

describe('an awaited answer (C25)', () => {
  const answerMs = 100 * SECOND;

  it('begins with the first agent, warns three times, and then the customer goes to somebody else (T10)', () => {
    const centre = centreWith({ answerMs });
    talking(centre);
    expect(centre.conversation('jane')?.answer).toMatchObject({ stage: 0, endsAt: centre.now + answerMs });
    expect(only(centre.pass(99 * SECOND), 'conversation.answerAwaited').map(({ stage }) => stage)).toEqual([
      1, 2, 3,
    ]);
    centre.ready('bob');
    const events = centre.pass(1 * SECOND);
    expect(only(events, 'conversation.answerSettled')).toMatchObject([{ expired: true }]);
    expect(only(events, 'task.closed')).toMatchObject([{ reason: 'REROUTE', agentId: 'ada' }]);
    expect(only(events, 'participant.left')).toMatchObject([{ reason: 'AGENT_SLA_EXPIRED' }]);
    expect(centre.holder('jane')).toBe('bob');
    expect(centre.conversation('jane')?.answer).toBeUndefined();
  });

  it('goes back to the same agent only when nobody else is there', () => {
    const centre = centreWith({ answerMs, reofferAfterMs: 10 * SECOND });
    talking(centre);
    centre.pass(100 * SECOND);
    expect(centre.holder('jane')).toBeNull();
    centre.pass(10 * SECOND);
    expect(centre.holder('jane')).toBe('ada');
  });

  it("ends with an agent's words; the customer's begin it anew, but do not prolong it", () => {
    const centre = centreWith({ answerMs });
    talking(centre);
    centre.say('jane', 'm1', 'ada');
    expect(centre.conversation('jane')?.answer).toBeUndefined();
    centre.say('jane', 'm2');
    const until = centre.now + answerMs;
    centre.pass(10 * SECOND);
    centre.say('jane', 'm3');
    expect(centre.conversation('jane')?.answer?.endsAt).toBe(until);
  });

  it('begins anew when the agent says that they stay', () => {
    const centre = centreWith({ answerMs });
    talking(centre);
    centre.pass(95 * SECOND);
    centre.do({ type: 'response.reset', agentId: 'ada', conversationId: 'talk-jane' });
    expect(centre.conversation('jane')?.answer).toMatchObject({ stage: 0, endsAt: centre.now + answerMs });
    centre.say('jane', 'm1', 'ada');
    expect(centre.do({ type: 'response.reset', agentId: 'ada', conversationId: 'talk-jane' }).events).toEqual(
      [],
    );
    expect(
      centre.refusal({ type: 'response.reset', agentId: 'bob', conversationId: 'talk-jane' }),
    ).not.toBeNull();
  });

  it('is counted neither while it rests nor when the agent has left', () => {
    const centre = centreWith({ answerMs }, { pausesMs: [60_000] });
    talking(centre);
    centre.do({
      type: 'conversation.pause',
      agentId: 'ada',
      conversationId: 'talk-jane',
      forMs: 60_000,
    });
    expect(centre.conversation('jane')?.answer).toBeUndefined();
    talking(centre, 'joe');
    const events = centre.do({ type: 'conversation.leave', agentId: 'ada', conversationId: 'talk-joe' });
    expect(typesOf(events)).toContain('conversation.answerSettled');
    expect(centre.conversation('joe')).toBeUndefined();
  });

  it('is not counted where no rule says so', () => {
    const centre = centreWith({ answerMs: 0 });
    talking(centre);
    expect(centre.conversation('jane')?.answer).toBeUndefined();
  });
});

describe('a silent customer (C26)', () => {
  const rules = { customerInactivityMs: 100 * SECOND, reminderPercents: [50, 80] };

  it('is reminded at each part of the time, and then let go', () => {
    const centre = centreWith(rules);
    talking(centre);
    centre.say('jane', 'm1', 'ada');
    expect(only(centre.pass(49 * SECOND), 'conversation.customerReminded')).toEqual([]);
    expect(only(centre.pass(1 * SECOND), 'conversation.customerReminded')).toHaveLength(1);
    expect(only(centre.pass(30 * SECOND), 'conversation.customerReminded')).toHaveLength(1);
    expect(only(centre.pass(20 * SECOND), 'session.ended')).toMatchObject([{ reason: 'INACTIVITY' }]);
  });

  it('is reminded no more once they write, and from the beginning when it is their turn again', () => {
    const centre = centreWith(rules);
    talking(centre);
    centre.say('jane', 'm1', 'ada');
    centre.pass(60 * SECOND);
    centre.say('jane', 'm2');
    expect(centre.pass(90 * SECOND)).toEqual([]);
    centre.say('jane', 'm3', 'ada');
    expect(only(centre.pass(50 * SECOND), 'conversation.customerReminded')).toHaveLength(1);
  });
});

describe('an agent without a sign of life (A8)', () => {
  const more = { idleLogoutMs: 100 * SECOND };

  it('is warned at 80 %, then signed out; their customers go to others', () => {
    const centre = centreWith({}, more);
    talking(centre);
    const warned = centre.pass(80 * SECOND);
    expect(only(warned, 'agent.idleWarned')).toHaveLength(1);
    centre.ready('bob');
    const events = centre.pass(20 * SECOND);
    expect(only(events, 'agent.signedOut')).toMatchObject([
      { agentId: 'ada', reason: { id: 'INACTIVITY', name: 'INACTIVITY' } },
    ]);
    expect(centre.holder('jane')).toBe('bob');
  });

  it('begins anew with each sign of life, of which most are no news', () => {
    const centre = centreWith({}, more);
    centre.signIn('ada');
    centre.pass(5 * SECOND);
    expect(centre.do({ type: 'agent.active', agentId: 'ada' }).events).toEqual([]);
    centre.pass(80 * SECOND);
    expect(centre.agent('ada').idle?.warned).toBe(true);
    expect(centre.do({ type: 'agent.active', agentId: 'ada' }).events).toMatchObject([
      { type: 'agent.active', logoutAt: centre.now + 100 * SECOND },
    ]);
    expect(centre.agent('ada').idle?.warned).toBe(false);
  });

  it('is not counted in a call, nor where no rule says so', () => {
    const centre = centreWith({}, more);
    const { config } = centre.world.state;
    const mrds = Object.fromEntries(
      Object.entries(config.mrds).map(([id, mrd]) => [id, { ...mrd, type: 'CX_VOICE' }]),
    );
    centre.do({ type: 'configure', config: { ...config, mrds } });
    talking(centre);
    centre.pass(500 * SECOND);
    expect(centre.agent('ada').state).toBe('READY');
    centre.do({ type: 'configure', config: { ...config, idleLogoutMs: 0 } });
    centre.pass(500 * SECOND);
    expect(centre.agent('ada')).toMatchObject({ state: 'READY' });
    expect(centre.agent('ada').idle).toBeUndefined();
  });
});

describe('going to call somebody back (A14)', () => {
  it('gives all conversations to others at once; wrap-ups go on', () => {
    const reasons = {
      back: { id: 'back', name: 'Callback', type: 'NOT_READY' as const, code: 1, callback: true as const },
    };
    const centre = centreWith({}, { reasons });
    talking(centre);
    centre.ready('bob');
    centre.setState('ada', 'NOT_READY', 'back');
    expect(centre.agent('ada')).toMatchObject({ state: 'NOT_READY', conversationIds: [] });
    expect(centre.holder('jane')).toBe('bob');
    expect(only(centre.journal, 'participant.left')).toMatchObject([{ reason: 'REROUTED' }]);
    expect(only(centre.journal, 'task.closed')).toMatchObject([{ reason: 'REROUTE' }]);
  });
});

describe('a message that its author changes or takes back (C28)', () => {
  const change = (type: 'message.edit' | 'message.delete', messageId: string, agentId = 'ada') =>
    ({
      type,
      agentId,
      authorId: 'ada',
      conversationId: 'talk-jane',
      messageId,
      textLength: 3,
    }) as const;

  it('is changed as often as the author likes, and taken back once', () => {
    const centre = centreWith({});
    talking(centre);
    centre.say('jane', 'm1', 'ada');
    expect(centre.do(change('message.edit', 'm1')).events).toMatchObject([
      { type: 'message.edited', visibility: 'ALL', number: 1 },
    ]);
    expect(centre.do(change('message.delete', 'm1')).events).toMatchObject([
      { type: 'message.deleted', number: 2 },
    ]);
    expect(centre.do(change('message.delete', 'm1')).events).toEqual([]);
    expect(centre.refusal(change('message.edit', 'm1'))).toBe('MESSAGE_NOT_FOUND');
  });

  it('is not of somebody else, not unknown, and not delivered by a provider', () => {
    const centre = centreWith({});
    talking(centre);
    centre.say('jane', 'm1', 'ada');
    centre.say('jane', 'm2');
    expect(centre.refusal({ ...change('message.edit', 'm2'), authorId: null })).toBe('FORBIDDEN');
    expect(centre.refusal(change('message.edit', 'nothing'))).toBe('MESSAGE_NOT_FOUND');
    expect(centre.refusal(change('message.edit', 'm1', 'bob'))).not.toBeNull();
    expect(centre.refusal({ ...change('message.edit', 'm1'), textLength: 100_000 })).toBe('TOO_LONG');
    const phone = centreWith({});
    phone.ready('ada');
    phone.customer('jane', { connectionBound: false });
    phone.accept('ada', 'jane');
    phone.say('jane', 'm1', 'ada');
    expect(phone.refusal(change('message.delete', 'm1'))).toBe('STATE_NOT_ALLOWED');
  });
});

describe('whom a conversation is about (C27)', () => {
  const link = (customerId: string, agentId = 'ada') =>
    ({ type: 'customer.link', agentId, conversationId: 'talk-jane', customerId }) as const;

  it('is said by an agent in it, and taken back', () => {
    const centre = centreWith({});
    talking(centre);
    expect(centre.do(link('known')).events).toMatchObject([
      { type: 'conversation.customerChanged', customerId: 'known', previousId: 'customer-jane' },
    ]);
    expect(centre.conversation('jane')).toMatchObject({ customerId: 'known', visitorId: 'customer-jane' });
    expect(centre.do(link('known')).events).toEqual([]);
    centre.do(link('customer-jane'));
    expect(centre.conversation('jane')?.visitorId).toBeUndefined();
    expect(centre.refusal(link('known', 'bob'))).not.toBeNull();
  });

  it('leaves the customer where they are: who comes again is who came', () => {
    const centre = centreWith({});
    talking(centre);
    centre.do(link('known'));
    centre.do({
      type: 'session.start',
      sessionId: 'second',
      conversationId: 'other',
      customerId: 'customer-jane',
      channelId: 'web',
      queueId: null,
      priority: 1,
      connectionBound: true,
    });
    expect(centre.conversation('jane')?.sessionIds).toEqual(['session-jane', 'second']);
  });

  it('tells what is known anew wherever the customer is talked to', () => {
    const centre = centreWith({});
    talking(centre);
    expect(centre.do({ type: 'customer.update', customerId: 'customer-jane' }).events).toHaveLength(1);
    expect(centre.do({ type: 'customer.update', customerId: 'nobody' }).events).toEqual([]);
  });
});
