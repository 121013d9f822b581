/**
 * Frames on their way to the store. What is said now and then is let through at once; a flood of a conversation's
 * events is gathered and let through once per picture, so that the screen is drawn sixty times a second and not
 * five hundred, and the keyboard keeps its turn. The order of arrival stays.
 */
import type { Frame } from '../store/frames.ts';

/** Frames this near to the last ones, in ms, are a flood. */
const QUIET = 40;
/** When no picture is drawn (a hidden tab), frames wait no longer than this, ms. */
const LONGEST = 100;

export type FrameBatches = {
  add: (frame: Frame) => void;
  /** Lets everything through that is waiting. */
  flush: () => void;
};

type Timing = {
  now: () => number;
  /** Calls back before the next picture, or after `LONGEST` ms when there is none; the answer takes it back. */
  soon: (callback: () => void) => () => void;
};

/** Before the next picture, or soon when the tab is hidden and has none. */
export function beforeNextPicture(callback: () => void): () => void {
  const frame = requestAnimationFrame(callback);
  const timer = setTimeout(callback, LONGEST);
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
}

/** Gathers frames for `deliver`. */
export function createFrameBatches(
  deliver: (frames: readonly Frame[]) => void,
  timing: Timing = { now: () => performance.now(), soon: beforeNextPicture },
): FrameBatches {
  let waiting: Frame[] = [];
  let delivered = -Infinity;
  let takeBack: (() => void) | null = null;

  const flush = () => {
    takeBack?.();
    takeBack = null;
    if (waiting.length === 0) return;
    const frames = waiting;
    waiting = [];
    delivered = timing.now();
    deliver(frames);
  };

  return {
    flush,
    add: (frame) => {
      waiting.push(frame);
      // Offers, presence and the connection's own news are rare and wait for nothing.
      if (frame.type !== 'event' || timing.now() - delivered > QUIET) flush();
      else takeBack ??= timing.soon(flush);
    },
  };
}
