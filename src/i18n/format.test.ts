import { describe, expect, it } from 'vitest';
import { formatOf } from './format.ts';
import { regional } from './region.ts';

const AT = new Date(2026, 10, 29, 14, 26).getTime();

describe('times and dates', () => {
  it('are written as in the region that the browser asks for', () => {
    const british = formatOf(regional('en', ['de-DE', 'en-GB', 'en-US']));
    expect(british.time(AT)).toBe('14:26');
    expect(british.moment(AT)).toContain('29 Nov 2026');
    expect(formatOf(regional('en', ['en-US'])).time(AT)).toMatch(/^2:26/);
  });

  it('fall back to the language alone where the browser asks for another', () => {
    expect(formatOf(regional('de', ['en-US'])).time(AT)).toBe('14:26');
  });

  it('say how long something lasts in the largest unit that needs no fraction', () => {
    const english = formatOf('en');
    expect([60_000, 300_000, 90_000, 7_200_000].map((ms) => english.span(ms))).toEqual([
      '1 minute',
      '5 minutes',
      '90 seconds',
      '2 hours',
    ]);
    expect(formatOf('de').span(60_000)).toBe('1 Minute');
  });

  it('use the figures that stand in sentences as well', () => {
    expect(formatOf(regional('ar', ['ar-EG'])).time(AT)).toMatch(/2:26/);
    expect(formatOf(regional('ar', ['ar-EG'])).number(1234)).toMatch(/^1.234$/);
  });
});
