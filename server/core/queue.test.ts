import { describe, expect, it } from 'vitest';
import type { AgentConfig, Step } from './config.ts';
import { Centre, only } from './testing/centre.ts';
import { testAgent, testConfig, testQueue } from './testing/config.ts';

function step(atLeast: number, timeoutMs: number): Step {
  const term = { attributeId: 'billing', operator: '>=' as const, value: atLeast, join: null };
  return { expressions: [{ terms: [term], join: null }], timeoutMs };
}

function skilled(id: string, billing: number, max = 1): AgentConfig {
  return testAgent(id, { attributes: { billing }, maxTasks: { chat: max } });
}

/** Experts (8) are asked for ten seconds, then the good (5) as well, after five more everybody. */
function centreWithSteps(agents: AgentConfig[]): Centre {
  return new Centre(
    testConfig({
      attributes: { billing: { id: 'billing', name: 'Billing', type: 'PROFICIENCY_LEVEL', defaultValue: 1 } },
      agents,
      queues: [
        testQueue('support', {
          steps: [step(8, 10_000), step(5, 5_000), { expressions: [], timeoutMs: 0 }],
        }),
      ],
      rules: { ronaMs: 4_000, requestTtlMs: 60_000 },
    }),
  );
}

describe('a precision queue (Q3)', () => {
  it('widens the circle step by step', () => {
    const centre = centreWithSteps([skilled('novice', 1), skilled('good', 5)]);
    centre.ready('novice');
    centre.customer('zoe');
    centre.pass(10_000);
    expect(centre.task('zoe')).toMatchObject({ state: 'QUEUED', step: 1 });
    centre.pass(5_000);
    expect(centre.task('zoe')).toMatchObject({
      state: 'OFFERED',
      agentId: 'novice',
      step: 2,
      nextStepAt: null,
    });
  });

  it('is cumulative: later steps still ask those of the earlier', () => {
    const centre = centreWithSteps([skilled('novice', 1), skilled('expert', 9)]);
    centre.customer('zoe');
    centre.pass(20_000);
    centre.ready('expert');
    expect(centre.holder('zoe')).toBe('expert');
  });

  it('chooses among all reached so far by the queue’s policy', () => {
    const centre = centreWithSteps([skilled('novice', 1), skilled('expert', 9)]);
    centre.ready('novice');
    centre.customer('held');
    centre.pass(14_999);
    centre.ready('expert');
    expect(centre.holder('held')).toBe('expert');
  });

  it('goes on widening while an offer rings, without ending that offer', () => {
    const centre = centreWithSteps([skilled('expert', 9), skilled('good', 5)]);
    centre.ready('expert');
    centre.pass(1_000);
    centre.ready('good');
    centre.customer('zoe');
    centre.pass(8_000);
    expect(centre.task('zoe').state).toBe('QUEUED');
    centre.do({ type: 'agent.setMrdState', agentId: 'expert', mrdId: 'chat', state: 'READY' });
    centre.pass(3_000);
    expect(centre.holder('zoe')).toBe('good');
  });

  it('catches up with late ticks: steps count from when they were due', () => {
    const centre = centreWithSteps([skilled('novice', 1)]);
    centre.customer('zoe');
    centre.now += 30_000;
    const steps = only(centre.do({ type: 'tick' }).events, 'task.stepReached');
    expect(steps.map(({ step: reached }) => reached)).toEqual([1, 2]);
  });

  it('L-R3: those who reach a step at the same moment are served in the order of arrival', () => {
    const centre = centreWithSteps([skilled('good', 5, 2)]);
    for (const name of ['c', 'a', 'b']) centre.customer(name);
    centre.ready('good');
    centre.now = centre.task('c').enqueuedAt;
    centre.pass(10_000);
    expect(['c', 'a', 'b'].map((name) => centre.task(name).state)).toEqual(['OFFERED', 'OFFERED', 'QUEUED']);
  });
});
