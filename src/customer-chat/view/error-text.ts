import type { TextKey } from './texts/index.ts';

const KEYS: Record<string, TextKey> = {
  TOO_LONG: 'errorTooLong',
  TOO_LARGE: 'errorTooLong',
  RATE_LIMITED: 'errorRateLimited',
  SESSION_ENDED: 'errorSessionEnded',
  NO_SESSION: 'errorSessionEnded',
  DELIVERY_FAILED: 'errorDelivery',
  ORIGIN_NOT_ALLOWED: 'errorOrigin',
  CHANNEL_NOT_FOUND: 'errorChannel',
  QUEUE_NOT_FOUND: 'errorQueue',
  QUOTA_MESSAGES: 'errorRateLimited',
  QUOTA_CONVERSATIONS: 'errorUnavailable',
  UNAVAILABLE: 'errorUnavailable',
  INTERNAL: 'errorUnavailable',
};

/** The sentence for an error code; codes that have none get a general one. */
export function errorText(code: string): TextKey {
  return Object.hasOwn(KEYS, code) ? (KEYS[code] ?? 'errorOther') : 'errorOther';
}
