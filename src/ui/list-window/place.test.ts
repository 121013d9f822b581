import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { heightOfAll, spanBetween, type Keyed, type Layout } from './layout.ts';
import {
  distanceOf,
  END,
  isAtEnd,
  placeAt,
  placeAtRest,
  placeHeldBy,
  placeRevealing,
  placeShowing,
  viewOf,
  type Place,
} from './place.ts';
import { unevenLayout } from './uneven-layout.ts';

const VIEW = 400;

/** So many rows of different heights. */
function lines(count: number, from = 0): Keyed[] {
  return Array.from({ length: count }, (_, index) => ({ key: `r${from + index}` }));
}

function laidOut(rows: readonly Keyed[], measured: Readonly<Record<string, number>> = {}): Layout {
  const guess = ({ key }: Keyed) => 30 + (Number(key.slice(1)) % 7) * 10;
  return unevenLayout(rows, (row) => measured[row.key] ?? guess(row), 0);
}

/** Where the upper edge of a row is below the upper edge of the view, px. */
function seenAt(layout: Layout, place: Place, key: string): number {
  return layout.top(layout.indexOf(key)) - viewOf(layout, place, VIEW).top;
}

function firstInView(layout: Layout, place: Place): string {
  return layout.rows.find(({ key }) => seenAt(layout, place, key) >= 0)!.key;
}

const count = fc.integer({ min: 30, max: 200 });

describe('a list that is held by its end', () => {
  it('follows, whatever is added and measured', () => {
    fc.assert(
      fc.property(count, fc.array(fc.integer({ min: 1, max: 900 }), { maxLength: 20 }), (start, changes) => {
        const rows = lines(start);
        const measured: Record<string, number> = {};
        for (const by of changes) {
          rows.push(...lines(by % 9, rows.length));
          measured[`r${by % rows.length}`] = by;
          const layout = laidOut([...rows], measured);
          expect(isAtEnd(layout, placeAtRest(layout, END))).toBe(true);
          expect(distanceOf(layout, END)).toBe(0);
          expect(viewOf(layout, END, VIEW).top + VIEW).toBeCloseTo(heightOfAll(layout));
        }
      }),
    );
  });

  it('stands still away from the end when rows come after, before, or change below and above', () => {
    fc.assert(
      fc.property(
        count,
        fc.integer({ min: 60, max: 4000 }),
        fc.integer({ min: 1, max: 30 }),
        (start, away, more) => {
          let rows = lines(start);
          const begun = laidOut(rows);
          const distance = Math.min(away, heightOfAll(begun) - VIEW);
          if (distance <= 60) return;
          const place = placeAt(begun, distance, VIEW);
          const inView = firstInView(begun, place);
          const before = seenAt(begun, place, inView);
          const still = (layout: Layout) => {
            expect(seenAt(layout, place, inView)).toBeCloseTo(before);
            expect(isAtEnd(layout, place)).toBe(false);
          };
          rows = [...rows, ...lines(more, 1000)];
          still(laidOut(rows));
          rows = [...lines(more, 2000), ...rows];
          still(laidOut(rows));
          still(laidOut(rows, { [rows.at(-1)!.key]: 333, [rows[0]!.key]: 999 }));
        },
      ),
    );
  });

  it('is where it was scrolled to', () => {
    fc.assert(
      fc.property(count, fc.integer({ min: 0, max: 20_000 }), (start, away) => {
        const layout = laidOut(lines(start));
        const wanted = Math.min(away, Math.max(0, heightOfAll(layout) - VIEW));
        const place = placeAt(layout, wanted, VIEW);
        expect(distanceOf(layout, place)).toBeCloseTo(isAtEnd(layout, place) ? 0 : wanted);
      }),
    );
  });

  it('goes to a row, with as little movement as needed where that is asked for', () => {
    const layout = laidOut(lines(500));
    const shown = placeShowing(layout, 100, VIEW);
    expect(seenAt(layout, shown, 'r100')).toBeGreaterThan(0);
    expect(seenAt(layout, shown, 'r100')).toBeLessThan(VIEW / 2);
    expect(placeRevealing(layout, shown, 100, VIEW)).toBeNull();
    const above = placeRevealing(layout, shown, 50, VIEW)!;
    expect(seenAt(layout, above, 'r50')).toBeCloseTo(8);
    const below = placeRevealing(layout, shown, 150, VIEW)!;
    expect(seenAt(layout, below, 'r151')).toBeCloseTo(VIEW - 8);
    expect(isAtEnd(layout, placeShowing(layout, 499, VIEW))).toBe(true);
  });

  it('keeps a row where it is while it grows, also at the end, and follows again when it rests there', () => {
    const rows = lines(100);
    const layout = laidOut(rows);
    const place = placeHeldBy(layout, END, 98);
    const grown = laidOut(rows, { r98: 900 });
    expect(seenAt(grown, place, 'r98')).toBeCloseTo(seenAt(layout, END, 'r98'));
    expect(placeAtRest(grown, place)).toBe(place);
    expect(placeAtRest(layout, place)).toBe(END);
  });

  it('shows the next row when the one that held it is gone, and the end when all are', () => {
    const rows = lines(200);
    const layout = laidOut(rows);
    const place = placeAt(layout, 3000, VIEW);
    if (place.at !== 'row') throw new Error('not away from the end');
    const next = rows[place.index + 1]!.key;
    const rest = laidOut(rows.filter((_, index) => index !== place.index));
    expect(seenAt(rest, place, next)).toBeCloseTo(seenAt(layout, place, next));
    expect(isAtEnd(laidOut(rows.slice(0, place.index)), place)).toBe(true);
  });
});

describe('the rows between two heights', () => {
  it('cover them, and are few among ten thousand', () => {
    fc.assert(
      fc.property(count, fc.integer({ min: 0, max: 20_000 }), (start, from) => {
        const layout = laidOut(lines(start));
        const top = Math.min(from, heightOfAll(layout) - VIEW);
        const span = spanBetween(layout, top, top + VIEW);
        expect(layout.top(span.from)).toBeLessThanOrEqual(top);
        expect(layout.top(span.to)).toBeGreaterThanOrEqual(top + VIEW);
      }),
    );
    const layout = laidOut(lines(10_000));
    const { from, to } = spanBetween(layout, heightOfAll(layout) - VIEW, heightOfAll(layout));
    expect(to).toBe(10_000);
    expect(to - from).toBeLessThan(20);
  });

  it('are none of an empty list', () => {
    expect(spanBetween(laidOut([]), 0, VIEW)).toEqual({ from: 0, to: 0 });
  });
});
