import { describe, expect, it } from 'vitest';
import { SOUNDS } from '../../protocol/agent-manager/sounds.ts';
import { DEFAULT_SOUNDS } from './choice.ts';
import { samplesOf, type Audible, type Kind } from './tones.ts';

const RATE = 8000;
const ALL = SOUNDS.filter((sound): sound is Audible => sound !== 'none');
const EACH = ALL.flatMap((sound) => (['call', 'blip'] as Kind[]).map((kind) => [sound, kind] as const));

const loudest = (samples: Float32Array) =>
  samples.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

describe('the sounds of the desk', () => {
  it.each(EACH)(
    '%s as a %s is heard, does not distort, and begins and ends without a click',
    (sound, kind) => {
      const samples = samplesOf(sound, kind, RATE);
      expect(loudest(samples)).toBeGreaterThan(0.08);
      expect(loudest(samples)).toBeLessThan(1);
      expect(Math.abs(samples[0]!)).toBeLessThan(0.01);
      expect(loudest(samples.subarray(samples.length - 4))).toBeLessThan(0.01);
    },
  );

  it('differ from each other', () => {
    const keys = EACH.map(([sound, kind]) => samplesOf(sound, kind, RATE, 0.3).subarray(40, 60).join());
    expect(new Set(keys).size).toBe(EACH.length);
  });

  it('tell an offer from a message where nothing has been chosen', () => {
    expect(DEFAULT_SOUNDS.offer).not.toBe(DEFAULT_SOUNDS.message);
  });

  it('leave silence until the next call', () => {
    const loop = samplesOf('chime', 'call', RATE, 3);
    expect(loop).toHaveLength(3 * RATE);
    expect(loudest(loop.subarray(2 * RATE))).toBe(0);
  });
});
