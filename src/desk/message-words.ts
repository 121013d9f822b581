/** Messages as plain text: for lists, the clipboard, a quotation, a search, and for who listens. */
import { firstCharacters, charactersIn } from '../../protocol/shared/characters.ts';
import { list, text, textOrNull, under } from '../base/fields.ts';
import { toLines } from '../markdown/plain-text.ts';
import type { Body } from '../store/events.ts';

/** What a body has to say for itself beside its text: names of files, titles, choices. */
function partsOf({ type, fields }: Body): (string | null)[] {
  const attachment = under(fields, 'attachment');
  switch (type) {
    case 'EMAIL':
      return [textOrNull(fields.subject)];
    case 'BUTTON':
    case 'CAROUSEL': {
      const interactive = under(fields, 'additionalDetails', 'interactive');
      return [
        textOrNull(under(interactive, 'header').text),
        textOrNull(under(interactive, 'body').text),
        ...list(fields.buttons).map((button) => textOrNull(under(button).title)),
        ...list(fields.elements).flatMap(cardWords),
      ];
    }
    case 'CONTACT':
      return list(fields.contacts).flatMap((contact) => [
        textOrNull(under(contact, 'name').formattedName),
        ...list(under(contact).phones).map((phone) => textOrNull(under(phone).phone)),
      ]);
    case 'LOCATION': {
      const { latitude, longitude } = under(fields, 'location');
      const details = under(fields, 'additionalDetails');
      return [
        textOrNull(details.name),
        textOrNull(details.address),
        [text(latitude), text(longitude)].filter((part) => part !== '').join(', ') || null,
      ];
    }
    case 'URL':
      return [textOrNull(fields.mediaUrl)];
    default:
      return [
        textOrNull(fields.caption),
        textOrNull(under(fields, 'additionalDetails').fileName) ?? textOrNull(attachment.mediaName),
      ];
  }
}

/** The words of one card: what it is called, and what can be chosen on it. */
function cardWords(element: unknown): (string | null)[] {
  const { text: words, title, subtitle, buttons } = under(element);
  return [
    textOrNull(words) ?? textOrNull(title) ?? textOrNull(subtitle),
    ...list(buttons).map((button) => textOrNull(under(button).title)),
  ];
}

/** Its text without formatting, or all of it where it has none. */
function textIn({ text: source, asSent }: Body): string | null {
  if (source === '') return null;
  return asSent === true ? source.trim() : toLines(source);
}

const made = new WeakMap<Body, string>();

/** Lists, searches and announcements read many messages at once: one that can't be read has no words. */
function readWords(body: Body): string {
  try {
    const parts = [textIn(body), ...partsOf(body)];
    return [...new Set(parts.filter((part): part is string => part !== null))].join('\n');
  } catch {
    return '';
  }
}

/** What a message says, on as many lines as it has; empty when there are no words in it at all. */
export function wordsOf(body: Body): string {
  const known = made.get(body);
  if (known !== undefined) return known;
  const words = readWords(body);
  made.set(body, words);
  return words;
}

/** A message's words on one line, cut to what a quotation or an announcement needs. */
export function shortWordsOf(body: Body, most = 160): string {
  const words = firstCharacters(wordsOf(body), most * 2)
    .replace(/\s+/gu, ' ')
    .trim();
  return charactersIn(words) > most ? `${firstCharacters(words, most).trimEnd()}…` : words;
}
