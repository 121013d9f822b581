import { act, cleanup, render } from '@testing-library/react';
import { StrictMode, useLayoutEffect, type ComponentType } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { completeBrowser } from '../../testing/browser.ts';
import { useEvenWindow, type EvenWindow } from './use-list-window.ts';
import { useMeasuredWindow, type MeasuredWindow } from './use-measured-window.ts';

completeBrowser();
afterEach(cleanup);

const EVEN = { rowHeight: () => 0, assumed: { row: 20, view: 200 } };

const keys = (count: number) => Array.from({ length: count }, (_, index) => ({ key: `r${index}` }));

type Rows = { rows: readonly { key: string }[] };

let even: EvenWindow;
let list: MeasuredWindow;

function hearEven(drawn: EvenWindow): void {
  even = drawn;
}

function hear(drawn: MeasuredWindow): void {
  list = drawn;
}

function Even({ rows }: Rows) {
  const bound = useEvenWindow(rows, EVEN, { whole: 30 });
  const { scroller, span } = bound;
  useLayoutEffect(() => {
    hearEven(bound);
  });
  return (
    <div ref={scroller} role="list">
      {rows.slice(span.from, span.to).map(({ key }) => (
        <p key={key}>{key}</p>
      ))}
    </div>
  );
}

function Measured({ rows }: Rows) {
  const bound = useMeasuredWindow(rows, () => 20);
  const { scroller, row, span } = bound;
  useLayoutEffect(() => {
    hear(bound);
  });
  return (
    <div ref={scroller} role="list">
      {rows.slice(span.from, span.to).map(({ key }) => (
        <p key={key} ref={row} data-row={key}>
          {key}
        </p>
      ))}
    </div>
  );
}

function draw(List: ComponentType<Rows>, count: number) {
  const drawn = render(<List rows={keys(count)} />, { wrapper: StrictMode });
  const box = drawn.getByRole('list');
  return {
    shown: () => [...box.querySelectorAll('p')].map((each) => each.textContent),
    redraw: (rows: number) => {
      drawn.rerender(<List rows={keys(rows)} />);
    },
    scroll: (top: number) => {
      act(() => {
        box.scrollTop = top;
        box.dispatchEvent(new Event('scroll'));
      });
    },
    box,
  };
}

describe('a window on even rows', () => {
  it('draws a short list whole', () => {
    expect(draw(Even, 30).shown()).toHaveLength(30);
  });

  it('draws what is in view and some around, wherever it is scrolled to', () => {
    const { shown, scroll } = draw(Even, 1000);
    expect(shown().slice(0, 2)).toEqual(['r0', 'r1']);
    expect(shown().length).toBeLessThan(30);
    scroll(10_000);
    expect(shown()).toContain('r500');
    expect(shown()).toContain('r510');
    expect(shown()).not.toContain('r0');
    expect(even.total).toBe(20_000);
    expect(even.top(500)).toBe(10_000);
  });

  it('brings a row into view, and leaves one that is in view where it is', () => {
    const { shown, box } = draw(Even, 1000);
    act(() => {
      even.reveal('r700');
    });
    expect(box.scrollTop).toBe(701 * 20 - 200);
    expect(shown()).toContain('r700');
    act(() => {
      even.reveal('r698');
    });
    expect(box.scrollTop).toBe(701 * 20 - 200);
  });
});

describe('a window on measured rows', () => {
  it('begins at the end and follows it', () => {
    const { shown, redraw } = draw(Measured, 10_000);
    expect(shown().at(-1)).toBe('r9999');
    expect(shown().length).toBeLessThan(80);
    redraw(10_003);
    expect(shown().at(-1)).toBe('r10002');
    expect(list.atEnd).toBe(true);
    expect(list.after).toBe(0);
  });

  it('is away from the end when it is scrolled, and goes back', () => {
    const { shown, scroll } = draw(Measured, 1000);
    scroll(-10_000);
    expect(list.atEnd).toBe(false);
    expect(shown()).not.toContain('r999');
    expect(list.before + list.after).toBeGreaterThan(15_000);
    act(() => {
      list.toEnd();
    });
    expect(shown().at(-1)).toBe('r999');
  });

  it('says when its beginning is near, and finds a row', () => {
    draw(Measured, 1000);
    expect(list.nearBeginning).toBe(false);
    act(() => {
      expect(list.show('r3')).toBe(true);
      expect(list.show('unknown')).toBe(false);
    });
    expect(list.nearBeginning).toBe(true);
  });
});
