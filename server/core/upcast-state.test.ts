import { describe, expect, it } from 'vitest';
import type { StoredState } from './upcast-state.ts';
import { readableStateVersions, STATE_VERSION, upcastState } from './upcast-state.ts';

describe('older states', () => {
  const steps = new Map<number, (state: StoredState) => StoredState>([
    [2, (state) => ({ ...state, third: true })],
    [3, (state) => ({ ...state, fourth: true })],
  ]);

  it('are brought to the present form step by step', () => {
    expect(upcastState({ seq: 1 }, 2, steps, 4)).toEqual({ seq: 1, third: true, fourth: true });
    expect(upcastState({ seq: 1 }, 4, steps, 4)).toEqual({ seq: 1 });
    expect(readableStateVersions(steps, 4)).toEqual([2, 3, 4]);
  });

  it('that nobody can read are none, also those of the future', () => {
    expect(upcastState({ seq: 1 }, 1, steps, 4)).toBeNull();
    expect(upcastState({ seq: 1 }, STATE_VERSION + 1)).toBeNull();
  });

  it('can be read back to version 1', () => {
    expect(readableStateVersions()[0]).toBe(1);
  });
});
