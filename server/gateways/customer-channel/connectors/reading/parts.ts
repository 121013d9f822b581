/** A text that is longer than the channel allows, as several messages: nothing of it is lost. */
import type { MessageBody } from '../../../../../protocol/cim/body.ts';
import { firstCharacters, charactersIn } from '../../../../../protocol/shared/characters.ts';
import { CUT, cutTo, textOf } from './values.ts';

/** The smallest part; a limit below it makes parts of this size all the same. */
const SMALLEST_PART = 20;

/** Fields with words of their own; what is too long in them is cut. */
const BESIDES = ['subject', 'caption', 'note'] as const;

/** A body that fits, and the texts of the messages that follow it. */
export type Parts = { body: MessageBody; rest: string[]; textLength: number };

/** Splits a body by the channel's limit, in characters. Of a mail's HTML only the size of the whole counts. */
export function splitBody(body: MessageBody, limit: number): Parts {
  const fitting: MessageBody & Record<string, unknown> = { ...body };
  let left = limit;
  for (const key of BESIDES) {
    const text = fitting[key];
    if (typeof text !== 'string') continue;
    const cut = cutTo(text, Math.floor(left / 2));
    fitting[key] = cut;
    left -= charactersIn(cut);
  }
  const text = textOf(fitting.markdownText);
  if (charactersIn(text) <= left)
    return { body: fitting, rest: [], textLength: limit - left + charactersIn(text) };
  const [first = '', ...rest] = splitText(
    text,
    Math.max(left, SMALLEST_PART),
    Math.max(limit, SMALLEST_PART),
  );
  const length = limit - left + charactersIn(first);
  return { body: { ...fitting, markdownText: first }, rest, textLength: Math.min(length, limit) };
}

/** Parts of a text with a mark at each seam: the first has at most `first` characters, the others `most`. */
export function splitText(text: string, first: number, most: number): string[] {
  const parts: string[] = [];
  let rest = text;
  for (let limit = first; charactersIn(rest) > limit; limit = most - 1) {
    const part = atWord(firstCharacters(rest, limit - 1));
    parts.push(part.trimEnd() + CUT);
    rest = rest.slice(part.length);
  }
  parts.push(rest);
  return parts.map((part, index) => (index === 0 ? part : CUT + part));
}

/** Ends with a whole word, where one ends near. */
function atWord(part: string): string {
  const space = Math.max(part.lastIndexOf(' '), part.lastIndexOf('\n'));
  return space > part.length * 0.8 ? part.slice(0, space + 1) : part;
}
