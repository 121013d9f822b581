import { describe, expect, it } from 'vitest';
import type { Expression, Operator, Term } from './config.ts';
import { matchQueue, nextStepAt } from './matching.ts';
import { testAgent, testConfig, testQueue } from './testing/config.ts';

const config = testConfig({
  attributes: {
    french: { id: 'french', name: 'French', type: 'BOOLEAN', defaultValue: 0 },
    billing: { id: 'billing', name: 'Billing', type: 'PROFICIENCY_LEVEL', defaultValue: 2 },
  },
});

function term(attributeId: string, operator: Operator, value: number, join: Term['join'] = null): Term {
  return { attributeId, operator, value, join };
}

function expression(terms: Term[], join: Expression['join'] = null): Expression {
  return { terms, join };
}

function match(attributes: Record<string, number>, ...steps: Expression[][]) {
  const queue = testQueue('support', {
    steps: steps.map((expressions) => ({ expressions, timeoutMs: 10_000 })),
  });
  return matchQueue(config, testAgent('ada', { attributes }), queue);
}

describe('steps and attributes (Q3)', () => {
  it('compare an agent’s values, and the default of those who have none', () => {
    const holds: [Operator, number][] = [
      ['==', 5],
      ['!=', 4],
      ['<', 6],
      ['<=', 5],
      ['>', 4],
      ['>=', 5],
    ];
    for (const [operator, value] of holds) {
      expect(match({ billing: 5 }, [expression([term('billing', operator, value)])])).not.toBeNull();
    }
    expect(match({ billing: 5 }, [expression([term('billing', '>', 5)])])).toBeNull();
    expect(match({}, [expression([term('billing', '==', 2)])])).toEqual({ step: 0, skill: 2 });
    expect(match({}, [expression([term('unknown', '!=', 1)])])).toBeNull();
  });

  it('join terms and expressions from left to right', () => {
    const orThenAnd = [
      term('french', '==', 1),
      term('billing', '>', 1, 'OR'),
      term('billing', '>', 8, 'AND'),
    ];
    expect(match({ french: 1, billing: 3 }, [expression(orThenAnd)])).toBeNull();
    expect(match({ french: 0, billing: 9 }, [expression(orThenAnd)])).not.toBeNull();

    const french = expression([term('french', '==', 1)]);
    const expert = (join: Expression['join']) => expression([term('billing', '>=', 8)], join);
    expect(match({ french: 1 }, [french, expert('AND')])).toBeNull();
    expect(match({ french: 1 }, [french, expert('OR')])).not.toBeNull();
  });

  it('sum up the values that matched at the first step that fits', () => {
    const both = expression([term('french', '==', 1), term('billing', '>=', 3, 'OR')]);
    expect(match({ french: 1, billing: 7 }, [both])).toEqual({ step: 0, skill: 8 });
    expect(match({ french: 0, billing: 7 }, [both])).toEqual({ step: 0, skill: 7 });
  });

  it('say from which step on an agent is asked', () => {
    const expert = [expression([term('billing', '>=', 8)])];
    const good = [expression([term('billing', '>=', 5)])];
    expect(match({ billing: 9 }, expert, good, [])?.step).toBe(0);
    expect(match({ billing: 6 }, expert, good, [])?.step).toBe(1);
    expect(match({ billing: 1 }, expert, good, [])?.step).toBe(2);
    expect(match({ billing: 1 }, expert, good)).toBeNull();
  });

  it('have a time until the next one, except the last', () => {
    const steps = [
      { expressions: [], timeoutMs: 3 },
      { expressions: [], timeoutMs: 4 },
    ];
    const queue = testQueue('support', { steps });
    expect(nextStepAt(queue, 0, 100)).toBe(103);
    expect(nextStepAt(queue, 1, 100)).toBeNull();
    expect(nextStepAt(testQueue('plain'), 0, 100)).toBeNull();
  });
});
