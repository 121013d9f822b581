/** Limits count time that passes: a wall clock that is set shuts nobody out. */
import Fastify from 'fastify';
import { afterEach, expect, it, vi } from 'vitest';
import { useClientAddresses } from './client-address.ts';
import { KeyedLimit } from './keyed-limit.ts';
import { useRateLimits } from './rate-limits.ts';

const HOUR = 3_600_000;
let wall = 0;
let passed = 0;

function setClocks(): void {
  const [dateAt, passedAt] = [Date.now(), performance.now()];
  wall = 0;
  passed = 0;
  vi.spyOn(Date, 'now').mockImplementation(() => dateAt + wall);
  vi.spyOn(performance, 'now').mockImplementation(() => passedAt + passed);
}

afterEach(() => vi.restoreAllMocks());

it('an address that was limited asks again after a minute, although the clock was set back meanwhile', async () => {
  const app = Fastify();
  useClientAddresses(app, 0);
  app.addHook('onRequest', (request, _reply, next) => {
    // As another machine: this one has fifty times as many.
    request.raw.headers['x-forwarded-for'] = '203.0.113.9';
    next();
  });
  await useRateLimits(app, 3);
  app.get('/', () => 'fine');
  setClocks();
  const ask = async () => (await app.inject('/')).statusCode;
  for (let i = 0; i < 3; i++) expect(await ask()).toBe(200);
  expect(await ask()).not.toBe(200);
  wall = -HOUR;
  passed = 61_000;
  expect(await ask()).toBe(200);
  wall = HOUR;
  for (let i = 0; i < 2; i++) expect(await ask()).toBe(200);
  expect(await ask()).not.toBe(200);
  await app.close();
});

it('a key that was limited waits a minute at most, although the clock was set back', async () => {
  const limit = new KeyedLimit(1);
  expect(await limit.use('a')).toBe(0);
  setClocks();
  wall = -HOUR;
  const wait = await limit.use('a');
  expect(wait).toBeGreaterThan(0);
  expect(wait).toBeLessThanOrEqual(60_000);
});
