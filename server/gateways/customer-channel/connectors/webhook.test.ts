import { afterAll, beforeAll, expect, it } from 'vitest';
import type { WebhookMessage } from '../../../../protocol/customer-channel/connector.ts';
import { openProvider } from '../testing/provider.ts';
import type { Provider } from '../testing/provider.ts';
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
const post = (url = provider.url, timeoutMs = 5_000) =>
  postToWebhook(url, message, { timeoutMs, signal: new AbortController().signal });

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
