import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ListWindow } from './list-window.ts';

type Line = { key: string; guess: number };

const VIEW = 400;

function lines(count: number, from = 0): Line[] {
  return Array.from({ length: count }, (_, index) => ({
    key: `r${from + index}`,
    guess: 30 + (index % 7) * 10,
  }));
}

function listOf(rows: readonly Line[]): ListWindow<Line> {
  const list = new ListWindow<Line>((row) => row.guess);
  list.setView(VIEW);
  list.setRows(rows);
  return list;
}

/** Where the upper edge of a row is below the upper edge of the view, px. */
function placeOf(list: ListWindow<Line>, rows: readonly Line[], key: string): number {
  const index = rows.findIndex((row) => row.key === key);
  const above = list.heightOf(0, index);
  return above - (list.total - list.distance - VIEW);
}

const count = fc.integer({ min: 30, max: 200 });

describe('the window onto a long list', () => {
  it('is at the end at first and draws what can be seen there, not more than a few views', () => {
    const list = listOf(lines(10_000));
    const { from, to } = list.span();
    expect(to).toBe(10_000);
    expect(to - from).toBeLessThan(80);
    expect(list.atEnd).toBe(true);
    expect(list.distance).toBe(0);
  });

  it('follows when it is at the end, whatever is added, measured or resized', () => {
    fc.assert(
      fc.property(
        count,
        fc.array(fc.tuple(fc.constantFrom('add', 'measure', 'view'), fc.integer({ min: 1, max: 900 })), {
          maxLength: 20,
        }),
        (start, changes) => {
          const rows = lines(start);
          const list = listOf(rows);
          for (const [change, by] of changes) {
            if (change === 'add') rows.push(...lines(by % 9, rows.length));
            else if (change === 'view') list.setView(by);
            else if (list.measured(`r${by % rows.length}`, by)) list.relayout();
            list.setRows([...rows]);
            list.rest();
            expect(list.distance).toBe(0);
            expect(list.span().to).toBe(rows.length);
          }
        },
      ),
    );
  });

  it('stands still away from the end when rows come after, before, or change below', () => {
    fc.assert(
      fc.property(
        count,
        fc.integer({ min: 60, max: 4000 }),
        fc.integer({ min: 1, max: 30 }),
        (start, away, more) => {
          let rows = lines(start);
          const list = listOf(rows);
          const distance = Math.min(away, list.total - VIEW);
          if (distance <= 60) return;
          list.scrolled(distance);
          const inView = rows.find((row) => placeOf(list, rows, row.key) >= 0)!.key;
          const before = placeOf(list, rows, inView);
          const still = () => {
            expect(placeOf(list, rows, inView)).toBeCloseTo(before);
          };
          rows = [...rows, ...lines(more, 1000)];
          list.setRows(rows);
          still();
          rows = [...lines(more, 2000), ...rows];
          list.setRows(rows);
          still();
          list.measured(rows.at(-1)!.key, 333);
          list.measured(rows[0]!.key, 999);
          list.relayout();
          still();
          expect(list.atEnd).toBe(false);
        },
      ),
    );
  });

  it('covers the view with what it draws, wherever it stands', () => {
    fc.assert(
      fc.property(count, fc.integer({ min: 0, max: 20_000 }), (start, away) => {
        const rows = lines(start);
        const list = listOf(rows);
        list.scrolled(Math.min(away, Math.max(0, list.total - VIEW)));
        const { from, to } = list.span();
        expect(list.covered).toBe(true);
        expect(list.heightOf(to, rows.length)).toBeLessThanOrEqual(list.distance);
        expect(list.heightOf(0, from)).toBeLessThanOrEqual(Math.max(0, list.total - list.distance - VIEW));
      }),
    );
  });

  it('goes to a row and back to the end', () => {
    const rows = lines(500);
    const list = listOf(rows);
    expect(list.show('r100')).toBe(true);
    expect(placeOf(list, rows, 'r100')).toBeGreaterThan(0);
    expect(placeOf(list, rows, 'r100')).toBeLessThan(VIEW / 2);
    expect(list.show('unknown')).toBe(false);
    list.toEnd();
    expect(list.distance).toBe(0);
  });

  it('keeps a row where it is while it grows, also at the end', () => {
    const rows = lines(100);
    const list = listOf(rows);
    const before = placeOf(list, rows, 'r98');
    list.hold('r98');
    list.measured('r98', 900);
    list.relayout();
    expect(placeOf(list, rows, 'r98')).toBeCloseTo(before);
  });

  it('shows the next row when the one it stood by is gone', () => {
    const rows = lines(200);
    const list = listOf(rows);
    list.scrolled(3000);
    const first = rows.find((row) => placeOf(list, rows, row.key) >= 0)!;
    const next = rows[rows.indexOf(first) + 1]!;
    const before = placeOf(list, rows, next.key);
    const rest = rows.filter((row) => row !== first);
    list.setRows(rest);
    expect(placeOf(list, rest, next.key)).toBeCloseTo(before);
  });
});
