import { describe, expect, it } from 'vitest';
import type { Steering } from './commands.ts';
import { Centre, only } from './testing/centre.ts';
import { testAgent, testChannel, testConfig, testQueue } from './testing/config.ts';

/** `ada` and `ben` of team north serve chats, `sue` supervises them; `cleo` is of team south, which `tom` supervises. */
function floor(): Centre {
  const agent = (id: string, teamId: string) => testAgent(id, { teamId, maxTasks: { chat: 2 } });
  const supervisor = (id: string, team: string) =>
    testAgent(id, { supervises: [team], roles: ['supervisor'], maxTasks: {} });
  const centre = new Centre(
    testConfig({
      rules: { wrapupMs: 60_000 },
      teams: { north: { id: 'north', name: 'North' }, south: { id: 'south', name: 'South' } },
      agents: [
        agent('ada', 'north'),
        agent('ben', 'north'),
        agent('cleo', 'south'),
        supervisor('sue', 'north'),
        supervisor('tom', 'south'),
      ],
      queues: [
        testQueue('support', { memberIds: ['ada', 'ben'] }),
        testQueue('sales', { memberIds: ['ben'] }),
        testQueue('far', { memberIds: ['cleo'] }),
      ],
      channels: [testChannel('web')],
    }),
  );
  centre.signIn('ben', 'cleo', 'sue', 'tom');
  return centre;
}

const steer = (by: string, steering: Steering, name = 'zoe') =>
  ({ type: 'conversation.steer', by, conversationId: `talk-${name}`, steering }) as const;

const setState = (by: string, agentId: string, state: 'READY' | 'NOT_READY' = 'READY') =>
  ({ type: 'agent.setState', agentId, by, state, reasonId: null }) as const;

const logout = (by: string, agentId: string) =>
  ({ type: 'agent.logout', agentId, by, sid: null, reasonId: null }) as const;

describe('a supervisor who acts on an agent (C21, A7)', () => {
  it('changes the state and that of an MRD, and it stands in the journal who did', () => {
    const centre = floor();
    const { events } = centre.do(setState('sue', 'ben'));
    expect(centre.agent('ben').state).toBe('READY');
    expect(only(events, 'agent.overseen')).toMatchObject([
      { agentId: 'ben', supervisorId: 'sue', act: 'STATE' },
    ]);
    centre.do({ type: 'agent.setMrdState', agentId: 'ben', by: 'sue', mrdId: 'chat', state: 'NOT_READY' });
    expect(centre.mrd('ben').state).toBe('NOT_READY');
  });

  it('says nothing where nothing has changed', () => {
    const centre = floor();
    centre.do(setState('sue', 'ben'));
    expect(centre.do(setState('sue', 'ben')).events).toEqual([]);
  });

  it('is refused for agents of other teams, agents who are not there, and who supervises nobody', () => {
    const centre = floor();
    expect(centre.refusal(setState('tom', 'ben'))).toBe('FORBIDDEN');
    expect(centre.refusal(setState('cleo', 'ben'))).toBe('FORBIDDEN');
    expect(centre.refusal(setState('sue', 'ada'))).toBe('NOT_SIGNED_IN');
    expect(centre.refusal(setState('sue', 'nobody'))).toBe('AGENT_NOT_FOUND');
    expect(centre.refusal(setState('nobody', 'ben'))).toBe('AGENT_NOT_FOUND');
    expect(
      centre.refusal({ type: 'agent.setMrdState', agentId: 'ben', by: 'tom', mrdId: 'chat', state: 'READY' }),
    ).toBe('FORBIDDEN');
    expect(centre.refusal(logout('tom', 'ben'))).toBe('FORBIDDEN');
    expect(centre.agent('ben').state).toBe('NOT_READY');
  });

  it('forces a logout: conversations go ahead of all others, in their queue', () => {
    const centre = floor();
    centre.ready('ada');
    centre.customer('zoe');
    centre.accept('ada', 'zoe');
    centre.customer('first', { priority: 10 });
    const { events } = centre.do(logout('sue', 'ada'));
    expect(centre.agent('ada').reason?.name).toBe('FORCED_LOGOUT_BY_SUPERVISOR');
    expect(centre.task('zoe')).toMatchObject({ state: 'QUEUED', queueId: 'support', priority: 11 });
    expect(only(events, 'agent.signedOut')[0]?.sid).toBe('sid-ada');
    centre.ready('ben');
    expect(centre.holder('zoe')).toBe('ben');
  });

  it('keeps a conversation that another agent goes on with', () => {
    const centre = floor();
    centre.ready('ada');
    centre.customer('zoe');
    centre.accept('ada', 'zoe');
    centre.do({
      type: 'conversation.supervise',
      role: 'SILENT_MONITOR',
      conversationId: 'talk-zoe',
      participantId: null,
      agentId: 'sue',
    });
    centre.do({ type: 'supervision.change', conversationId: 'talk-zoe', agentId: 'sue', role: 'PRIMARY' });
    centre.do(logout('sue', 'ada'));
    expect(centre.conversation('zoe')?.participants.map(({ ref }) => ref)).toEqual(['session-zoe', 'sue']);
    expect(centre.task('zoe').state).toBe('ACTIVE');
  });
});

describe('a supervisor who acts on a waiting customer (C22)', () => {
  it('moves them to another queue with their time and place', () => {
    const centre = floor();
    centre.customer('zoe');
    const { enqueuedAt, requestId } = centre.task('zoe');
    centre.now += 5_000;
    centre.do(steer('sue', { kind: 'MOVE', queueId: 'sales' }));
    expect(centre.task('zoe')).toMatchObject({ queueId: 'sales', state: 'QUEUED', enqueuedAt, requestId });
    centre.ready('ada');
    expect(centre.holder('zoe')).toBeNull();
    centre.ready('ben');
    expect(centre.holder('zoe')).toBe('ben');
  });

  it('lets them go ahead, and never behind', () => {
    const centre = floor();
    for (const name of ['early', 'zoe']) centre.customer(name);
    centre.do(steer('sue', { kind: 'PRIORITISE', priority: 9 }));
    centre.do(steer('sue', { kind: 'PRIORITISE', priority: 2 }));
    expect(centre.task('zoe').priority).toBe(9);
    centre.ready('ben');
    expect(centre.holder('zoe')).toBe('ben');
    expect(centre.refusal(steer('sue', { kind: 'PRIORITISE', priority: 12 }, 'early'))).toBe('VALIDATION');
  });

  it('has an agent of the team asked by name, also one who let them go', () => {
    const centre = floor();
    centre.ready('ada', 'ben');
    centre.customer('zoe');
    const first = centre.holder('zoe')!;
    const other = first === 'ada' ? 'ben' : 'ada';
    centre.reject(first, 'zoe');
    expect(centre.holder('zoe')).toBe(other);
    const { events } = centre.do(steer('sue', { kind: 'ASSIGN', agentId: first }));
    expect(centre.holder('zoe')).toBe(first);
    expect(only(events, 'task.closed')).toMatchObject([{ agentId: other, revoke: 'CANCELLED' }]);
    expect(centre.refusal(steer('sue', { kind: 'ASSIGN', agentId: 'cleo' }))).toBe('FORBIDDEN');
    centre.setState('ben', 'NOT_READY');
    centre.setState('ada', 'NOT_READY');
    expect(centre.refusal(steer('sue', { kind: 'ASSIGN', agentId: other }))).toBe('AGENT_NOT_AVAILABLE');
  });

  it('takes an offer from one agent and asks the next', () => {
    const centre = floor();
    centre.ready('ada', 'ben');
    centre.customer('zoe');
    const first = centre.holder('zoe');
    centre.do(steer('sue', { kind: 'PULL_OUT', agentId: null }));
    expect(centre.holder('zoe')).toBe(first === 'ada' ? 'ben' : 'ada');
  });

  it('ends it, and empties a queue', () => {
    const centre = floor();
    for (const name of ['zoe', 'max', 'lee']) centre.customer(name);
    centre.do(steer('sue', { kind: 'END' }));
    expect(centre.conversation('zoe')).toBeUndefined();
    const { events } = centre.do({ type: 'queue.flush', by: 'sue', queueId: 'support' });
    expect(only(events, 'session.ended').map(({ reason }) => reason)).toEqual([
      'FORCE_CLOSED',
      'FORCE_CLOSED',
    ]);
    expect(only(events, 'conversation.overseen')).toHaveLength(2);
    expect(centre.refusal({ type: 'queue.flush', by: 'sue', queueId: 'none' })).toBe('QUEUE_NOT_FOUND');
  });

  it('is refused for queues that none of their agents serve', () => {
    const centre = floor();
    centre.customer('zoe');
    for (const steering of [
      { kind: 'MOVE', queueId: 'far' },
      { kind: 'PRIORITISE', priority: 9 },
      { kind: 'ASSIGN', agentId: 'cleo' },
      { kind: 'END' },
    ] as const) {
      expect(centre.refusal(steer('tom', steering))).toBe('FORBIDDEN');
    }
    expect(centre.refusal({ type: 'queue.flush', by: 'tom', queueId: 'support' })).toBe('FORBIDDEN');
    expect(centre.task('zoe').attempt).toBe(1);
  });
});

describe('a supervisor who acts on a conversation that is served (C23)', () => {
  function served(): Centre {
    const centre = floor();
    centre.ready('ada');
    centre.customer('zoe');
    centre.accept('ada', 'zoe');
    return centre;
  }

  it('pulls it out: the customer waits first, and the agent is not asked again at once', () => {
    const centre = served();
    centre.do(steer('sue', { kind: 'PULL_OUT', agentId: null }));
    expect(centre.task('zoe')).toMatchObject({ state: 'QUEUED', priority: 11, agentId: null });
    expect(centre.mrd('ada').live).toBe(0);
    centre.ready('ben');
    expect(centre.holder('zoe')).toBe('ben');
  });

  it('hands it to another agent of the team or to another queue', () => {
    const centre = served();
    centre.ready('ben');
    centre.do(steer('sue', { kind: 'ASSIGN', agentId: 'ben' }));
    expect(centre.holder('zoe')).toBe('ben');
    const moved = served();
    moved.do(steer('sue', { kind: 'MOVE', queueId: 'sales' }));
    expect(moved.task('zoe')).toMatchObject({ state: 'QUEUED', queueId: 'sales' });
  });

  it('ends it, and a forgotten wrap-up with what was entered', () => {
    const centre = served();
    centre.do(steer('sue', { kind: 'END' }));
    expect(centre.task('zoe').state).toBe('WRAP_UP');
    const { events } = centre.do(steer('sue', { kind: 'FINISH_WRAP_UP', agentId: 'ada' }));
    expect(only(events, 'task.closed')[0]?.reason).toBe('WRAP_UP_NOT_APPLIED');
    expect(centre.conversation('zoe')).toBeUndefined();
  });

  it('is refused for other teams, and where another agent would stay behind', () => {
    const centre = served();
    for (const kind of ['END', 'FINISH_WRAP_UP', 'PULL_OUT', 'ASSIGN'] as const)
      expect(centre.refusal(steer('tom', { kind, agentId: 'ada' }))).toBe('FORBIDDEN');
    expect(centre.refusal(steer('tom', { kind: 'MOVE', queueId: 'far' }))).toBe('FORBIDDEN');
    expect(centre.task('zoe').state).toBe('ACTIVE');
  });
});
