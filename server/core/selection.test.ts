import { describe, expect, it } from 'vitest';
import type { SelectionPolicy } from './config.ts';
import type { Candidate } from './selection.ts';
import { selectionOrder } from './selection.ts';
import { Centre } from './testing/centre.ts';
import { testAgent, testConfig, testQueue } from './testing/config.ts';

function order(policy: SelectionPolicy, ...candidates: Candidate[]): string[] {
  return candidates.sort(selectionOrder(policy)).map(({ agentId }) => agentId);
}

function candidate(agentId: string, skill: number, live: number, lastReadyAt: number): Candidate {
  return { agentId, skill, live, lastReadyAt };
}

describe('selection policies (Q5, D10)', () => {
  const busyExpert = candidate('busy expert', 9, 2, 10);
  const idleExpert = candidate('idle expert', 9, 0, 30);
  const idleNovice = candidate('idle novice', 1, 0, 20);

  it('LONGEST_AVAILABLE: fewest tasks first, then the oldest ready time', () => {
    expect(order('LONGEST_AVAILABLE', busyExpert, idleExpert, idleNovice)).toEqual([
      'idle novice',
      'idle expert',
      'busy expert',
    ]);
  });

  it('MOST_SKILLED: the highest sum, then fewest tasks', () => {
    expect(order('MOST_SKILLED', idleNovice, busyExpert, idleExpert)).toEqual([
      'idle expert',
      'busy expert',
      'idle novice',
    ]);
  });

  it('LEAST_SKILLED: the lowest sum, then fewest tasks', () => {
    expect(order('LEAST_SKILLED', busyExpert, idleExpert, idleNovice)).toEqual([
      'idle novice',
      'idle expert',
      'busy expert',
    ]);
  });

  it('spreads customers over agents: first those with less to do, then who has waited longest', () => {
    const centre = new Centre();
    centre.ready('ben', 'ada', 'cleo');
    for (const name of ['a', 'b', 'c', 'd']) centre.customer(name);
    expect(['a', 'b', 'c', 'd'].map((name) => centre.holder(name))).toEqual(['ben', 'ada', 'cleo', 'ben']);
  });

  it('counts the waiting time of an agent from the end of the last task (M8)', () => {
    const centre = new Centre(testConfig({ rules: { wrapupMs: 0 } }));
    centre.ready('ada', 'ben');
    centre.customer('a');
    centre.accept('ada', 'a');
    centre.now += 5_000;
    centre.leave('ada', 'a');
    expect(centre.mrd('ada').lastReadyAt).toBe(centre.now);
    centre.customer('b');
    expect(centre.holder('b')).toBe('ben');
  });

  it('asks the most skilled of those who match', () => {
    const term = { attributeId: 'billing', operator: '>=' as const, value: 3, join: null };
    const centre = new Centre(
      testConfig({
        attributes: {
          billing: { id: 'billing', name: 'Billing', type: 'PROFICIENCY_LEVEL', defaultValue: 1 },
        },
        agents: [
          testAgent('ada', { attributes: { billing: 4 } }),
          testAgent('ben', { attributes: { billing: 8 } }),
          testAgent('cleo', { attributes: { billing: 2 } }),
        ],
        queues: [
          testQueue('support', {
            selection: 'MOST_SKILLED',
            steps: [{ expressions: [{ terms: [term], join: null }], timeoutMs: 0 }],
          }),
        ],
      }),
    );
    centre.ready('ada', 'ben', 'cleo');
    centre.customer('a');
    expect(centre.holder('a')).toBe('ben');
  });
});
