/**
 * Ids that a decision needs, derived from the command's own id: the core draws no random numbers, so the same
 * command on the same state always makes the same ids.
 */

const HEX_DIGITS = Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0));
const DASH = 45;

/** The last mixing of a 32-bit hash: every bit of the input reaches every bit of the result. */
function scatter(value: number): number {
  let h = value ^ (value >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** 128 bits of a text, as four numbers. */
export type Digest = readonly [number, number, number, number];

/** Not cryptographic: it spreads ids, it hides nothing. */
export function digest(text: string): Digest {
  let a = 0x3c6ef372;
  let b = 0x510e527f;
  let c = 0x9b05688c;
  let d = 0x1f83d9ab;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 0x239b961b) ^ b;
    b = Math.imul(b ^ code, 0xab0e9789) ^ c;
    c = Math.imul(c ^ code, 0x38b34ae5) ^ d;
    d = Math.imul(d ^ code, 0xa1e38b93) ^ a;
  }
  return [scatter(a ^ c), scatter(b ^ d), scatter(c + a), scatter(d + b)];
}

/** Where the 32 digits stand in a UUID's text of 36 characters. */
const PLACES = [...Array(36).keys()].filter((place) => ![8, 13, 18, 23].includes(place));

/** One flat string: ids are kept for long, and a string of joined pieces keeps all its pieces. */
function format(words: Digest): string {
  const codes = new Array<number>(36).fill(DASH);
  for (let digit = 0; digit < 32; digit++) {
    const word = words[(digit >>> 3) as 0 | 1 | 2 | 3];
    codes[PLACES[digit] ?? 0] = HEX_DIGITS[(word >>> (28 - 4 * (digit & 7))) & 15] ?? DASH;
  }
  return String.fromCharCode(...codes);
}

/**
 * A UUID (version 8: "custom") of a command's digest. `salt` is the journal sequence before the command, so
 * that a command repeated later makes new ids; `counter` tells the ids of one command apart.
 */
export function deriveUuid([p, q, r, s]: Digest, salt: number, counter: number): string {
  const mix = scatter(
    Math.imul(counter, 0x9e3779b1) ^ scatter(salt >>> 0) ^ Math.floor(salt / 0x1_0000_0000),
  );
  const a = scatter(p ^ mix);
  const b = (scatter(q + mix) & 0xffff0fff) | 0x8000;
  const c = (scatter(r ^ (mix >>> 7) ^ (mix << 25)) & 0x3fffffff) | 0x80000000;
  const d = scatter(s + scatter(mix));
  return format([a, b, c, d]);
}
