import { describe, expect, it } from 'vitest';
import type { State } from './state.ts';
import { Centre, only, typesOf } from './testing/centre.ts';
import { testAgent, testChannel, testConfig } from './testing/config.ts';
import { loadWorld, nextDeadline } from './world.ts';

describe('time', () => {
  it('asks for the earliest deadline, and for none when there is nothing to wait for', () => {
    const centre = new Centre(testConfig({ rules: { ronaMs: 20_000, requestTtlMs: 300_000 } }));
    expect(nextDeadline(centre.world)).toBeNull();
    centre.customer('zoe');
    expect(nextDeadline(centre.world)).toBe(centre.now + 300_000);
    centre.ready('ada');
    expect(nextDeadline(centre.world)).toBe(centre.task('zoe').offerEndsAt);
    centre.accept('ada', 'zoe');
    expect(nextDeadline(centre.world)).toBeNull();
  });

  it('carries out nothing early and everything once, however late (I5)', () => {
    const centre = new Centre();
    centre.ready('ada', 'ben');
    centre.customer('a');
    centre.customer('b');
    centre.now += 19_998;
    expect(centre.do({ type: 'tick' }).events).toEqual([]);
    centre.now += 60_000;
    const { events } = centre.do({ type: 'tick' });
    expect(only(events, 'task.closed').map(({ agentId }) => agentId)).toEqual(['ada', 'ben']);
    expect(centre.do({ type: 'tick' }).events).toEqual([]);
  });

  it('carries out what fell due in the order of time, as one decision', () => {
    const centre = new Centre(
      testConfig({ disconnectGraceMs: 5_000, rules: { ronaMs: 20_000, customerReconnectMs: 8_000 } }),
    );
    centre.ready('ada');
    centre.customer('zoe');
    centre.customer('xan');
    centre.do({ type: 'session.disconnect', sessionId: 'session-xan' });
    centre.do({ type: 'agent.disconnect', agentId: 'ada', sid: 'sid-ada' });
    centre.now += 10_000;
    const order = typesOf(centre.do({ type: 'tick' })).filter(
      (type) => type === 'agent.signedOut' || type === 'session.ended',
    );
    expect(order).toEqual(['agent.signedOut', 'session.ended']);
  });

  it('I5: an accepted offer, a moved wrap-up, a returned agent leave no timer behind', () => {
    const centre = new Centre();
    centre.ready('ada');
    centre.customer('zoe');
    centre.accept('ada', 'zoe');
    centre.do({ type: 'agent.disconnect', agentId: 'ada', sid: 'sid-ada' });
    centre.do({ type: 'agent.connect', agentId: 'ada', sid: 'sid-ada' });
    expect(nextDeadline(centre.world)).toBeNull();
    centre.leave('ada', 'zoe');
    const firstEnd = centre.task('zoe').wrapup?.endsAt ?? 0;
    centre.do({ type: 'wrapup.extend', agentId: 'ada', conversationId: 'talk-zoe' });
    expect(nextDeadline(centre.world)).toBeGreaterThan(firstEnd);
  });

  it('stands still for a clock that goes back', () => {
    const centre = new Centre();
    centre.customer('zoe');
    const { clock } = centre.world.state;
    centre.now -= 3_600_000;
    centre.ready('ada');
    expect(centre.task('zoe').offeredAt).toBe(clock);
    expect(centre.journal.every((event, i) => i === 0 || event.at >= (centre.journal[i - 1]?.at ?? 0))).toBe(
      true,
    );
  });

  it('asks again as the channel says that is left, when the customer goes on by another', () => {
    const channels = [
      testChannel('web', { rules: { reofferAfterMs: 60_000 } }),
      testChannel('sms', { rules: { reofferAfterMs: 5_000 } }),
    ];
    const centre = new Centre(testConfig({ agents: [testAgent('ada')], channels }));
    centre.ready('ada');
    centre.customer('zoe');
    centre.reject('ada', 'zoe');
    const since = centre.now;
    centre.do({
      type: 'session.start',
      sessionId: 'by-sms',
      conversationId: 'unused',
      customerId: 'customer-zoe',
      channelId: 'sms',
      queueId: null,
      priority: 1,
      connectionBound: false,
    });
    centre.customerEnds('zoe');
    expect(nextDeadline(centre.world)).toBe(since + 5_000);
    centre.pass(5_000);
    expect(centre.holder('zoe')).toBe('ada');
  });

  it('goes on after a restart: timers are part of the state', () => {
    const centre = new Centre();
    centre.ready('ada', 'ben');
    centre.customer('zoe');
    const restarted = new Centre(
      undefined,
      loadWorld(JSON.parse(JSON.stringify(centre.world.state)) as State),
    );
    restarted.now = centre.now;
    expect(nextDeadline(restarted.world)).toBe(nextDeadline(centre.world));
    restarted.pass(20_000);
    expect(restarted.holder('zoe')).toBe('ben');
  });

  it('lets go of a deadline whose subject is gone, and serves the others', () => {
    const kinds = [
      'agent.grace',
      'session.reconnect',
      'conversation.inactivity',
      'task',
      'task.reoffer',
    ] as const;
    for (const kind of kinds) {
      const centre = new Centre();
      centre.customer('zoe');
      const { deadlines } = centre.world.index;
      const orphan = { at: centre.now + 5, kind, order: 0, id: 'gone' };
      deadlines.ordered.insert(orphan);
      deadlines.bySubject[kind].set('gone', orphan);
      const ttlAt = centre.task('zoe').ttlAt;
      centre.now = ttlAt;
      const { events } = centre.do({ type: 'tick' });
      expect(only(events, 'request.expired'), kind).toHaveLength(1);
      expect(nextDeadline(centre.world), kind).toBeNull();
    }
  });
});
