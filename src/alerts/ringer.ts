/**
 * Lets sounds out through the browser. A call is one loop on the audio clock: it goes on in a tab that the browser
 * slows down, and ends to the moment. Browsers keep a page silent until somebody has touched it; whoever shows that
 * asks `audible` (L-B6).
 */
import type { SoundName } from '../../protocol/agent-manager/sounds.ts';
import { audioContext } from '../base/browser-capabilities.ts';
import { samplesOf, type Kind } from './tones.ts';

export type Ringer = {
  /** Whether the browser lets sounds out now; null while it has not said. */
  audible: () => boolean | null;
  /** Calls back when `audible` has changed. The answer ends that. */
  onChange: (listener: () => void) => () => void;
  /** Somebody has touched the page: from now on the browser lets sounds out. Resolves once it does. */
  unlock: () => Promise<void>;
  /** Calls again and again for `lasts` ms; the answer ends it. `volume` 0 to 1. */
  call: (sound: SoundName, volume: number, lasts: number) => () => void;
  /** Makes a call ready, so that it begins without delay when it is needed. */
  prepare: (sound: SoundName) => void;
  /** Sounds once. */
  once: (sound: SoundName, kind: Kind, volume: number) => void;
  close: () => void;
};

/** A call every so often, seconds. */
const CALLS_EVERY = 3;
/** A page that is let out of silence says so within this, ms. */
const SAYS_WITHIN = 1000;

const NOTHING = (): void => undefined;

/** A ringer; silent for ever where the browser has no audio. */
export function createRinger(open: () => AudioContext | null = audioContext): Ringer {
  const context = open();
  const listeners = new Set<() => void>();
  const buffers = new Map<string, AudioBuffer>();
  let said = false;
  const tell = () => {
    said = true;
    for (const listener of listeners) listener();
  };
  // A new context is suspended for a moment even where it is allowed to sound.
  const patience = setTimeout(tell, SAYS_WITHIN);
  const running = () => context?.state === 'running';
  context?.addEventListener('statechange', tell);

  const bufferOf = (at: AudioContext, sound: Exclude<SoundName, 'none'>, kind: Kind, seconds?: number) => {
    const key = `${sound} ${kind} ${seconds ?? ''}`;
    const known = buffers.get(key);
    if (known !== undefined) return known;
    const samples = samplesOf(sound, kind, at.sampleRate, seconds);
    const buffer = at.createBuffer(1, samples.length, at.sampleRate);
    buffer.copyToChannel(samples, 0);
    buffers.set(key, buffer);
    return buffer;
  };

  const play = (sound: SoundName, kind: Kind, volume: number, loopFor: number | null): (() => void) => {
    if (context === null || !running() || sound === 'none' || volume <= 0) return NOTHING;
    const source = context.createBufferSource();
    const gain = context.createGain();
    gain.gain.value = Math.min(1, volume);
    source.buffer = bufferOf(context, sound, kind, loopFor === null ? undefined : CALLS_EVERY);
    source.loop = loopFor !== null;
    source.connect(gain).connect(context.destination);
    source.start();
    if (loopFor !== null) source.stop(context.currentTime + Math.max(0, loopFor) / 1000);
    return () => {
      source.stop();
      source.disconnect();
    };
  };

  return {
    audible: () => {
      if (context === null) return null;
      return running() ? true : said ? false : null;
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    unlock: async () => {
      if (context !== null && !running()) await context.resume().catch(NOTHING);
    },
    call: (sound, volume, lasts) => play(sound, 'call', volume, lasts),
    prepare: (sound) => {
      if (context !== null && sound !== 'none') bufferOf(context, sound, 'call', CALLS_EVERY);
    },
    once: (sound, kind, volume) => void play(sound, kind, volume, null),
    close: () => {
      clearTimeout(patience);
      listeners.clear();
      void context?.close().catch(NOTHING);
    },
  };
}
