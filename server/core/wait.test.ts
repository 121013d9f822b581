import { describe, expect, it } from 'vitest';
import { Centre } from './testing/centre.ts';
import { testAgent, testConfig, testQueue } from './testing/config.ts';
import { USUAL_HANDLE_MS, waitOf } from './wait.ts';

function wait(centre: Centre, name: string) {
  return waitOf(centre.world, centre.task(name).id);
}

describe('what a waiting customer is told (Q8)', () => {
  it('the place in the queue, by priority and arrival, over all steps', () => {
    const centre = new Centre(
      testConfig({
        queues: [
          testQueue('support', {
            steps: [
              { expressions: [], timeoutMs: 5_000 },
              { expressions: [], timeoutMs: 0 },
            ],
          }),
        ],
      }),
    );
    centre.customer('first');
    centre.pass(6_000);
    centre.customer('second');
    centre.customer('urgent', { priority: 5 });
    expect(['urgent', 'first', 'second'].map((name) => wait(centre, name)?.position)).toEqual([1, 2, 3]);
  });

  it('an expected wait that grows with the position and shrinks with the slots that are worked', () => {
    const centre = new Centre(testConfig({ agents: [testAgent('ada', { maxTasks: { chat: 2 } })] }));
    centre.ready('ada');
    centre.customer('a');
    for (const name of ['b', 'c', 'd']) centre.customer(name);
    expect(wait(centre, 'c')).toEqual({ position: 1, expectedMs: USUAL_HANDLE_MS / 2 });
    expect(wait(centre, 'd')).toEqual({ position: 2, expectedMs: USUAL_HANDLE_MS });
  });

  it('no expected wait while nobody works for the queue', () => {
    const centre = new Centre(testConfig({ agents: [testAgent('ada', { maxTasks: { chat: 2 } })] }));
    centre.customer('a');
    expect(wait(centre, 'a')).toEqual({ position: 1, expectedMs: null });
    centre.ready('ada');
    centre.customer('b');
    centre.customer('c');
    expect(wait(centre, 'c')?.expectedMs).toBeGreaterThan(0);
    centre.setState('ada', 'NOT_READY');
    expect(wait(centre, 'c')?.expectedMs).toBeNull();
  });

  it('learns from how long conversations take', () => {
    const centre = new Centre(
      testConfig({ agents: [testAgent('ada', { maxTasks: { chat: 1 } })], rules: { wrapupMs: 0 } }),
    );
    centre.ready('ada');
    for (const [name, ms] of [
      ['a', 60_000],
      ['b', 120_000],
    ] as const) {
      centre.customer(name);
      centre.accept('ada', name);
      centre.now += ms;
      centre.leave('ada', name);
    }
    centre.customer('c');
    centre.customer('d');
    expect(wait(centre, 'd')?.expectedMs).toBe(90_000);
  });

  it('keeps to the bounds of the queue', () => {
    const bounds = { ewtMinMs: 30_000, ewtMaxMs: 100_000 };
    const centre = new Centre(testConfig({ queues: [testQueue('support', bounds)] }));
    centre.ready('ada');
    for (let count = 0; count < 30; count += 1) centre.customer(`customer ${count}`);
    expect(wait(centre, 'customer 29')?.expectedMs).toBe(100_000);
    centre.ready('ben', 'cleo');
    centre.customer('next', { priority: 9 });
    expect(wait(centre, 'next')).toEqual({ position: 1, expectedMs: 30_000 });
  });

  it('has nothing to say once an agent is there', () => {
    const centre = new Centre();
    centre.ready('ada');
    centre.customer('a');
    centre.accept('ada', 'a');
    expect(wait(centre, 'a')).toBeNull();
    expect(waitOf(centre.world, 'none')).toBeNull();
  });
});
