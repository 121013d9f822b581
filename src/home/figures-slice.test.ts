import fc from 'fast-check';
import { expect, it } from 'vitest';
import { NOW } from '../testing/people.ts';
import { figuresSlice } from './figures-slice.ts';

const read = (payload: unknown) => figuresSlice.events.deskFigures!(null, payload, NOW);

it('figures are told as they come, and nonsense counts as nothing', () => {
  const wire = {
    waiting: { count: 2, since: NOW - 5000 },
    ready: { count: 1, names: ['Bruno', 7] },
    today: { since: 1, conversations: 4, averageTalkMs: null, readyMs: 60_000, readySince: NOW },
    serverTime: NOW,
  };
  expect(read(wire)).toEqual({
    waiting: { count: 2, since: NOW - 5000 },
    ready: { count: 1, names: ['Bruno'] },
    today: { conversations: 4, averageTalkMs: null, readyMs: 60_000, readySince: NOW },
  });
  expect(read({ waiting: 'many', today: null })).toMatchObject({
    waiting: { count: 0, since: null },
    ready: { count: 0, names: [] },
  });
});

it('whatever comes is read', () => {
  fc.assert(
    fc.property(fc.anything(), (payload) => {
      expect(read(payload)?.ready.names).toBeInstanceOf(Array);
    }),
  );
});
