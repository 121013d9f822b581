/** Texts of the configuration that people read: one string for all, or one for each language. */

/** One string for all languages, or language tag (BCP 47) to string. The first language is the default one. */
export type LocalizedText = string | Readonly<Record<string, string>>;

/** What a language tag looks like. */
export const LANGUAGE_TAG = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$/;

/** Readers who name more languages than this are heard for the first of them only. */
const MOST_LANGUAGES = 10;

/** The text as one reader reads it: the first wanted language that it has, else its first one. */
export function textIn(text: LocalizedText, wanted: readonly string[]): string {
  if (typeof text === 'string') return text;
  const tag = matchingTag(Object.keys(text), wanted);
  return (tag === null ? Object.values(text)[0] : text[tag]) ?? '';
}

/** Every string of a text, each with its language; one that is the same for all has none. */
export function textsOf(text: LocalizedText): string[] {
  return typeof text === 'string' ? [text] : Object.values(text);
}

/**
 * The known tag that fits best: the wanted languages in their order, each first with its region and then without
 * (`de-CH`, then `de`). Upper and lower case are the same. null: none fits.
 */
export function matchingTag(known: readonly string[], wanted: readonly string[]): string | null {
  for (const tag of wanted) {
    for (
      let part = tag.toLowerCase();
      part !== '';
      part = part.slice(0, Math.max(0, part.lastIndexOf('-')))
    ) {
      const found = known.find((each) => each.toLowerCase() === part);
      if (found !== undefined) return found;
    }
  }
  return null;
}

/**
 * The languages of an `Accept-Language` header, most wanted first. `*` ends the list: from there on the reader takes
 * any language. What is no language tag is left out.
 */
export function acceptedLanguages(header: string | undefined): string[] {
  const weighted = (header ?? '')
    .slice(0, 1000)
    .split(',')
    .slice(0, MOST_LANGUAGES)
    .flatMap((part, index) => {
      const [tag = '', ...parameters] = part.split(';').map((each) => each.trim());
      const q = parameters.find((each) => /^q=/i.test(each));
      const weight = q === undefined ? 1 : Number(q.slice(2));
      return (tag === '*' || LANGUAGE_TAG.test(tag)) && weight > 0 ? [{ tag, weight, index }] : [];
    })
    .sort((a, b) => b.weight - a.weight || a.index - b.index)
    .map(({ tag }) => tag);
  const any = weighted.indexOf('*');
  return any === -1 ? weighted : weighted.slice(0, any);
}
