import { describe, expect, it } from 'vitest';
import type { Rules } from './config.ts';
import { Centre, only, typesOf } from './testing/centre.ts';
import { testAgent, testConfig } from './testing/config.ts';

function centreWith(rules: Partial<Rules> = {}): Centre {
  return new Centre(testConfig({ rules: { ronaMs: 20_000, requestTtlMs: 300_000, ...rules } }));
}

describe('accepting (T3)', () => {
  it('makes the agent the customer’s PRIMARY and stops both clocks', () => {
    const centre = centreWith();
    centre.ready('ada');
    centre.customer('zoe');
    const { events } = centre.do({
      type: 'task.accept',
      agentId: 'ada',
      conversationId: 'talk-zoe',
      taskId: centre.task('zoe').id,
      participantId: 'my-own-id',
    });
    expect(only(events, 'participant.joined')).toMatchObject([
      { participant: { id: 'my-own-id', kind: 'AGENT', ref: 'ada', role: 'PRIMARY' } },
    ]);
    expect(centre.conversation('zoe')?.state).toBe('ACTIVE');
    expect(centre.pass(3_600_000)).toEqual([]);
  });

  it('T3 after expiry is TASK_EXPIRED, also when the tick has not come yet', () => {
    const centre = centreWith();
    centre.ready('ada');
    centre.customer('zoe');
    centre.now += 20_000;
    expect(typesOf(centre.accept('ada', 'zoe'))).toEqual(['TASK_EXPIRED']);
    const { id } = centre.task('zoe');
    centre.do({ type: 'tick' });
    expect(typesOf(centre.accept('ada', 'zoe', id))).toEqual(['TASK_EXPIRED']);
    expect(typesOf(centre.reject('ada', 'zoe'))).toEqual(['TASK_EXPIRED']);
  });

  it('L-B2: two who accept the same: one gets it, the other is told', () => {
    const centre = centreWith();
    centre.ready('ada', 'ben');
    centre.customer('zoe');
    expect(typesOf(centre.accept('ben', 'zoe', centre.task('zoe').id))).toEqual(['TASK_TAKEN']);
    expect(typesOf(centre.accept('ada', 'zoe'))).toContain('task.accepted');
    expect(typesOf(centre.accept('ben', 'zoe'))).toEqual(['TASK_TAKEN']);
  });

  it('is a rejoin for an agent who is in already', () => {
    const centre = centreWith();
    centre.ready('ada');
    centre.customer('zoe');
    centre.accept('ada', 'zoe');
    const again = centre.accept('ada', 'zoe');
    expect(again).toMatchObject({
      ok: true,
      events: [],
      signals: [{ type: 'conversation.rejoined', agentId: 'ada', conversationId: 'talk-zoe' }],
    });
  });

  it('refuses what is not there', () => {
    const centre = centreWith();
    centre.ready('ada');
    expect(typesOf(centre.accept('ada', 'nobody'))).toEqual(['CONVERSATION_NOT_FOUND']);
    expect(typesOf(centre.accept('ada', 'nobody', 'a-task'))).toEqual(['TASK_EXPIRED']);
    centre.setState('ada', 'NOT_READY');
    centre.customer('zoe');
    expect(typesOf(centre.accept('ada', 'zoe'))).toEqual(['TASK_NOT_FOUND']);
    expect(typesOf(centre.accept('ben', 'zoe'))).toEqual(['NOT_SIGNED_IN']);
  });
});

describe('RONA (T4, A11, M17)', () => {
  it('takes the offer back, switches the MRD off, and asks the next agent', () => {
    const centre = centreWith();
    centre.ready('ada', 'ben');
    centre.customer('zoe');
    const first = { ...centre.task('zoe') };
    const events = centre.pass(20_000);
    expect(only(events, 'task.closed')).toMatchObject([
      { taskId: first.id, agentId: 'ada', reason: 'RONA', revoke: 'RONA' },
    ]);
    expect(centre.mrd('ada')).toMatchObject({ state: 'NOT_READY', reason: 'RONA', live: 0 });
    expect(centre.agent('ada').state).toBe('READY');
    expect(centre.task('zoe')).toMatchObject({
      state: 'OFFERED',
      agentId: 'ben',
      attempt: 2,
      requestId: first.requestId,
      enqueuedAt: first.enqueuedAt,
      ttlAt: first.ttlAt,
      priority: first.priority,
      arrival: first.arrival,
    });
    expect(centre.task('zoe').id).not.toBe(first.id);
  });

  it('L-S10: has a reason of its own, told apart from rejecting and from a customer who left', () => {
    const centre = centreWith({ ronaAgentState: 'READY' });
    centre.ready('ada', 'ben');
    centre.customer('zoe');
    const missed = centre.pass(20_000);
    const rejected = centre.reject('ben', 'zoe');
    const reasons = [...missed, ...(rejected.ok ? rejected.events : [])];
    expect(only(reasons, 'task.closed').map(({ reason, revoke }) => [reason, revoke])).toEqual([
      ['RONA', 'RONA'],
      ['REJECTED', 'REJECTED'],
    ]);
  });

  it('leaves PENDING_NOT_READY whoever still has work, and READY by setting', () => {
    const centre = centreWith();
    centre.ready('ada');
    centre.customer('a');
    centre.accept('ada', 'a');
    centre.customer('b');
    centre.pass(20_000);
    expect(centre.mrd('ada').state).toBe('PENDING_NOT_READY');

    const lenient = centreWith({ ronaAgentState: 'READY' });
    lenient.ready('ada');
    lenient.customer('a');
    lenient.pass(20_000);
    expect(lenient.mrd('ada')).toMatchObject({ state: 'READY', reason: null });
  });

  it('forgets its reason when the agent switches the MRD on again', () => {
    const centre = centreWith();
    centre.ready('ada');
    centre.customer('zoe');
    centre.pass(20_000);
    centre.do({ type: 'agent.setMrdState', agentId: 'ada', mrdId: 'chat', state: 'READY' });
    expect(centre.mrd('ada')).toMatchObject({ state: 'READY', reason: null });
  });

  it('ends when the agent says READY again', () => {
    const centre = centreWith();
    centre.ready('ada');
    centre.customer('zoe');
    centre.pass(20_000);
    expect(typesOf(centre.setState('ada', 'READY'))).toEqual(['agent.mrdStateChanged']);
    expect(centre.mrd('ada')).toMatchObject({ state: 'READY', reason: null });
  });

  it('keeps a RESERVED offer when the agent goes NOT_READY (D13)', () => {
    const centre = centreWith();
    centre.ready('ada');
    centre.customer('zoe');
    centre.setState('ada', 'NOT_READY', 'lunch');
    expect(centre.task('zoe')).toMatchObject({ state: 'OFFERED', agentId: 'ada' });
    expect(typesOf(centre.accept('ada', 'zoe'))).toContain('task.accepted');
    expect(centre.mrd('ada').state).toBe('PENDING_NOT_READY');
  });
});

describe('whom a request goes to again (D11)', () => {
  it('L-R1: not to the one who rejected it while somebody else is eligible', () => {
    const centre = centreWith();
    centre.ready('ada', 'ben');
    centre.customer('zoe');
    centre.reject('ada', 'zoe');
    expect(centre.holder('zoe')).toBe('ben');
    expect(centre.mrd('ada').state).toBe('READY');
  });

  it('L-R1: alone, the one who rejected it gets it again only after a pause', () => {
    const centre = centreWith({ reofferAfterMs: 10_000 });
    centre.ready('ada');
    centre.customer('zoe');
    centre.reject('ada', 'zoe');
    expect(centre.task('zoe').state).toBe('QUEUED');
    centre.pass(9_999);
    expect(centre.task('zoe').state).toBe('QUEUED');
    centre.pass(1);
    expect(centre.holder('zoe')).toBe('ada');
  });

  it('L-R1: does not go round in circles: offers stay bounded while only one agent is there', () => {
    const centre = centreWith({ ronaAgentState: 'READY', ronaMs: 5_000, reofferAfterMs: 10_000 });
    centre.ready('ada');
    centre.customer('zoe');
    const offers = only(centre.pass(60_000), 'task.offered');
    expect(offers.length).toBeLessThanOrEqual(6);
  });

  it('goes to another who becomes eligible during the pause', () => {
    const centre = centreWith();
    centre.ready('ada');
    centre.customer('zoe');
    centre.reject('ada', 'zoe');
    centre.ready('ben');
    expect(centre.holder('zoe')).toBe('ben');
  });

  it('L-R4: goes at once to the one who missed it when READY again after the pause', () => {
    const centre = centreWith({ ronaMs: 5_000, reofferAfterMs: 10_000 });
    centre.ready('ada');
    centre.customer('zoe');
    centre.pass(5_000);
    const on = { type: 'agent.setMrdState', agentId: 'ada', mrdId: 'chat', state: 'READY' } as const;
    centre.do(on);
    expect(centre.task('zoe').state).toBe('QUEUED');
    centre.pass(10_000);
    expect(centre.holder('zoe')).toBe('ada');
    centre.pass(5_000);
    centre.pass(20_000);
    centre.do(on);
    expect(centre.holder('zoe')).toBe('ada');
  });

  it('does not hold up those behind it', () => {
    const centre = centreWith();
    centre.ready('ada');
    centre.customer('first');
    centre.reject('ada', 'first');
    centre.customer('second');
    expect(centre.holder('second')).toBe('ada');
    expect(centre.task('first').state).toBe('QUEUED');
  });
});

describe('the end of the search (T5)', () => {
  it('lets the customer go when no agent was found', () => {
    const centre = centreWith({ requestTtlMs: 30_000 });
    centre.customer('zoe');
    expect(typesOf({ events: centre.pass(30_000) })).toEqual([
      'request.expired',
      'task.closed',
      'session.ended',
      'participant.left',
      'conversation.closed',
    ]);
    expect(only(centre.journal, 'session.ended')[0]?.reason).toBe('NO_AGENT_AVAILABLE');
  });

  it('revokes an offer that rings when the time is over: TTL, not RONA', () => {
    const centre = centreWith({ requestTtlMs: 30_000 });
    centre.customer('zoe');
    centre.pass(15_000);
    centre.ready('ada');
    expect(centre.task('zoe').offerEndsAt).toBe(centre.task('zoe').ttlAt);
    const events = centre.pass(20_000);
    expect(only(events, 'task.closed')).toMatchObject([{ reason: 'NO_AGENT_AVAILABLE', revoke: 'TTL' }]);
    expect(centre.mrd('ada').state).toBe('READY');
  });

  it('counts over every RONA, not from the last one', () => {
    const centre = centreWith({ requestTtlMs: 50_000, ronaMs: 20_000 });
    centre.ready('ada', 'ben', 'cleo');
    centre.customer('zoe');
    const closed = only(centre.pass(50_000), 'task.closed');
    expect(closed.map(({ agentId, reason }) => [agentId, reason])).toEqual([
      ['ada', 'RONA'],
      ['ben', 'RONA'],
      ['cleo', 'NO_AGENT_AVAILABLE'],
    ]);
  });
});

describe('T6: the customer leaves', () => {
  it('while queued: cancelled; while ringing: revoked, and the next one rings at once', () => {
    const centre = centreWith();
    centre.customer('queued');
    const gone = centre.customerEnds('queued');
    expect(gone.ok && only(gone.events, 'task.closed')).toMatchObject([
      { reason: 'CANCELLED', revoke: null },
    ]);

    const busy = new Centre(testConfig({ agents: [testAgent('ada', { maxTasks: { chat: 1 } })] }));
    busy.ready('ada');
    busy.customer('first');
    busy.customer('second');
    const left = busy.customerEnds('first');
    expect(left.ok && only(left.events, 'task.closed')).toMatchObject([
      { agentId: 'ada', reason: 'CANCELLED', revoke: 'CUSTOMER_LEFT' },
    ]);
    expect(busy.holder('second')).toBe('ada');
  });
});
