import { describe, expect, it } from 'vitest';
import { evolve } from './evolve.ts';
import { Centre, only } from './testing/centre.ts';
import { testAgent, testChannel, testConfig, testMrd, testQueue } from './testing/config.ts';

describe('a new configuration', () => {
  it('is refused when it names what is not there', () => {
    const centre = new Centre();
    const wrong = [
      testConfig({ queues: [testQueue('support', { mrdId: 'none' })] }),
      testConfig({ channels: [testChannel('web', { entry: { kind: 'QUEUE', queueId: 'none' } })] }),
      testConfig({ agents: [testAgent('ada', { maxTasks: { none: 1 } })] }),
      // Q12: the queue's MRD has to be the channel's.
      testConfig({ channels: [testChannel('web', { mrdId: 'voice' })] }),
      { ...testConfig(), teams: { north: { id: 'south', name: 'South' } } },
    ];
    const before = JSON.stringify(centre.world.state);
    for (const config of wrong) expect(centre.refusal({ type: 'configure', config })).toBe('VALIDATION');
    expect(JSON.stringify(centre.world.state)).toBe(before);
  });

  it('brings together whom it lets meet: a wider step, a new member, a higher maximum', () => {
    const centre = new Centre(
      testConfig({
        agents: [testAgent('ada', { maxTasks: { chat: 1 } })],
        queues: [testQueue('support', { memberIds: [] })],
      }),
    );
    centre.ready('ada');
    centre.customer('a');
    centre.customer('b');
    centre.do({
      type: 'configure',
      config: testConfig({ agents: [testAgent('ada', { maxTasks: { chat: 1 } })] }),
    });
    expect(centre.holder('a')).toBe('ada');
    centre.accept('ada', 'a');
    expect(centre.mrd('ada').state).toBe('BUSY');
    centre.do({
      type: 'configure',
      config: testConfig({ agents: [testAgent('ada', { maxTasks: { chat: 3 } })] }),
    });
    expect(centre.mrd('ada')).toMatchObject({ state: 'ACTIVE', max: 3 });
    expect(centre.holder('b')).toBe('ada');
  });

  it('recomputes the state where the maximum sinks below what is in hand', () => {
    const centre = new Centre();
    centre.ready('ada');
    for (const name of ['a', 'b']) {
      centre.customer(name);
      centre.accept('ada', name);
    }
    centre.do({
      type: 'configure',
      config: testConfig({ agents: [testAgent('ada', { maxTasks: { chat: 1 } })] }),
    });
    expect(centre.mrd('ada')).toMatchObject({ state: 'BUSY', live: 2, max: 1 });
  });

  it('signs out agents that it no longer has, and gives their customers to others', () => {
    const centre = new Centre();
    centre.ready('ada', 'ben');
    centre.customer('zoe');
    centre.accept('ada', 'zoe');
    const { events } = centre.do({
      type: 'configure',
      config: testConfig({ agents: [testAgent('ben')] }),
    });
    expect(only(events, 'agent.signedOut')).toMatchObject([{ agentId: 'ada' }]);
    expect(centre.holder('zoe')).toBe('ben');
  });

  it('lets go of customers whose queue is gone, but not of conversations', () => {
    const centre = new Centre(testConfig({ queues: [testQueue('support'), testQueue('sales')] }));
    centre.ready('ada');
    centre.customer('served', { queueId: 'sales' });
    centre.accept('ada', 'served');
    centre.setState('ada', 'NOT_READY');
    centre.customer('waiting', { queueId: 'sales' });
    const { events } = centre.do({ type: 'configure', config: testConfig() });
    expect(only(events, 'session.ended')).toMatchObject([
      { sessionId: 'session-waiting', reason: 'FORCE_CLOSED' },
    ]);
    expect(centre.holder('served')).toBe('ada');
    centre.do({ type: 'agent.logout', agentId: 'ada', sid: null, reasonId: null });
    expect(centre.conversation('served')).toBeUndefined();
  });

  it('takes an MRD away from those who have no work in it, and waits for the others', () => {
    const withMail = testConfig({
      mrds: [testMrd('chat'), testMrd('mail')],
      agents: ['ada', 'ben'].map((id) => testAgent(id, { maxTasks: { chat: 1, mail: 1 } })),
      queues: [testQueue('support'), testQueue('letters', { mrdId: 'mail' })],
      channels: [
        testChannel('web'),
        testChannel('post', { mrdId: 'mail', entry: { kind: 'QUEUE', queueId: 'letters' } }),
      ],
    });
    const centre = new Centre(withMail);
    centre.ready('ada', 'ben');
    centre.customer('letter', { channelId: 'post' });
    centre.accept('ada', 'letter');
    centre.do({
      type: 'configure',
      config: { ...withMail, agents: testConfig({ agents: [testAgent('ada'), testAgent('ben')] }).agents },
    });
    expect(centre.agent('ben').mrds.mail).toBeUndefined();
    expect(centre.mrd('ada', 'mail')).toMatchObject({ state: 'PENDING_NOT_READY', max: 0, live: 1 });
  });

  it('ends a conversation with several requests once, and writes nothing after its end', () => {
    const centre = new Centre(testConfig({ queues: [testQueue('support'), testQueue('sales')] }));
    centre.customer('zoe', { queueId: 'sales' });
    const first = centre.task('zoe');
    const { seq } = centre.world.state;
    // A second request of the same conversation, as an assistance will make one.
    evolve(centre.world, {
      type: 'task.queued',
      task: { ...first, id: 'second', mediaId: 'm2', requestId: 'r2', arrival: seq + 1 },
      seq: seq + 1,
      at: centre.now,
      stream: 'conversation:talk-zoe',
      streamSeq: (centre.conversation('zoe')?.seq ?? 0) + 1,
    });
    const { events } = centre.do({ type: 'configure', config: testConfig() });
    expect(only(events, 'task.closed').map(({ taskId }) => taskId)).toEqual([first.id, 'second']);
    expect(events.at(-1)?.type).toBe('conversation.closed');
    const places = events.filter(({ stream }) => stream === 'conversation:talk-zoe').map((e) => e.streamSeq);
    expect(new Set(places).size).toBe(places.length);
    expect(centre.conversation('zoe')).toBeUndefined();
  });

  it('lets requests wait for the MRD that their queue has moved to, in their place', () => {
    const mrds = [testMrd('chat'), testMrd('mail')];
    const agents = [testAgent('ada', { maxTasks: { chat: 1, mail: 1 } })];
    const centre = new Centre(testConfig({ mrds, agents }));
    centre.customer('zoe');
    const before = centre.task('zoe');
    centre.do({
      type: 'configure',
      config: testConfig({
        mrds,
        agents,
        queues: [testQueue('support', { mrdId: 'mail' })],
        channels: [testChannel('web', { mrdId: 'mail' })],
      }),
    });
    const { mrdId, requestId, enqueuedAt, ttlAt } = centre.task('zoe');
    expect(mrdId).toBe('mail');
    expect({ requestId, enqueuedAt, ttlAt }).toEqual({
      requestId: before.requestId,
      enqueuedAt: before.enqueuedAt,
      ttlAt: before.ttlAt,
    });
    centre.ready('ada');
    expect(centre.mrd('ada', 'mail').live).toBe(1);
    expect(centre.mrd('ada').live).toBe(0);
  });
});
