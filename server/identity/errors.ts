import type { ErrorCode } from '../../protocol/shared/errors.ts';
import { ProtocolError } from '../../protocol/shared/errors.ts';
import { isStoreUnavailable } from '../store/unavailable.ts';

/** Why somebody is not let in: each reason with the refusal that clients get and a sentence. */
const REASONS = {
  'token-missing': ['UNAUTHORIZED', 'Please sign in.'],
  'token-expired': ['TOKEN_EXPIRED', 'The sign-in has run out.'],
  'token-invalid': ['UNAUTHORIZED', 'The token is not valid.'],
  'session-ended': ['UNAUTHORIZED', 'The session has ended. Please sign in again.'],
  'login-failed': ['UNAUTHORIZED', 'There is no valid sign-in.'],
  'bad-credentials': ['UNAUTHORIZED', 'Invalid user credentials'],
  'not-allowed': ['FORBIDDEN', 'Your account may not use the desk.'],
  'no-team': ['FORBIDDEN', 'Your account belongs to no team. Ask your administrator.'],
  'no-finesse': ['UNAVAILABLE', 'This server knows no Finesse: FINESSE_URL is not set.'],
  'not-at-finesse': ['UNAUTHORIZED', 'Finesse does not take this sign-in.'],
  'not-in-the-desk': [
    'FORBIDDEN',
    'Nobody at the desk has the name that you have at Finesse. Ask your administrator.',
  ],
  'foreign-origin': ['FORBIDDEN', 'The request comes from another site.'],
  locked: ['RATE_LIMITED', 'Too many failed attempts. Please wait a few minutes.'],
  'network-locked': [
    'RATE_LIMITED',
    'Too many failed attempts from your network. Please wait a few minutes.',
  ],
  busy: ['RATE_LIMITED', 'Too many people are signing in at this moment. Please try again.'],
  unavailable: ['UNAVAILABLE', 'Signing in is not possible right now. Please try again.'],
} as const satisfies Record<string, readonly [ErrorCode, string]>;

type SignInReason = keyof typeof REASONS;

/** Somebody is not let in. `code` and `statusCode` are what clients get, `reason` says exactly why. */
export class SignInError extends ProtocolError {
  readonly reason: SignInReason;
  /** When it makes sense to try again (ms from now); null: trying again changes nothing. */
  readonly retryAfterMs: number | null;

  constructor(reason: SignInReason, retryAfterMs: number | null = null) {
    const [code, sentence] = REASONS[reason];
    super(code, sentence);
    this.name = 'SignInError';
    this.reason = reason;
    this.retryAfterMs = retryAfterMs;
  }
}

/** When it makes sense to try again (ms) after the store could not serve. */
const STORE_RETRY_MS = 5_000;

/** `error` as it goes on to the caller: a store that cannot serve is the refusal `unavailable`. */
export function asRefusal(error: unknown): unknown {
  return isStoreUnavailable(error) ? new SignInError('unavailable', STORE_RETRY_MS) : error;
}
