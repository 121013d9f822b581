/**
 * Frames on their way to the store. What is said now and then is let through at once; a flood of a conversation's
 * events, or of a place's, is gathered and let through once per picture, so that the screen is drawn sixty times a second and not
 * five hundred. Where drawing it takes long, it is drawn less often: most of the time stays free for the keyboard.
 * The order of arrival stays.
 */
import type { Frame } from '../store/frames.ts';

/** Frames this near to the last ones, in ms, are a flood. */
const QUIET = 40;
/** When no picture is drawn (a hidden tab), frames wait no longer than this, ms. */
const LONGEST = 100;
/** Work beyond this, in ms, is felt when typing: after it the screen rests for so many times as long, at most this. */
const FELT = 16;
const REST = { times: 4, most: 250 };
/** Fewer frames at once than this are a lively talk, which is shown without rest. */
const MANY = 5;

export type FrameBatches = {
  add: (frame: Frame) => void;
  /** Lets everything through that is waiting. */
  flush: () => void;
  /** From now on everything waits for `release`. */
  hold: () => void;
  /** Lets through what has waited, and what comes from now on. */
  release: () => void;
};

type Timing = {
  now: () => number;
  /** Calls back before a picture `delay` ms from now, or soon after when there is none; the answer takes it back. */
  soon: (callback: () => void, delay: number) => () => void;
  /** Calls back when all that a delivery has set off is done. */
  done: (callback: () => void) => void;
};

/** Before a picture, or soon when the tab is hidden and has none. */
function beforePicture(callback: () => void, delay: number): () => void {
  let frame = 0;
  const ask = () => {
    frame = requestAnimationFrame(callback);
  };
  const start = delay === 0 ? undefined : setTimeout(ask, delay);
  if (delay === 0) ask();
  const timer = setTimeout(callback, delay + LONGEST);
  return () => {
    clearTimeout(start);
    clearTimeout(timer);
    cancelAnimationFrame(frame);
  };
}

/** Gathers frames for `deliver`. */
export function createFrameBatches(
  deliver: (frames: readonly Frame[]) => void,
  timing: Timing = {
    now: () => performance.now(),
    soon: beforePicture,
    done: (callback) => setTimeout(callback, 0),
  },
): FrameBatches {
  let waiting: Frame[] = [];
  let delivered = -Infinity;
  let rest = 0;
  let takeBack: (() => void) | null = null;
  let held = false;

  const flush = () => {
    takeBack?.();
    takeBack = null;
    if (held || waiting.length === 0) return;
    const frames = waiting;
    waiting = [];
    const began = timing.now();
    delivered = began;
    deliver(frames);
    timing.done(() => {
      const took = timing.now() - began;
      rest = took > FELT && frames.length >= MANY ? Math.min(took * REST.times, REST.most) : 0;
    });
  };

  return {
    flush,
    hold: () => {
      held = true;
    },
    release: () => {
      held = false;
      flush();
    },
    add: (frame) => {
      waiting.push(frame);
      // Offers, presence and the connection's own news are rare and wait for nothing.
      const since = timing.now() - delivered;
      const many = frame.type === 'event' || frame.type === 'slice';
      if (!many || since > Math.max(QUIET, rest)) flush();
      else takeBack ??= timing.soon(flush, Math.max(0, rest - since));
    },
  };
}
