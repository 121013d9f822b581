/**
 * The signature by which a webhook's owner knows that a message is ours and is new:
 * `t=<seconds>,v1=<HMAC-SHA-256 of "<t>.<body>", hexadecimal>`. The secret is the SHA-256 of the connector's key in
 * hexadecimal: both sides have it, and the key itself is kept nowhere. While a key is being rotated there are two
 * `v1`; one that fits is enough.
 */
import { createHmac } from 'node:crypto';
import type { Connector } from '../../../configuration/directory.ts';

export const SIGNATURE_HEADER = 'webhook-signature';

/**
 * @param now epoch ms; every attempt is signed with its own time
 */
export function signatureOf(
  body: string,
  { keyHash, previousKey }: Pick<Connector, 'keyHash' | 'previousKey'>,
  now: number,
): string {
  const seconds = Math.floor(now / 1000);
  const secrets = [keyHash, ...(previousKey !== null && previousKey.until > now ? [previousKey.hash] : [])];
  const signatures = secrets.map(
    (secret) => `v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`,
  );
  return [`t=${seconds}`, ...signatures].join(',');
}
