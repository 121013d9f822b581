import { describe, expect, it } from 'vitest';
import { crewsOf, queuesOf, waitingIn } from './outlook.ts';
import { Centre } from './testing/centre.ts';
import { testAgent, testChannel, testConfig, testMrd, testQueue } from './testing/config.ts';

const config = testConfig({
  mrds: [testMrd('chat'), testMrd('mail', { autoSync: false })],
  agents: [
    testAgent('ada', { maxTasks: { chat: 1, mail: 1 } }),
    testAgent('ben', { maxTasks: { chat: 1 } }),
    testAgent('cleo', { maxTasks: { chat: 1 } }),
  ],
  queues: [
    testQueue('support', { memberIds: ['ada', 'ben'] }),
    testQueue('sales', { memberIds: ['cleo'] }),
    testQueue('letters', { mrdId: 'mail' }),
  ],
  channels: [testChannel('web'), testChannel('shop', { entry: { kind: 'QUEUE', queueId: 'sales' } })],
});

const waiting = (centre: Centre, agentId: string) => waitingIn(centre.world, queuesOf(centre.world, agentId));

/** Queues and agents of every crew, by name. */
const crews = (centre: Centre) =>
  crewsOf(centre.world).map(({ queueIds, agentIds }) => [[...queueIds].join(), agentIds.join()]);

describe('what stands before an agent', () => {
  it('is what waits in their own queues, with the longest wait whatever its priority', () => {
    const centre = new Centre(config);
    centre.signIn('ada', 'cleo');
    expect(waiting(centre, 'ada')).toEqual({ count: 0, since: null });
    const first = centre.now;
    centre.customer('patient');
    centre.now += 5_000;
    centre.customer('urgent', { priority: 9 });
    centre.now += 5_000;
    centre.customer('later', { priority: 4 });
    centre.customer('buyer', { channelId: 'shop' });
    expect(waiting(centre, 'ada')).toEqual({ count: 3, since: first });
    expect(waiting(centre, 'cleo')).toEqual({ count: 1, since: centre.now });
    expect(waiting(centre, 'nobody')).toEqual({ count: 0, since: null });
  });

  it('does not count who rings', () => {
    const centre = new Centre(config);
    centre.ready('ben');
    centre.customer('rings');
    expect(waiting(centre, 'ben').count).toBe(0);
    centre.customer('waits');
    expect(waiting(centre, 'ben').count).toBe(1);
  });

  it('is who works for the same queues now: ready, connected, with the work switched on', () => {
    const centre = new Centre(config);
    centre.signIn('ada', 'ben', 'cleo');
    expect(crews(centre)).toEqual([]);
    centre.ready('ada', 'ben', 'cleo');
    // Letters are not switched on by READY.
    expect(crews(centre)).toEqual([
      ['support', 'ada,ben'],
      ['sales', 'cleo'],
    ]);
    centre.do({ type: 'agent.setMrdState', agentId: 'ada', mrdId: 'mail', state: 'READY' });
    expect(crews(centre)).toEqual([
      ['support,letters', 'ada'],
      ['support', 'ben'],
      ['sales', 'cleo'],
    ]);
    centre.setState('ben', 'NOT_READY');
    centre.do({ type: 'agent.disconnect', agentId: 'cleo', sid: 'sid-cleo' });
    expect(crews(centre)).toEqual([['support,letters', 'ada']]);
  });
});
