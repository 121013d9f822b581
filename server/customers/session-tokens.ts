import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Records } from '../engine/contract.ts';
import type { People } from '../store/people.ts';
import type { SessionTokenHashes } from '../store/session-token-hashes.ts';

/** 256 bits that nobody guesses. */
const SECRET_BYTES = 32;
const SHAPE = /^([0-9a-f-]{36})\.([\w-]{43})$/;

/** A new token: the session that it resumes, and a secret. Only the hash of the whole is kept. */
export function newToken(sessionId: string): { token: string; hash: string } {
  const token = `${sessionId}.${randomBytes(SECRET_BYTES).toString('base64url')}`;
  return { token, hash: hashOf(token) };
}

/** The session that a token claims to resume, or null when it does not look like a token. */
function claimedSession(token: string): string | null {
  return SHAPE.exec(token)?.[1] ?? null;
}

/** Younger tokens (ms) may be of sessions that began in another process a moment ago. */
const YOUNG_MS = 60_000;

/** Further tokens of one session that are good at the same time; with each more the oldest ends. */
const MOST_TOKENS = 5;

/**
 * Tokens beyond a session's first one. When a customer repeats a request whose answer got lost, nobody knows
 * the first token any more, so another one is given; both are good.
 */
export class SessionTokens {
  readonly #hashes: SessionTokenHashes;

  constructor(hashes: SessionTokenHashes) {
    this.#hashes = hashes;
  }

  /** Gives another token for a session. */
  async issue(sessionId: string): Promise<string> {
    const { token, hash } = newToken(sessionId);
    await this.#hashes.add(sessionId, hash, MOST_TOKENS);
    return token;
  }

  /** The open session that a token resumes, or null. */
  async verify(token: string, records: Records): Promise<string | null> {
    const sessionId = claimedSession(token);
    const record = sessionId === null ? undefined : records.session(sessionId);
    if (sessionId === null || record === undefined) return null;
    const hash = hashOf(token);
    if (record.tokenHash !== null && sameHash(hash, record.tokenHash)) return sessionId;
    const others = await this.#hashes.ofSession(sessionId);
    return others.some((other) => sameHash(hash, other)) ? sessionId : null;
  }

  /** The session, open or over, that a token was first given for: good for a last word, not for a chat. */
  async verifyPast(
    token: string,
    people: People,
  ): Promise<{ sessionId: string; conversationId: string; customerId: string } | null> {
    const sessionId = claimedSession(token);
    const record = sessionId === null ? undefined : await people.session(sessionId);
    if (sessionId === null || record?.tokenHash == null || record.conversationId === null) return null;
    const { conversationId, customerId } = record;
    return sameHash(hashOf(token), record.tokenHash) ? { sessionId, conversationId, customerId } : null;
  }

  /** Tokens of sessions that ended while nobody could note it: those of all but these and of the very latest. */
  forgetAllBut(openSessionIds: readonly string[]): Promise<void> {
    return this.#hashes.forgetAllBut(openSessionIds, Date.now() - YOUNG_MS);
  }

  /** A session that is over needs no further tokens. */
  forget(sessionIds: readonly string[]): Promise<void> {
    return this.#hashes.forget(sessionIds);
  }
}

/** SHA-256 in hexadecimal; the secret is random and long, so it needs no salt. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Compares two hashes in a time that does not tell how much of them is the same. */
export function sameHash(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
