import { createHash, timingSafeEqual } from 'node:crypto';
import type { Connector } from '../configuration/directory.ts';

/**
 * The connector that a key belongs to: by its present key, or by the one before a rotation while that is still
 * accepted. Takes the same time for every key.
 * @param now epoch ms
 */
export function connectorOfKey(
  connectors: readonly Connector[],
  key: string,
  now: number,
): Connector | undefined {
  const shown = createHash('sha256').update(key).digest();
  let found: Connector | undefined;
  // All are compared, whichever it is.
  for (const connector of connectors) {
    const { keyHash, previousKey } = connector;
    const previous = previousKey !== null && previousKey.until > now ? previousKey.hash : '';
    for (const hash of [keyHash, previous]) {
      const kept = Buffer.from(hash, 'hex');
      if (kept.length === shown.length && timingSafeEqual(kept, shown)) found = connector;
    }
  }
  return found;
}
