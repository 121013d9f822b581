import { describe, expect, it } from 'vitest';
import { helpPayload, ranked, targetsOf } from './help-targets.ts';

const BRUNO = { id: 'b', name: 'Bruno Almeida' };
const CHEN = { id: 'c', name: 'Chen Wei' };
const ANSWER = {
  queues: [
    { id: 'q1', name: 'Support', agents: [BRUNO, CHEN] },
    { id: 'q2', name: 'Sales', agents: [BRUNO] },
    { id: 'q3', name: 'Night', agents: [] },
  ],
};

describe('whom help can be asked of', () => {
  const names = (query: string, last: string | null = null) =>
    ranked(targetsOf(ANSWER), query, { here: 'Support', last }).map(({ name }) => name);

  it('is every queue and everybody free once, those that help most first', () => {
    expect(names('')).toEqual(['Sales', 'Bruno Almeida', 'Chen Wei', 'Support', 'Night']);
  });

  it('begins with the one that was chosen last', () => {
    expect(names('', 'c')[0]).toBe('Chen Wei');
  });

  it('is found by a part of the name', () => {
    expect(names(' wei')).toEqual(['Chen Wei']);
  });

  it('is asked by id, with a note when there is one', () => {
    const [sales, bruno] = ranked(targetsOf(ANSWER), '', { here: 'Support', last: null });
    expect(helpPayload(sales!, ' ')).toEqual({
      mode: 'queue',
      queueName: 'q2',
      note: null,
    });
    expect(helpPayload(bruno!, ' discount? ')).toMatchObject({
      mode: 'agent',
      requestedAgentId: 'b',
      note: 'discount?',
    });
  });
});
