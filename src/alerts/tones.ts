/**
 * The sounds of the desk as numbers: notes with partials that fade, added up into samples. No file to load, no
 * request; each sounds different enough to be told apart across a room, and none startles.
 */
import type { SoundName } from '../../protocol/agent-manager/sounds.ts';

export type Audible = Exclude<SoundName, 'none'>;

/** A multiple of the note's frequency, and how loud it is in it. */
type Partial = readonly [multiple: number, loud: number];

type Note = {
  /** Seconds from the beginning. */
  at: number;
  /** Hz; `to` when it glides there. */
  frequency: number;
  to?: number;
  /** Seconds until it has faded to nothing that can be heard. */
  fades: number;
  loud: number;
};

type Tone = {
  partials: readonly Partial[];
  /** What calls for an answer; it is repeated. */
  call: readonly Note[];
  /** What only says that something is new. */
  blip: readonly Note[];
  /** Times a second that the loudness swells, as the bells of a telephone do. */
  flutter?: number;
};

const note = (at: number, frequency: number, fades: number, loud = 0.5): Note => ({
  at,
  frequency,
  fades,
  loud,
});

const TONES: Readonly<Record<Audible, Tone>> = {
  chime: {
    partials: [
      [1, 1],
      [2, 0.18],
    ],
    call: [note(0, 659.3, 0.3), note(0.14, 880, 0.5), note(0.5, 659.3, 0.3, 0.4), note(0.64, 880, 0.7, 0.4)],
    blip: [note(0, 740, 0.22, 0.35)],
  },
  bell: {
    partials: [
      [1, 1],
      [2.76, 0.5],
      [5.4, 0.22],
    ],
    call: [note(0, 587.3, 1.5, 0.4), note(0.7, 587.3, 1.5, 0.32)],
    blip: [note(0, 880, 0.7, 0.22)],
  },
  marimba: {
    partials: [
      [1, 1],
      [3.93, 0.3],
    ],
    call: [
      note(0, 392, 0.3, 0.6),
      note(0.13, 523.3, 0.3, 0.6),
      note(0.26, 659.3, 0.3, 0.6),
      note(0.39, 784, 0.5, 0.6),
    ],
    blip: [note(0, 523.3, 0.25, 0.45), note(0.1, 659.3, 0.25, 0.4)],
  },
  phone: {
    partials: [
      [1, 1],
      [1.25, 0.9],
    ],
    flutter: 22,
    call: [note(0, 950, 0.9, 0.35), note(1.1, 950, 0.9, 0.35)],
    blip: [note(0, 950, 0.3, 0.3)],
  },
  pulse: {
    partials: [
      [1, 1],
      [3, 0.3],
      [5, 0.12],
    ],
    call: [note(0, 520, 0.12, 0.4), note(0.18, 520, 0.12, 0.4), note(0.36, 520, 0.16, 0.4)],
    blip: [note(0, 520, 0.1, 0.3)],
  },
  knock: {
    partials: [
      [1, 1],
      [1.6, 0.6],
      [2.3, 0.4],
    ],
    call: [note(0, 190, 0.12, 0.8), note(0.2, 190, 0.12, 0.7), note(0.4, 170, 0.16, 0.8)],
    blip: [note(0, 190, 0.1, 0.6), note(0.14, 170, 0.12, 0.6)],
  },
  drop: {
    partials: [[1, 1]],
    call: [
      { at: 0, frequency: 500, to: 1100, fades: 0.22, loud: 0.5 },
      { at: 0.28, frequency: 600, to: 1300, fades: 0.22, loud: 0.5 },
    ],
    blip: [{ at: 0, frequency: 600, to: 1200, fades: 0.16, loud: 0.4 }],
  },
};

/** `call` asks for an answer, `blip` only says that something is new. */
export type Kind = 'call' | 'blip';

/** How long it takes a note to be there, seconds: without it there would be a click. */
const ATTACK = 0.008;
/** `exp(-FADE)` is what cannot be heard any more. */
const FADE = 6;

function addNote(samples: Float32Array, rate: number, tone: Tone, each: Note): void {
  const first = Math.floor(each.at * rate);
  const length = Math.min(samples.length - first, Math.ceil(each.fades * rate));
  const sum = tone.partials.reduce((total, [, loud]) => total + loud, 0);
  let phase = 0;
  for (let i = 0; i < length; i += 1) {
    const t = i / rate;
    const part = t / each.fades;
    const frequency = each.frequency + ((each.to ?? each.frequency) - each.frequency) * part;
    phase += (2 * Math.PI * frequency) / rate;
    let value = 0;
    for (const [multiple, loud] of tone.partials) value += loud * Math.sin(phase * multiple);
    const swell = tone.flutter === undefined ? 1 : 0.5 + 0.5 * Math.sin(2 * Math.PI * tone.flutter * t);
    const envelope = Math.min(1, t / ATTACK) * Math.exp(-FADE * part);
    samples[first + i] = (samples[first + i] ?? 0) + (value / sum) * each.loud * envelope * swell;
  }
}

/** The samples of a sound, between -1 and 1. `seconds` is how long they are in all; by default as long as it sounds. */
export function samplesOf(
  sound: Audible,
  kind: Kind,
  rate: number,
  seconds?: number,
): Float32Array<ArrayBuffer> {
  const tone = TONES[sound];
  const notes = tone[kind];
  const lasts = seconds ?? Math.max(...notes.map((each) => each.at + each.fades));
  const samples = new Float32Array(Math.ceil(lasts * rate));
  for (const each of notes) addNote(samples, rate, tone, each);
  for (let i = 0; i < samples.length; i += 1) samples[i] = Math.max(-1, Math.min(1, samples[i] ?? 0));
  return samples;
}
