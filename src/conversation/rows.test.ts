import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Entry } from '../store/fold.ts';
import type { Outgoing } from '../store/model.ts';
import { ME, NOW } from '../testing/people.ts';
import { rowMaker, type Row } from './rows.ts';

const DAY = 86_400_000;

type Drawn = { by: 'c' | 'a' | 'line'; after: number };

const history = fc.array(
  fc.record<Drawn>({
    by: fc.constantFrom('c', 'c', 'a', 'line'),
    after: fc.constantFrom(1000, 20_000, 70_000, 3_600_000, DAY),
  }),
  { maxLength: 40 },
);

function entriesOf(drawn: readonly Drawn[]): Entry[] {
  let at = NOW - 30 * DAY;
  return drawn.map(({ by, after }, index): Entry => {
    at += after;
    const seq = index + 1;
    if (by === 'line') {
      return {
        kind: 'line',
        id: `e${seq}`,
        seq,
        at,
        what: 'joined',
        personId: '',
        note: null,
        codes: [],
        name: 'Ben',
        detail: null,
      };
    }
    const author =
      by === 'c'
        ? ({ kind: 'customer', id: 'c', name: 'Maria' } as const)
        : ({ kind: 'agent', id: ME.id, name: ME.name } as const);
    const body = { type: 'PLAIN', text: `text ${seq}`, fields: {} };
    return { kind: 'message', id: `m${seq}`, seq, at, author, whisper: false, body, replyTo: null };
  });
}

const NONE: readonly Outgoing[] = [];

function outgoing(id: string, at: number): Outgoing {
  return {
    id,
    conversationId: 'c',
    body: { kind: 'text', text: id },
    replyTo: null,
    at,
    state: 'sending',
    refusal: null,
  };
}

const shape = (rows: readonly Row[]) => rows.map(({ kind }) => kind);

describe('rows', () => {
  it('L-M9: are the same whether messages came one by one or all at once, and each has its own key', () => {
    fc.assert(
      fc.property(history, fc.option(fc.nat(40)), (drawn, divider) => {
        const entries = entriesOf(drawn);
        const options = { me: ME.id, divider };
        const grown = rowMaker();
        let rows: readonly Row[] = [];
        for (let count = 0; count <= entries.length; count += 1) {
          rows = grown(entries.slice(0, count), NONE, options);
        }
        expect(rows).toEqual(rowMaker()(entries, NONE, options));
        expect(new Set(rows.map((row) => row.key)).size).toBe(rows.length);
      }),
    );
  });

  it('L-P1: of what has not changed are the same objects, also when older ones come', () => {
    const entries = entriesOf(Array.from({ length: 12 }, () => ({ by: 'c', after: 70_000 })));
    const make = rowMaker();
    const options = { me: ME.id, divider: null };
    const before = make(entries.slice(4, 11), NONE, options);
    const after = make(entries.slice(4), NONE, options);
    expect(after.slice(0, before.length - 1)).toEqual(before.slice(0, -1));
    expect(after.at(3)).toBe(before.at(3));
    expect(make(entries, NONE, options).at(-1)).toBe(after.at(-1));
  });

  it('group by sender and minute, and divide days and what is unread', () => {
    const drawn: Drawn[] = [
      { by: 'c', after: 0 },
      { by: 'c', after: 1000 },
      { by: 'c', after: 70_000 },
      { by: 'a', after: 1000 },
      { by: 'c', after: DAY },
    ];
    const rows = rowMaker()(entriesOf(drawn), NONE, { me: ME.id, divider: 4 });
    expect(shape(rows)).toEqual([
      'day',
      'message',
      'message',
      'message',
      'message',
      'day',
      'unread',
      'message',
    ]);
    const first = rows.flatMap((row) => (row.kind === 'message' ? [row.first] : []));
    expect(first).toEqual([true, false, true, true, true]);
  });

  it('have what is on its way in the place it will have, so that nothing jumps when it arrives', () => {
    const entries = entriesOf([
      { by: 'c', after: 0 },
      { by: 'a', after: 5000 },
    ]);
    const at = entries[1]!.at + 1000;
    const make = rowMaker();
    const sending = make(entries, [outgoing('m3', at)], { me: ME.id, divider: null });
    const [arrived] = entriesOf([{ by: 'a', after: 0 }]).map((entry) => ({ ...entry, id: 'm3', seq: 3, at }));
    const there = make([...entries, arrived!], NONE, { me: ME.id, divider: null });
    expect(sending.map((row) => row.key)).toEqual(there.map((row) => row.key));
    const look = (row: Row | undefined) => row !== undefined && 'first' in row && [row.first, row.last];
    expect(look(sending.at(-1))).toEqual(look(there.at(-1)));
    expect(look(sending.at(-2))).toEqual(look(there.at(-2)));
  });
});
