/**
 * Words that both sides compare: names of events, types of bodies, states. Every comparison goes through here, so
 * that server and desk never read the same name differently.
 *
 * White space and invisible characters around a word, and the case of the letters A to Z, do not matter. Nothing
 * else is folded: `ı`, `ſ` and `K` (Kelvin) become I, S and K in JavaScript's own upper case, and a word that is
 * spelled with them is unknown here.
 */

const AROUND = /^[\s\p{Cc}\p{Cf}]+|[\s\p{Cc}\p{Cf}]+$/gu;

/** The spelling by which words are compared. */
function folded(raw: string): string {
  return raw.replace(AROUND, '').replace(/[a-z]/g, (letter) => letter.toUpperCase());
}

/** Gives a function that finds the listed word which is meant, or undefined for an unknown one. */
export function wordIn<W extends string>(words: Iterable<W>): (raw: unknown) => W | undefined {
  const byFold = new Map<string, W>();
  for (const word of words) byFold.set(folded(word), word);
  return (raw) => (typeof raw === 'string' ? byFold.get(folded(raw)) : undefined);
}

/** What is left of a word without its decoration: letters and digits in Unicode's widest folding. */
function skeleton(raw: string): string {
  return raw
    .normalize('NFKD')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/**
 * Gives a function that says whether somebody could take a word for a listed one although it is not: `WRAP_UP`,
 * full-width letters, a dotless i. Such a word is never treated as the listed one, but may be refused.
 */
export function resemblesAny(words: Iterable<string>): (raw: string) => boolean {
  const skeletons = new Set([...words].map(skeleton));
  return (raw) => skeletons.has(skeleton(raw));
}
