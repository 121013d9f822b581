import { describe, expect, it } from 'vitest';
import { Centre, only } from './testing/centre.ts';
import { testAgent, testChannel, testConfig, testMrd, testQueue } from './testing/config.ts';

describe('bringing customers and agents together (Q1–Q12)', () => {
  it('L-R4: an agent who goes READY gets what waits, at once and as much as fits', () => {
    const centre = new Centre();
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) centre.customer(name);
    centre.signIn('ada');
    const ready = centre.setState('ada', 'READY');
    expect(ready.ok && only(ready.events, 'task.offered')).toHaveLength(5);
    expect(centre.task('f').state).toBe('QUEUED');
  });

  it('L-R4: a single MRD that is switched on does, too, and so does a slot that is freed', () => {
    const centre = new Centre(
      testConfig({
        mrds: [testMrd('chat'), testMrd('post')],
        agents: [testAgent('ada', { maxTasks: { chat: 1, post: 1 } })],
        rules: { wrapupMs: 0 },
      }),
    );
    centre.ready('ada');
    centre.do({ type: 'agent.setMrdState', agentId: 'ada', mrdId: 'chat', state: 'NOT_READY' });
    centre.customer('a');
    centre.customer('b');
    expect(centre.task('a').state).toBe('QUEUED');
    centre.do({ type: 'agent.setMrdState', agentId: 'ada', mrdId: 'chat', state: 'READY' });
    expect(centre.holder('a')).toBe('ada');
    centre.accept('ada', 'a');
    centre.leave('ada', 'a');
    expect(centre.holder('b')).toBe('ada');
  });

  it('L-R2: nobody who is NOT_READY, full, or elsewhere is asked', () => {
    const centre = new Centre(
      testConfig({ agents: [testAgent('ada', { maxTasks: { chat: 1 } }), testAgent('ben')] }),
    );
    centre.signIn('ben');
    centre.ready('ada');
    centre.customer('a');
    centre.customer('b');
    expect(centre.holder('a')).toBe('ada');
    expect(centre.task('b').state).toBe('QUEUED');
  });

  it('L-R8: an agent without a socket is not asked, and is again on return', () => {
    const centre = new Centre();
    centre.ready('ada');
    centre.do({ type: 'agent.disconnect', agentId: 'ada', sid: 'sid-ada' });
    centre.customer('zoe');
    expect(centre.task('zoe').state).toBe('QUEUED');
    centre.do({ type: 'agent.connect', agentId: 'ada', sid: 'sid-ada' });
    expect(centre.holder('zoe')).toBe('ada');
  });

  it('L-R3: serves in the order of arrival, within the same millisecond as well', () => {
    const centre = new Centre(
      testConfig({ agents: [testAgent('ada', { maxTasks: { chat: 1 } })], rules: { wrapupMs: 0 } }),
    );
    const names = ['m', 'c', 'x', 'a', 'k'];
    for (const name of names) centre.customer(name);
    centre.ready('ada');
    const served: string[] = [];
    while (served.length < names.length) {
      const name = names.find((one) => centre.conversation(one) && centre.holder(one) === 'ada') ?? '';
      served.push(name);
      centre.accept('ada', name);
      centre.leave('ada', name);
    }
    expect(served).toEqual(names);
  });

  it('L-R3: a request keeps its place through RONA and through rejection', () => {
    const centre = new Centre(
      testConfig({ agents: ['ada', 'ben'].map((id) => testAgent(id, { maxTasks: { chat: 1 } })) }),
    );
    centre.ready('ada');
    centre.customer('first');
    centre.customer('second');
    centre.reject('ada', 'first');
    expect(centre.holder('second')).toBe('ada');
    centre.customer('third');
    centre.ready('ben');
    expect(centre.holder('first')).toBe('ben');
  });

  it('L-R3: an agent freed for a later request does not send it to whom an earlier one waits for', () => {
    const centre = new Centre(
      testConfig({
        agents: ['ada', 'ben'].map((id) => testAgent(id, { maxTasks: { chat: 1 } })),
        rules: { reofferAfterMs: 5_000 },
      }),
    );
    centre.ready('ada', 'ben');
    centre.customer('first');
    centre.customer('second');
    centre.reject('ada', 'first');
    centre.reject('ben', 'second');
    centre.reject('ada', 'second');
    expect(centre.holder('first')).toBe('ben');
    // All pauses are over, their tick is late: Ada may have either, Ben the second.
    centre.now += 6_000;
    centre.reject('ben', 'first');
    expect(centre.holder('first')).toBe('ada');
    expect(centre.holder('second')).toBe('ben');
  });

  it('offers nothing whose search is over, though its tick is late', () => {
    const centre = new Centre();
    centre.customer('zoe');
    centre.now = centre.task('zoe').ttlAt;
    centre.ready('ada');
    expect(centre.task('zoe').state).toBe('QUEUED');
  });

  it('serves the higher priority first', () => {
    const centre = new Centre(testConfig({ agents: [testAgent('ada', { maxTasks: { chat: 1 } })] }));
    centre.customer('usual');
    centre.customer('urgent', { priority: 7 });
    centre.ready('ada');
    expect(centre.holder('urgent')).toBe('ada');
  });

  it('asks the queues by their priority only where that is switched on', () => {
    const run = (queuePriority: boolean) => {
      const centre = new Centre(
        testConfig({
          queuePriority,
          agents: [testAgent('ada', { maxTasks: { chat: 1 } })],
          queues: [testQueue('support'), testQueue('gold', { priority: 9 })],
        }),
      );
      centre.customer('first', { priority: 3 });
      centre.customer('golden', { queueId: 'gold' });
      centre.ready('ada');
      return centre.task('golden').state;
    };
    expect(run(true)).toBe('OFFERED');
    expect(run(false)).toBe('QUEUED');
  });

  it('asks the customer’s last agent first where the queue says so', () => {
    const run = (routeToLastAgent: boolean) => {
      const centre = new Centre(
        testConfig({ queues: [testQueue('support', { routeToLastAgent })], rules: { wrapupMs: 0 } }),
      );
      centre.ready('ada');
      centre.customer('zoe');
      centre.accept('ada', 'zoe');
      centre.leave('ada', 'zoe');
      centre.ready('ben');
      // Ada has become READY after Ben.
      centre.setState('ada', 'NOT_READY');
      centre.now += 1;
      centre.ready('ada');
      centre.customer('zoe');
      return centre.holder('zoe');
    };
    expect(run(true)).toBe('ada');
    expect(run(false)).toBe('ben');
  });

  it('asks only members of a queue that has members', () => {
    const centre = new Centre(testConfig({ queues: [testQueue('support', { memberIds: ['ben'] })] }));
    centre.ready('ada', 'ben');
    centre.customer('zoe');
    expect(centre.holder('zoe')).toBe('ben');
  });

  it('offers nothing in an MRD that another system routes', () => {
    const centre = new Centre(
      testConfig({
        mrds: [testMrd('chat', { managedByRouting: false })],
        agents: [testAgent('ada')],
      }),
    );
    centre.ready('ada');
    centre.customer('zoe');
    expect(centre.task('zoe').state).toBe('QUEUED');
  });

  it('keeps the media apart: full in one, free in the other', () => {
    const centre = new Centre(
      testConfig({
        mrds: [testMrd('chat'), testMrd('mail')],
        agents: [testAgent('ada', { maxTasks: { chat: 1, mail: 1 } })],
        queues: [testQueue('support'), testQueue('letters', { mrdId: 'mail' })],
        channels: [
          testChannel('web'),
          testChannel('post', { mrdId: 'mail', entry: { kind: 'QUEUE', queueId: 'letters' } }),
        ],
      }),
    );
    centre.ready('ada');
    centre.customer('a');
    centre.customer('b');
    centre.customer('c', { channelId: 'post' });
    expect(centre.holder('a')).toBe('ada');
    expect(centre.task('b').state).toBe('QUEUED');
    expect(centre.holder('c')).toBe('ada');
  });
});
