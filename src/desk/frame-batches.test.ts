import { describe, expect, it } from 'vitest';
import type { Frame } from '../store/frames.ts';
import { createFrameBatches } from './frame-batches.ts';

function said(id: number): Frame {
  return {
    type: 'event',
    at: id,
    conversationId: 'c',
    actions: null,
    event: { id: String(id), seq: id, skipped: 0, at: id, what: { type: 'noAgent' } },
  };
}

function batches() {
  const got: number[][] = [];
  let now = 1000;
  let picture: (() => void) | null = null;
  let delay = 0;
  let done = () => {};
  const made = createFrameBatches((frames) => got.push(frames.map((frame) => frame.at)), {
    now: () => now,
    done: (callback) => {
      done = callback;
    },
    soon: (callback, after) => {
      delay = after;
      picture = callback;
      return () => {
        picture = null;
      };
    },
  });
  return {
    ...made,
    got,
    later: (ms: number) => {
      now += ms;
    },
    drawPicture: () => picture?.(),
    /** All that the last delivery set off has been done by now. */
    drawn: () => {
      done();
    },
    delay: () => delay,
  };
}

describe('frames on their way to the store', () => {
  it('wait for nothing while there are few', () => {
    const { add, got, later } = batches();
    add(said(1));
    later(100);
    add(said(2));
    expect(got).toEqual([[1], [2]]);
  });

  it('wait while it is not known whose desk it is, and come in their order then', () => {
    const { add, got, hold, release, flush, later } = batches();
    hold();
    add(said(1));
    later(100);
    add(said(2));
    flush();
    expect(got).toEqual([]);
    release();
    expect(got).toEqual([[1, 2]]);
    later(100);
    add(said(3));
    expect(got).toEqual([[1, 2], [3]]);
  });

  it('L-P1: are let through once per picture in a flood, all of them and in order', () => {
    const { add, got, drawPicture, later } = batches();
    for (let id = 1; id <= 5; id += 1) add(said(id));
    expect(got).toEqual([[1]]);
    drawPicture();
    later(5);
    for (let id = 6; id <= 8; id += 1) add(said(id));
    drawPicture();
    expect(got).toEqual([[1], [2, 3, 4, 5], [6, 7, 8]]);
  });

  it('L-P1: leave the keyboard most of the time when drawing takes long, and come at once again when it does not', () => {
    const { add, got, later, drawn, delay, drawPicture } = batches();
    for (let id = 1; id <= 6; id += 1) add(said(id));
    drawPicture();
    later(50);
    drawn();
    add(said(7));
    expect(got).toEqual([[1], [2, 3, 4, 5, 6]]);
    expect(delay()).toBe(150);
    later(150);
    drawPicture();
    later(50);
    drawn();
    add(said(8));
    expect(got).toEqual([[1], [2, 3, 4, 5, 6], [7], [8]]);
  });

  it('keep their order when something comes that does not wait', () => {
    const { add, got } = batches();
    add(said(1));
    add(said(2));
    add({ type: 'link.down', at: 3 });
    expect(got).toEqual([[1], [2, 3]]);
  });
});
