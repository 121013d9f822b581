import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { brandTokens, contrast, isColour, rgb } from './brand.ts';

const GROUNDS = { light: ['#ffffff', '#f4f5f8'], dark: ['#15181d', '#0d1014'] } as const;
const TEXTS = { light: '#15181d', dark: '#eaecf0' } as const;
const colour = fc
  .integer({ min: 0, max: 0xff_ff_ff })
  .map((number) => `#${number.toString(16).padStart(6, '0')}`);
const ratio = (a: string, b: string) => contrast(rgb(a), rgb(b));

describe('a channel’s own colour', () => {
  it.each(['light', 'dark'] as const)('can be read and seen whatever it is (%s)', (theme) => {
    fc.assert(
      fc.property(fc.oneof(colour, fc.constantFrom('#ffffff', '#000000', '#ffee00', '#777777')), (brand) => {
        const tokens = brandTokens(brand, theme);
        const soft = tokens['--accent-soft']!;
        expect(ratio(tokens['--accent']!, tokens['--on-accent']!)).toBeGreaterThanOrEqual(4.5);
        expect(ratio(tokens['--accent-hover']!, tokens['--on-accent']!)).toBeGreaterThanOrEqual(4.5);
        for (const ground of [...GROUNDS[theme], soft]) {
          expect(ratio(tokens['--accent-text']!, ground)).toBeGreaterThanOrEqual(4.5);
          expect(ratio(tokens['--focus']!, ground)).toBeGreaterThanOrEqual(3);
        }
        for (const ground of [soft, tokens['--bubble-own']!]) {
          expect(ratio(TEXTS[theme], ground)).toBeGreaterThanOrEqual(7);
        }
        const edge = tokens['--accent-edge']!;
        const seen = edge === 'transparent' ? tokens['--accent']! : edge;
        expect(ratio(seen, GROUNDS[theme][0])).toBeGreaterThanOrEqual(3);
      }),
    );
  });

  it('stays itself where it can', () => {
    expect(brandTokens('#1f6feb', 'light')).toMatchObject({
      '--accent': '#1f6feb',
      '--on-accent': '#ffffff',
    });
    expect(brandTokens('#fe0', 'light')).toMatchObject({ '--accent': '#ffee00', '--on-accent': '#000000' });
  });

  it('is written in hexadecimal, or it is none', () => {
    expect(['#1f6feb', '#ABC', ' #000 '].map(isColour)).toEqual([true, true, true]);
    expect(['red', '#12345', 'url(x)', '#1f6feb;x', ''].map(isColour)).toEqual(Array(5).fill(false));
  });
});
