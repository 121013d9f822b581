import { createHash, createHmac } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { WebhookMessage } from '../../../../protocol/customer-channel/connector.ts';
import { openProvider } from '../testing/provider.ts';
import type { Provider } from '../testing/provider.ts';
import { signatureOf } from './webhook-signature.ts';
import { postToWebhook } from './webhook.ts';

let provider: Provider;

beforeAll(async () => {
  provider = await openProvider();
});
afterAll(() => provider.close());

const message = {
  id: 'm1',
  header: {},
  body: { type: 'PLAIN', markdownText: 'x' },
} as unknown as WebhookMessage;
const KEY_HASH = createHash('sha256').update('demo-connector').digest('hex');
const post = (url = provider.url, timeoutMs = 5_000) =>
  postToWebhook({ webhook: url, keyHash: KEY_HASH, previousKey: null }, message, {
    timeoutMs,
    signal: new AbortController().signal,
  });

it.each([
  [200, { ok: true }],
  [204, { ok: true }],
  [302, { ok: false, final: true, reason: 'HTTP_302', retryAfterMs: 0 }],
  [400, { ok: false, final: true, reason: 'HTTP_400', retryAfterMs: 0 }],
  [408, { ok: false, final: false, reason: 'HTTP_408', retryAfterMs: 0 }],
  [429, { ok: false, final: false, reason: 'HTTP_429', retryAfterMs: 0 }],
  [503, { ok: false, final: false, reason: 'HTTP_503', retryAfterMs: 0 }],
])('takes the status %i for what it means', async (status, result) => {
  provider.behave(() => status);
  expect(await post()).toEqual(result);
});

it('gives up waiting, and tries again later', async () => {
  provider.behave(() => null);
  expect(await post(provider.url, 50)).toEqual({
    ok: false,
    final: false,
    reason: 'TIMEOUT',
    retryAfterMs: null,
  });
});

it('tries again later when nobody is there', async () => {
  expect(await post('http://127.0.0.1:1/')).toMatchObject({ ok: false, final: false, reason: 'UNREACHABLE' });
});

it('signs what it posts, with the time, so that its owner knows whose it is', async () => {
  provider.behave(() => 200);
  provider.posts.length = 0;
  await post();
  const { signature, body } = provider.posts[0]!;
  const [, seconds, shown] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(signature ?? '')!;
  expect(Math.abs(Date.now() / 1000 - Number(seconds))).toBeLessThan(60);
  // As docs/connectors.md tells a connector to do it.
  const secret = createHash('sha256').update('demo-connector').digest('hex');
  expect(createHmac('sha256', secret).update(`${seconds!}.${body}`).digest('hex')).toBe(shown);
});

it('signs with both keys while one replaces the other', () => {
  const signed = (until: number) =>
    signatureOf('{}', { keyHash: KEY_HASH, previousKey: { hash: 'a'.repeat(64), until } }, 1_000_000);
  expect(signed(2_000_000).match(/v1=/g)).toHaveLength(2);
  expect(signed(500_000).match(/v1=/g)).toHaveLength(1);
});
