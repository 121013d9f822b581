import { describe, expect, it } from 'vitest';
import { Centre, only, typesOf } from './testing/centre.ts';
import { testConfig } from './testing/config.ts';

describe('the agent’s state (A1–A14)', () => {
  it('A1: signs in NOT_READY without a reason, all MRDs off', () => {
    const centre = new Centre();
    const { events } = centre.do({ type: 'agent.connect', agentId: 'ada', sid: 's1' });
    expect(events).toMatchObject([{ type: 'agent.signedIn', sid: 's1', mrds: { chat: 5, voice: 1 } }]);
    expect(centre.agent('ada')).toMatchObject({
      state: 'NOT_READY',
      reason: null,
      signedInAt: centre.now,
      connected: true,
    });
    expect(centre.mrd('ada', 'chat').state).toBe('NOT_READY');
    expect(centre.mrd('ada', 'voice').state).toBe('NOT_READY');
  });

  it('A2: READY makes the auto-sync MRDs READY, and those alone (D8)', () => {
    const centre = new Centre();
    centre.signIn('ada');
    expect(typesOf(centre.setState('ada', 'READY'))).toEqual(['agent.stateChanged', 'agent.mrdStateChanged']);
    expect(centre.mrd('ada', 'chat').state).toBe('READY');
    expect(centre.mrd('ada', 'voice').state).toBe('NOT_READY');
  });

  it('A3: NOT_READY with a reason; MRDs with work in hand are only PENDING', () => {
    const centre = new Centre();
    centre.ready('ada');
    centre.customer('zoe');
    centre.accept('ada', 'zoe');
    centre.setState('ada', 'NOT_READY', 'lunch');
    expect(centre.agent('ada')).toMatchObject({
      state: 'NOT_READY',
      reason: { id: 'lunch', name: 'Lunch', type: 'NOT_READY' },
    });
    expect(centre.mrd('ada').state).toBe('PENDING_NOT_READY');
  });

  it('A4: another reason is a change of its own and restarts the time', () => {
    const centre = new Centre();
    centre.ready('ada');
    centre.setState('ada', 'NOT_READY', 'lunch');
    centre.now += 60_000;
    expect(typesOf(centre.setState('ada', 'NOT_READY', 'meeting'))).toEqual(['agent.stateChanged']);
    expect(centre.agent('ada').since).toBe(centre.now);
  });

  it('A5: the same state again changes nothing, and the asker learns it', () => {
    const centre = new Centre();
    centre.ready('ada');
    const { events, signals } = centre.do({
      type: 'agent.setState',
      agentId: 'ada',
      state: 'READY',
      reasonId: null,
    });
    expect(events).toEqual([]);
    expect(signals).toEqual([{ type: 'agent.stateUnchanged', agentId: 'ada' }]);
  });

  it('L-S8: the last explicit command wins over one that waits for work to end', () => {
    const centre = new Centre();
    centre.ready('ada');
    centre.customer('zoe');
    centre.accept('ada', 'zoe');
    centre.setState('ada', 'NOT_READY');
    centre.setState('ada', 'READY');
    centre.leave('ada', 'zoe');
    centre.do({ type: 'wrapup.close', agentId: 'ada', conversationId: 'talk-zoe', messageId: null });
    expect(centre.mrd('ada').state).toBe('READY');
  });

  it('L-S5: a sign-in elsewhere takes over and keeps the state, conversations and offers', () => {
    const centre = new Centre();
    centre.ready('ada');
    centre.customer('zoe');
    const { events } = centre.do({ type: 'agent.connect', agentId: 'ada', sid: 'elsewhere' });
    expect(events).toMatchObject([
      { type: 'agent.sessionReplaced', sid: 'elsewhere', previousSid: 'sid-ada' },
    ]);
    expect(centre.agent('ada').state).toBe('READY');
    expect(centre.holder('zoe')).toBe('ada');
    // The old sign-in's socket goes only now: that is nobody's loss.
    centre.do({ type: 'agent.disconnect', agentId: 'ada', sid: 'sid-ada' });
    expect(centre.agent('ada').connected).toBe(true);
  });

  it('takes further sockets of the same sign-in for tabs', () => {
    const centre = new Centre();
    centre.ready('ada');
    expect(typesOf(centre.ask({ type: 'agent.connect', agentId: 'ada', sid: 'sid-ada' }))).toEqual([]);
  });

  it('L-M11: coming back within the grace period keeps everything (A9)', () => {
    const centre = new Centre(testConfig({ disconnectGraceMs: 60_000 }));
    centre.ready('ada');
    centre.customer('zoe');
    centre.accept('ada', 'zoe');
    centre.do({ type: 'agent.disconnect', agentId: 'ada', sid: 'sid-ada' });
    centre.pass(59_999);
    const { events } = centre.do({ type: 'agent.connect', agentId: 'ada', sid: 'sid-ada' });
    expect(typesOf({ events })).toEqual(['agent.connected']);
    centre.pass(120_000);
    expect(centre.holder('zoe')).toBe('ada');
    expect(centre.agent('ada').state).toBe('READY');
  });

  it('refuses who is unknown, not signed in, or without such a reason', () => {
    const centre = new Centre();
    const setState = { type: 'agent.setState', state: 'READY', reasonId: null } as const;
    expect(centre.refusal({ ...setState, agentId: 'nobody' })).toBe('AGENT_NOT_FOUND');
    expect(centre.refusal({ ...setState, agentId: '__proto__' })).toBe('AGENT_NOT_FOUND');
    expect(centre.refusal({ ...setState, agentId: 'ada' })).toBe('NOT_SIGNED_IN');
    expect(centre.refusal({ type: 'agent.connect', agentId: 'nobody', sid: 's' })).toBe('AGENT_NOT_FOUND');
    centre.signIn('ada');
    for (const reasonId of ['home', 'nothing', 'constructor']) {
      expect(centre.refusal({ type: 'agent.setState', agentId: 'ada', state: 'NOT_READY', reasonId })).toBe(
        'REASON_NOT_FOUND',
      );
    }
    expect(centre.refusal({ ...setState, agentId: 'ada', reasonId: 'lunch' })).toBe('REASON_NOT_FOUND');
    expect(centre.refusal({ type: 'agent.logout', agentId: 'ada', sid: null, reasonId: 'lunch' })).toBe(
      'REASON_NOT_FOUND',
    );
  });

  it('numbers the events of an agent over many sign-ins without a gap', () => {
    const centre = new Centre();
    for (let day = 0; day < 3; day++) {
      centre.ready('ada');
      centre.do({ type: 'agent.logout', agentId: 'ada', sid: null, reasonId: 'home' });
    }
    const own = centre.journal.filter(({ stream }) => stream === 'agent:ada');
    expect(own.map(({ streamSeq }) => streamSeq)).toEqual(own.map((_, i) => i + 1));
    expect(only(own, 'agent.signedIn')).toHaveLength(3);
  });
});
