import { SignInError } from '../errors.ts';
import { fill } from './words/words.ts';
import type { Speech, Words } from './words/words.ts';

type Refused = Words['refused'];

/** A refusal for people, by its reason: what happened, and what helps when that is not obvious. */
export function problemOf(
  reason: string,
  retryAfterMs: number | null,
  { words, count }: Speech,
): { text: string; help: string | null } {
  const text = isKnown(reason, words.refused) ? words.refused[reason] : words.refused.other;
  if (reason !== 'locked' && reason !== 'network-locked') return { text, help: null };
  const minutes = Math.max(1, Math.ceil((retryAfterMs ?? 0) / 60_000));
  const help = reason === 'locked' ? words.lockedHelp : null;
  return { text: fill(text, { time: count(words.minutes, minutes) }), help };
}

/** Why somebody was not let in, of whatever was thrown. */
export function reasonOf(error: unknown): string {
  return error instanceof SignInError ? error.reason : 'other';
}

function isKnown(reason: string, refused: Refused): reason is keyof Refused {
  return Object.hasOwn(refused, reason);
}
