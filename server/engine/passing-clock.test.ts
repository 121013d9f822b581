import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PassingClock } from './passing-clock.ts';

const START = 1_750_000_000_000;
const HOUR = 3_600_000;

/** A clock on a wall that a test sets. */
function clockOn(notBefore = 0) {
  const time = { wall: START, passed: 5_000 };
  const steps: number[] = [];
  const clock = new PassingClock(
    { wall: () => time.wall, monotonic: () => time.passed, onStep: (ahead) => steps.push(ahead) },
    notBefore,
  );
  const pass = (ms: number): void => {
    time.wall += ms;
    time.passed += ms;
  };
  return { clock, time, pass, steps };
}

describe('the time that passes', () => {
  it('is the wall clock while nobody sets it', () => {
    const { clock, pass, steps } = clockOn();
    expect(clock.now()).toBe(START);
    pass(HOUR);
    expect(clock.now()).toBe(START + HOUR);
    expect(steps).toEqual([]);
  });

  it.each([
    ['back', -HOUR],
    ['ahead', HOUR / 3],
  ])('goes on when the wall clock is set %s, and says so once', (_how, by) => {
    const { clock, time, pass, steps } = clockOn();
    clock.now();
    time.wall += by;
    pass(20_000);
    expect(Math.abs(clock.now() - (START + 20_000))).toBeLessThanOrEqual(20);
    pass(1_000);
    clock.now();
    expect(steps).toEqual([by]);
  });

  it('comes back to a wall clock that was set by a little', () => {
    const { clock, time, pass } = clockOn();
    time.wall += 400;
    for (let second = 0; second < 600; second += 1) {
      pass(1_000);
      clock.now();
    }
    expect(clock.now()).toBe(time.wall);
  });

  it('begins where the journal ends when the wall clock was set back while nobody was there', () => {
    const { clock, pass } = clockOn(START + HOUR);
    expect(clock.now()).toBe(START + HOUR);
    pass(20_000);
    expect(clock.now()).toBeGreaterThanOrEqual(START + HOUR + 19_980);
  });

  it('never goes back, and measures every wait to a thousandth, however the wall clock is set', () => {
    const step = fc.record({ pass: fc.nat(60_000), set: fc.integer({ min: -2 * HOUR, max: 2 * HOUR }) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (history) => {
        const { clock, time, pass } = clockOn();
        let before = clock.now();
        let passed = 0;
        for (const { pass: ms, set } of history) {
          time.wall += set;
          pass(ms);
          passed += ms;
          const now = clock.now();
          expect(now).toBeGreaterThanOrEqual(before);
          expect(Math.abs(now - START - passed)).toBeLessThanOrEqual(passed * 0.001 + 1);
          before = now;
        }
      }),
    );
  });
});
