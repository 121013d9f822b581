/**
 * The language with the region that the browser asks for: a desk in English writes 14:26 in Britain. Figures are the
 * same in all of them, as those that stand in sentences.
 */
export function regional(language: string, wanted: readonly string[]): string {
  const tag = wanted.find((each) => each.toLowerCase().split('-')[0] === language) ?? language;
  return new Intl.Locale(tag, { numberingSystem: 'latn' }).toString();
}
