import { describe, expect, it } from 'vitest';
import { deriveUuid, digest } from './uuid.ts';

describe('derived ids', () => {
  it('are UUIDs, the same for the same command', () => {
    const id = deriveUuid(digest('a0c6fd2c-51de-4ee8-a05f-2fb0dbf26a1c'), 7, 1);
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(deriveUuid(digest('a0c6fd2c-51de-4ee8-a05f-2fb0dbf26a1c'), 7, 1)).toBe(id);
  });

  it('differ for every command, place in the journal, and count', () => {
    const ids = new Set<string>();
    for (let command = 0; command < 100; command++) {
      const seed = digest(`command-${command}`);
      for (const salt of [0, 1, 2, 3, 1000, 2 ** 32, 2 ** 40]) {
        for (let count = 1; count <= 20; count++) ids.add(deriveUuid(seed, salt, count));
      }
    }
    expect(ids.size).toBe(100 * 7 * 20);
  });
});
