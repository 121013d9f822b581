import { describe, expect, it } from 'vitest';
import { Centre, only, typesOf } from './testing/centre.ts';
import { testAgent, testConfig } from './testing/config.ts';

/** Ada with an offer, a conversation and a wrap-up. */
function atWork(): Centre {
  const centre = new Centre(
    testConfig({ disconnectGraceMs: 60_000, rules: { ronaMs: 200_000, wrapupMs: 90_000 } }),
  );
  centre.ready('ada');
  for (const name of ['wrapping', 'talking', 'ringing']) centre.customer(name, { priority: 4 });
  centre.accept('ada', 'wrapping');
  centre.leave('ada', 'wrapping');
  centre.accept('ada', 'talking');
  return centre;
}

describe('A6: signing out by oneself (D7)', () => {
  it('T9: gives everything back at once, and ends wrap-ups', () => {
    const centre = atWork();
    centre.now += 1_000;
    const { events } = centre.do({ type: 'agent.logout', agentId: 'ada', sid: null, reasonId: 'home' });
    const closed = only(events, 'task.closed').map(({ reason, revoke }) => `${reason} ${revoke ?? '-'}`);
    expect(closed.sort()).toEqual(['AGENT_LOGOUT -', 'AGENT_LOGOUT LOGOUT', 'WRAP_UP_NOT_APPLIED -']);
    expect(only(events, 'agent.signedOut')).toMatchObject([
      { reason: { name: 'Going home', type: 'LOGOUT' }, sid: 'sid-ada' },
    ]);
    expect(centre.agent('ada')).toMatchObject({ state: 'LOGOUT', sid: null, taskIds: [] });
    expect(centre.mrd('ada')).toMatchObject({ state: 'LOGOUT', live: 0 });
    expect(centre.conversation('wrapping')).toBeUndefined();
    expect(centre.task('talking')).toMatchObject({
      state: 'QUEUED',
      priority: 4,
      attempt: 1,
    });
    // Whoever waits again has come before those who came meanwhile.
    expect(centre.task('talking').enqueuedAt).toBeLessThan(centre.now);
    expect(centre.task('ringing')).toMatchObject({ state: 'QUEUED', attempt: 2 });
    expect(centre.task('ringing').enqueuedAt).toBeLessThan(centre.now);
  });

  it('L-T9: another agent gets the customer, with the same conversation', () => {
    const centre = atWork();
    centre.ready('ben');
    centre.do({ type: 'agent.logout', agentId: 'ada', sid: null, reasonId: null });
    expect(centre.holder('talking')).toBe('ben');
    expect(centre.conversation('talking')?.participants.map(({ kind }) => kind)).toEqual(['CUSTOMER']);
  });

  it('L-S5: an older sign-in cannot sign out the one that took over', () => {
    const centre = atWork();
    centre.do({ type: 'agent.connect', agentId: 'ada', sid: 'sid-new' });
    const logout = { type: 'agent.logout', agentId: 'ada', reasonId: null } as const;
    expect(centre.refusal({ ...logout, sid: 'sid-ada' })).toBe('SESSION_REPLACED');
    expect(centre.agent('ada')).toMatchObject({ state: 'READY', sid: 'sid-new' });
    expect(centre.holder('talking')).toBe('ada');
    expect(only(centre.do({ ...logout, sid: 'sid-new' }).events, 'agent.signedOut')).toMatchObject([
      { sid: 'sid-new' },
    ]);
  });

  it('never asks the one who is just leaving', () => {
    const centre = atWork();
    const { events } = centre.do({ type: 'agent.logout', agentId: 'ada', sid: null, reasonId: null });
    expect(only(events, 'task.offered')).toEqual([]);
  });
});

describe('A9: lost sockets (G1–G6)', () => {
  it('L-M11: nothing changes within the grace period', () => {
    const centre = atWork();
    expect(typesOf(centre.ask({ type: 'agent.disconnect', agentId: 'ada', sid: 'sid-ada' }))).toEqual([
      'agent.disconnected',
    ]);
    expect(centre.pass(59_999)).toEqual([]);
    expect(centre.agent('ada').state).toBe('READY');
    expect(centre.holder('ringing')).toBe('ada');
  });

  it('T9, L-S1: afterwards the agent is out, with reason NETWORK, and customers wait again', () => {
    const centre = atWork();
    centre.do({ type: 'agent.disconnect', agentId: 'ada', sid: 'sid-ada' });
    const events = centre.pass(60_000);
    expect(only(events, 'agent.signedOut')).toMatchObject([{ reason: { name: 'NETWORK', type: 'LOGOUT' } }]);
    expect(centre.task('talking').state).toBe('QUEUED');
    expect(centre.task('ringing').state).toBe('QUEUED');
  });

  it('L-T6: a wrap-up outlives the sign-in and ends by its own time', () => {
    const centre = atWork();
    centre.do({ type: 'agent.disconnect', agentId: 'ada', sid: 'sid-ada' });
    centre.pass(60_000);
    expect(centre.task('wrapping').state).toBe('WRAP_UP');
    centre.ready('ada');
    expect(centre.mrd('ada')).toMatchObject({ state: 'ACTIVE' });
    const closed = centre.do({
      type: 'wrapup.close',
      agentId: 'ada',
      conversationId: 'talk-wrapping',
      messageId: 'note',
    });
    expect(only(closed.events, 'task.closed')).toMatchObject([{ reason: 'WRAP_UP_APPLIED' }]);
  });

  it('an offer rings on and is missed on time, also without a socket', () => {
    const centre = new Centre(testConfig({ rules: { ronaMs: 20_000 }, disconnectGraceMs: 60_000 }));
    centre.ready('ada');
    centre.customer('zoe');
    centre.do({ type: 'agent.disconnect', agentId: 'ada', sid: 'sid-ada' });
    const events = centre.pass(20_000);
    expect(only(events, 'task.closed')).toMatchObject([{ reason: 'RONA', revoke: 'RONA' }]);
    expect(centre.task('zoe').state).toBe('QUEUED');
  });

  it('keeps wrap-ups within the maximum when the agent returns (I2)', () => {
    const centre = new Centre(
      testConfig({
        disconnectGraceMs: 1_000,
        rules: { wrapupMs: 600_000 },
        agents: [testAgent('ada', { maxTasks: { chat: 1 } })],
      }),
    );
    centre.ready('ada');
    centre.customer('old');
    centre.accept('ada', 'old');
    centre.leave('ada', 'old');
    centre.do({ type: 'agent.disconnect', agentId: 'ada', sid: 'sid-ada' });
    centre.pass(1_000);
    centre.customer('new');
    centre.ready('ada');
    expect(centre.mrd('ada')).toMatchObject({ state: 'BUSY', live: 1, max: 1 });
    expect(centre.task('new').state).toBe('QUEUED');
  });
});
