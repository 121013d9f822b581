/** Q1: what a request asks for, and what its customer's labels give. */
import { describe, expect, it } from 'vitest';
import type { Ask } from './testing/centre.ts';
import { Centre } from './testing/centre.ts';
import { testConfig } from './testing/config.ts';

const label = (name: string, labelPriority: number): Ask => ({
  type: 'customer.update',
  customerId: `customer-${name}`,
  labelPriority,
});

const waiting = (...names: string[]): Centre => {
  const centre = new Centre(testConfig());
  for (const name of names) {
    centre.customer(name);
    centre.now += 1_000;
  }
  return centre;
};

describe('the labels of a customer', () => {
  it('raise a request that waits already, which keeps its time', () => {
    const centre = waiting('first', 'zoe');
    const before = centre.task('zoe');
    centre.do(label('zoe', 6));
    const { priority, asked, requestId, enqueuedAt, ttlAt } = centre.task('zoe');
    expect({ priority, asked, requestId, enqueuedAt, ttlAt }).toEqual({
      priority: 6,
      asked: 1,
      requestId: before.requestId,
      enqueuedAt: before.enqueuedAt,
      ttlAt: before.ttlAt,
    });
    centre.ready('ada');
    const offered = centre.journal.flatMap((event) => (event.type === 'task.offered' ? [event] : []));
    expect(offered[0]?.taskId).toBe(centre.task('zoe').id);
  });

  it('give back what they gave, never below what the request came with', () => {
    const centre = waiting('first');
    centre.customer('zoe', { priority: 3 });
    centre.do(label('zoe', 9));
    centre.do(label('zoe', 2));
    expect(centre.task('zoe')).toMatchObject({ priority: 3 });
    expect(centre.task('zoe').asked).toBeUndefined();
    centre.do(label('zoe', 1));
    expect(centre.task('zoe').priority).toBe(3);
    expect(centre.conversation('zoe')?.labelPriority).toBeUndefined();
  });

  it('change nothing for who is asked for already, and hold when the request is asked for again', () => {
    const centre = new Centre(testConfig());
    centre.ready('ada');
    centre.customer('zoe');
    const { id } = centre.task('zoe');
    centre.do(label('zoe', 7));
    expect(centre.task('zoe')).toMatchObject({ id, state: 'OFFERED', priority: 1 });
    centre.setState('ada', 'NOT_READY');
    centre.reject('ada', 'zoe');
    expect(centre.task('zoe')).toMatchObject({ state: 'QUEUED', priority: 7, asked: 1 });
  });

  it('hold for who is given back by an agent, and are gone where they were taken away meanwhile', () => {
    const centre = new Centre(testConfig());
    centre.ready('ada');
    centre.customer('zoe');
    centre.accept('ada', 'zoe');
    centre.do(label('zoe', 7));
    centre.do({ type: 'agent.logout', agentId: 'ada', sid: null, reasonId: null });
    expect(centre.task('zoe')).toMatchObject({ state: 'QUEUED', priority: 7 });
    centre.do(label('zoe', 1));
    expect(centre.task('zoe').priority).toBe(1);
  });

  it('count from the beginning where the customer is known, and with a further session', () => {
    const centre = waiting('zoe');
    const start = {
      type: 'session.start' as const,
      sessionId: 'another',
      conversationId: 'unused',
      customerId: 'customer-zoe',
      channelId: 'web',
      queueId: null,
      priority: 1,
      connectionBound: true,
    };
    centre.do({ ...start, labelPriority: 4 });
    expect(centre.task('zoe')).toMatchObject({ priority: 4, asked: 1 });
    centre.do({
      ...start,
      sessionId: 'new',
      conversationId: 'talk-bea',
      customerId: 'bea',
      labelPriority: 5,
    });
    expect(centre.task('bea')).toMatchObject({ priority: 5, asked: 1, attempt: 1 });
    for (const labelPriority of [0, 11, 2.5])
      expect(centre.refusal({ ...label('zoe', labelPriority) })).toBe('VALIDATION');
  });
});
