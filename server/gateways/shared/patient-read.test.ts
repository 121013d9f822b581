import { describe, expect, it } from 'vitest';
import { readPatiently } from './patient-read.ts';

describe('a patient read', () => {
  it('tries again after a failure', async () => {
    let tries = 0;
    const read = () => {
      tries += 1;
      return tries < 3 ? Promise.reject(new Error('connection lost')) : Promise.resolve('history');
    };
    expect(await readPatiently(read, 10_000)).toBe('history');
  });

  it('gives up when every try fails, and when it takes too long', async () => {
    let tries = 0;
    const failing = () => {
      tries += 1;
      return Promise.reject(new Error('connection lost'));
    };
    await expect(readPatiently(failing, 10_000)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(tries).toBe(4);
    await expect(readPatiently(() => new Promise(() => {}), 20)).rejects.toMatchObject({
      code: 'UNAVAILABLE',
    });
  });
});
