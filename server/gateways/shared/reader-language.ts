/**
 * In which language a reader gets the configured texts. Answers and frames are made in the default language, in which
 * the core and the store know things; for other readers the texts are replaced as the last step.
 */
import type { IncomingHttpHeaders } from 'node:http';
import { acceptedLanguages } from '../../../protocol/shared/localized-text.ts';
import type { Directory } from '../../configuration/directory.ts';
import type { LanguageTexts } from '../../configuration/translations.ts';

/** Languages that a reader wants, most wanted first: by the parameter `language`, else by the browser's header. */
export function wantedLanguages(
  parameter: unknown,
  headers: Pick<IncomingHttpHeaders, 'accept-language'>,
): string[] {
  return acceptedLanguages(typeof parameter === 'string' ? parameter : headers['accept-language']);
}

/** The value with its configured texts in `language`; null is the default one, in which it is made. */
export function inLanguage<T>(value: T, language: string | null, directory: Directory): T {
  return language === null ? value : (translated(value, directory.translations.in(language)) as T);
}

/** Members that may hold a configured text, beside the `id` of what it belongs to. */
const TEXT_MEMBERS = ['name', 'label', 'description'] as const;

function translated(value: unknown, texts: LanguageTexts): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => translated(item, texts));
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  if (typeof value !== 'object' || value === null) return value;
  const source = value as Record<string, unknown>;
  const changes: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(source)) {
    if (key === 'body' && !isWrapup(member)) continue;
    const found = typeof member === 'object' ? translated(member, texts) : member;
    if (found !== member) changes[key] = found;
  }
  Object.assign(changes, ownTexts(source, texts));
  return Object.keys(changes).length === 0 ? value : { ...source, ...changes };
}

/** Of what people send, only a wrap-up has configured texts in it. Their own words stay as they are. */
function isWrapup(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'type' in body && body.type === 'WRAPUP';
}

/** What others send may have anything where a text is expected. */
function ownTexts(source: Record<string, unknown>, texts: LanguageTexts): Record<string, string> {
  const found: Record<string, string> = {};
  const put = (member: string, known: ReadonlyMap<string, string> | undefined): void => {
    const text = source[member];
    const own = typeof text === 'string' ? known?.get(text) : undefined;
    if (own !== undefined) found[member] = own;
  };
  const { id, teamId, categoryName } = source;
  if (typeof id === 'string') {
    for (const member of TEXT_MEMBERS) put(member, texts.things.get(id));
  }
  if (typeof teamId === 'string') put('teamName', texts.things.get(teamId));
  if (typeof categoryName === 'string') {
    put('categoryName', texts.categories);
    put('value', texts.codes.get(categoryName));
  }
  return found;
}
