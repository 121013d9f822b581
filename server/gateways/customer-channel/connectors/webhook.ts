import type { WebhookMessage } from '../../../../protocol/customer-channel/connector.ts';
import type { Connector } from '../../../configuration/directory.ts';
import { SIGNATURE_HEADER, signatureOf } from './webhook-signature.ts';

/** Where a message goes, and what it is signed with. */
type Target = Pick<Connector, 'keyHash' | 'previousKey'> & { webhook: string };

/** What became of one attempt. `final`: trying again would not help. */
type PostResult = { ok: true } | { ok: false; final: boolean; reason: string; retryAfterMs: number | null };

/** Refusals that may pass: the request came too early, too often, or took too long. */
const PASSING: ReadonlySet<number> = new Set([408, 425, 429]);

/**
 * Posts one message. The address comes from the configuration and from nowhere else, and redirections are not
 * followed, so that nobody can lead the server elsewhere.
 */
export async function postToWebhook(
  { webhook, ...keys }: Target,
  message: WebhookMessage,
  { timeoutMs, signal }: { timeoutMs: number; signal: AbortSignal },
): Promise<PostResult> {
  const body = JSON.stringify(message);
  try {
    const response = await fetch(webhook, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        'content-type': 'application/json',
        'idempotency-key': message.id,
        [SIGNATURE_HEADER]: signatureOf(body, keys, Date.now()),
      },
      body,
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    });
    // The answer is not read: its status says all, and its length is the connector's.
    await response.body?.cancel();
    if (response.ok) return { ok: true };
    const { status } = response;
    return {
      ok: false,
      final: status < 500 && !PASSING.has(status),
      reason: `HTTP_${String(status)}`,
      retryAfterMs: retryAfter(response.headers.get('retry-after')),
    };
  } catch (error) {
    const timedOut = error instanceof Error && error.name === 'TimeoutError';
    return { ok: false, final: false, reason: timedOut ? 'TIMEOUT' : 'UNREACHABLE', retryAfterMs: null };
  }
}

/** Only seconds are understood; a date is rare and the usual pause will do. */
function retryAfter(value: string | null): number | null {
  return value !== null && /^\d{1,6}$/.test(value) ? Number(value) * 1000 : null;
}
