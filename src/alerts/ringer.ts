/**
 * The sounds of the desk, made by the browser: no file to load, no request. Browsers let a page sound only after
 * somebody has touched it; until then `unlocked` is false and offers rely on title, icon and notification.
 */
export type Ringer = {
  unlocked: () => boolean;
  /** Called on a touch or a key: the browser lets sounds out from then on. */
  unlock: () => void;
  /** Somebody waits for an answer. `volume` 0 to 1. */
  ring: (volume: number) => void;
  /** A message came in. */
  tick: (volume: number) => void;
};

type Note = { frequency: number; at: number; lasts: number; loud: number };

/** Two rising pairs: heard in a noisy room, not startling. */
const RING: readonly Note[] = [
  { frequency: 659.3, at: 0, lasts: 0.16, loud: 0.5 },
  { frequency: 880, at: 0.14, lasts: 0.26, loud: 0.5 },
  { frequency: 659.3, at: 0.5, lasts: 0.16, loud: 0.4 },
  { frequency: 880, at: 0.64, lasts: 0.32, loud: 0.4 },
];

const TICK: readonly Note[] = [{ frequency: 740, at: 0, lasts: 0.09, loud: 0.25 }];

function play(context: AudioContext, notes: readonly Note[], volume: number): void {
  for (const note of notes) {
    const start = context.currentTime + note.at;
    const oscillator = context.createOscillator();
    const gain = context.createGain();
    oscillator.type = 'sine';
    oscillator.frequency.value = note.frequency;
    gain.gain.setValueAtTime(0.0001, start);
    gain.gain.exponentialRampToValueAtTime(Math.max(0.0002, note.loud * volume), start + 0.015);
    gain.gain.exponentialRampToValueAtTime(0.0001, start + note.lasts);
    oscillator.connect(gain).connect(context.destination);
    oscillator.start(start);
    oscillator.stop(start + note.lasts + 0.02);
  }
}

/** The desk's sounds; silent where the browser has none. */
export function createRinger(): Ringer {
  let context: AudioContext | null = null;
  const sound = (notes: readonly Note[], volume: number) => {
    if (context?.state === 'running' && volume > 0) play(context, notes, volume);
  };
  return {
    unlocked: () => context?.state === 'running',
    unlock: () => {
      if (typeof AudioContext === 'undefined') return;
      context ??= new AudioContext();
      if (context.state === 'suspended') void context.resume();
    },
    ring: (volume) => {
      sound(RING, volume);
    },
    tick: (volume) => {
      sound(TICK, volume);
    },
  };
}
