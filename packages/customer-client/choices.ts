import { firstCharacters } from '../../protocol/shared/characters.ts';
import type { MessageFrame } from '../../protocol/customer-channel/frames.ts';
import { safeHref } from '../../protocol/shared/safe-href.ts';
import type { Choice, Choices } from './state.ts';
import { fields, text, type Fields } from './wire-fields.ts';

/** Button types that lead somewhere; every other one is an answer. */
const LINKS = new Set(['url', 'web_url', 'link', 'open_url']);
/** More than this nobody reads; a channel would not show them either. */
const MOST = 30;
const LONGEST = 200;

/** What a BUTTON message offers, or null for any other message. Agents and bots write it: nothing is trusted. */
export function choicesOf(body: MessageFrame['body']): Choices | null {
  const wire = fields(body);
  if (wire.type !== 'BUTTON' || !Array.isArray(wire.buttons)) return null;
  const options = wire.buttons.slice(0, MOST).flatMap((button) => choiceOf(fields(button)) ?? []);
  return { quick: /quick/i.test(text(wire.buttonMessageType)), options };
}

/** The words of a message: as Markdown, as a caption, or as the header and body of what is interactive. */
export function textOf(body: MessageFrame['body']): string {
  const wire = fields(body);
  const own = text(wire.markdownText) || text(wire.caption);
  if (own !== '' || wire.type !== 'BUTTON') return own;
  const interactive = fields(fields(wire.additionalDetails).interactive);
  const header = text(fields(interactive.header).text);
  const parts = [header === '' ? '' : `**${header}**`, text(fields(interactive.body).text)];
  return parts.filter((part) => part !== '').join('\n\n');
}

function choiceOf(button: Fields): Choice | null {
  const title = firstCharacters(text(button.title).trim(), LONGEST);
  if (title === '') return null;
  if (!LINKS.has(text(button.type).toLowerCase()))
    return { title, href: null, payload: button.payload ?? null };
  const { payload } = button;
  const href = safeHref(text(payload) || text(fields(payload).url));
  // A link that may not be opened is no answer either.
  return href === null ? null : { title, href, payload: null };
}
