/** Gives a function that says whether a word from outside is one of these, so that it may be used as one. */
export function oneOf<W extends string>(...words: readonly W[]): (raw: string) => raw is W {
  const known: ReadonlySet<string> = new Set(words);
  return (raw): raw is W => known.has(raw);
}
