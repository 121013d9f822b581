import type { IncomingHttpHeaders } from 'node:http';
import { LANGUAGES, SPEECH } from './words/words.ts';
import type { Language, Speech } from './words/words.ts';

/** Longer lists of languages are nobody's wish. */
const MOST_WISHES = 32;

/**
 * The first language that is wanted and that we have.
 * @param wishes lists of wanted languages, the most important list first: `ui_locales` of OpenID (`de en`), or
 *   the header `Accept-Language` (`de-AT,en;q=0.5`)
 */
export function wantedLanguage(...wishes: readonly unknown[]): Language | undefined {
  for (const wish of wishes) {
    const wanted = typeof wish === 'string' ? tagsOf(wish) : [];
    for (const tag of wanted) {
      const [code] = tag.toLowerCase().split('-');
      const known = LANGUAGES.find((language) => language === code);
      if (known !== undefined) return known;
    }
  }
  return undefined;
}

/** The languages of a list in the order of preference. */
function tagsOf(list: string): string[] {
  return list
    .split(/[,;]/.test(list) ? ',' : ' ', MOST_WISHES)
    .map((entry) => {
      const [tag = '', ...parameters] = entry.split(';').map((part) => part.trim());
      const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
      return { tag, quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ quality }) => quality > 0)
    .sort((one, other) => other.quality - one.quality)
    .map(({ tag }) => tag);
}

/**
 * The cookie with the language of the browser's last authorisation request. Pages that stand for themselves,
 * like the one after signing out, speak as the desk did.
 */
export const languageCookie = (suffix: string): string => `desk_language${suffix}`;

/** How a page speaks that belongs to an authorisation request. */
export function speechForRequest(headers: IncomingHttpHeaders, uiLocales: unknown): Speech {
  return SPEECH[wantedLanguage(uiLocales, headers['accept-language']) ?? 'en'];
}

/** How a page speaks that stands for itself. `cookie` is the name of the language cookie. */
export function speechForBrowser(headers: IncomingHttpHeaders, cookie: string, uiLocales?: unknown): Speech {
  const pair = (headers.cookie ?? '').split(';').find((each) => each.trim().startsWith(`${cookie}=`));
  const last = pair?.trim().slice(cookie.length + 1);
  return SPEECH[wantedLanguage(uiLocales, last, headers['accept-language']) ?? 'en'];
}
