/**
 * What can be sent besides words and files: a link, a contact card, a place, a question with answers, a voice message.
 * What is entered for each, whether it is complete, and the body that it becomes (`protocol/cim/body.ts`).
 */
import { safeHref } from '../../../protocol/shared/safe-href.ts';
import type { Session } from '../../store/events.ts';
import type { OutgoingBody } from '../../store/outgoing.ts';

/** In the order of the menu. */
export const ADDITIONS = ['choices', 'link', 'location', 'contact', 'voice'] as const;
export type Addition = (typeof ADDITIONS)[number];

/** Those that are entered into fields. */
export type Entered = Exclude<Addition, 'voice'>;

/** What stands in the fields of a form, by their names. */
export type Values = Readonly<Record<string, string>>;

/** A question has so many answers at least and at most. */
export const FEWEST_ANSWERS = 2;
export const MOST_ANSWERS = 10;

/** Channels that carry words alone. */
const WORDS_ALONE: ReadonlySet<string> = new Set(['SMS', 'EMAIL', 'VOICE', 'CX_VOICE', 'CISCO_CC']);
/** Channels whose messages have no buttons and no cards; a link is a word there. */
const NO_CARDS: ReadonlySet<string> = new Set(['TWITTER', 'INSTAGRAM', 'YOUTUBE', 'LINKEDIN']);

/** What the channel of a session can carry. `files`: whether files are sent here at all. */
export function additionsOf(session: Session | null, files: boolean): readonly Addition[] {
  const channel = session?.channelType.toUpperCase() ?? 'WEB';
  if (WORDS_ALONE.has(channel)) return [];
  return ADDITIONS.filter((each) => {
    if (each === 'voice') return files;
    return each === 'link' || !NO_CARDS.has(channel);
  });
}

const trimmed = (values: Values, name: string): string => (values[name] ?? '').trim();

/** The web address that was typed, with `https://` where nothing was said; null: it is none that may be opened. */
export function addressOf(typed: string): string | null {
  const address = typed.trim();
  if (address === '' || /\s/.test(address)) return null;
  const whole = /^[a-z][a-z0-9+.-]*:/i.test(address) ? address : `https://${address}`;
  const href = safeHref(whole);
  if (href === null || !/^https?:/i.test(href)) return null;
  return new URL(href).hostname.includes('.') ? whole : null;
}

type Position = { latitude: number; longitude: number };

/** Latitude and longitude as maps write them, also inside a map's address; null: none is in it. */
export function positionOf(typed: string): Position | null {
  const found =
    /mlat=(-?\d{1,2}(?:\.\d+)?)&mlon=(-?\d{1,3}(?:\.\d+)?)/.exec(typed) ??
    /(-?\d{1,2}(?:\.\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)/.exec(typed);
  const [latitude, longitude] = [Number(found?.[1] ?? NaN), Number(found?.[2] ?? NaN)];
  const onEarth = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  return onEarth ? { latitude, longitude } : null;
}

/** The answers that are filled in, each once. */
export function answersOf(values: Values): string[] {
  const all = (values.answers ?? '').split('\n').map((answer) => answer.trim());
  return [...new Set(all.filter((answer) => answer !== ''))];
}

/** E-mail as far as a form can tell. */
export function isEmail(typed: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(typed.trim());
}

const structured = (text: string, content: Readonly<Record<string, unknown>>): OutgoingBody => ({
  kind: 'structured',
  text,
  content,
});

const lines = (...parts: (string | null)[]): string =>
  parts.filter((part) => part !== null && part !== '').join('\n');

function linkBody(values: Values): OutgoingBody | null {
  const mediaUrl = addressOf(values.address ?? '');
  if (mediaUrl === null) return null;
  const title = trimmed(values, 'title');
  return structured(lines(title, mediaUrl), { type: 'URL', markdownText: title, mediaUrl });
}

function contactBody(values: Values): OutgoingBody | null {
  const [name, phone, email, company] = ['name', 'phone', 'email', 'company'].map((each) =>
    trimmed(values, each),
  );
  if (name === undefined || name === '' || (phone === '' && email === '')) return null;
  if (email !== undefined && email !== '' && !isEmail(email)) return null;
  const [first = '', ...rest] = name.split(/\s+/);
  return structured(lines(name, phone ?? '', email ?? '', company ?? ''), {
    type: 'CONTACT',
    markdownText: null,
    additionalDetails: null,
    contacts: [
      {
        name: {
          formattedName: name,
          additionalNameDetails: { first_name: first, last_name: rest.join(' ') },
        },
        phones: phone === '' ? [] : [{ phone, additionalPhoneDetails: { type: 'CELL', wa_id: null } }],
        additionalContactDetails: {
          emails: email === '' ? [] : [{ email, type: 'INTERNET' }],
          ...(company === '' ? {} : { org: { company } }),
        },
      },
    ],
  });
}

function locationBody(values: Values): OutgoingBody | null {
  const location = positionOf(values.position ?? '');
  if (location === null) return null;
  const [name, address] = [trimmed(values, 'name'), trimmed(values, 'address')];
  return structured(lines(name, address, `${location.latitude}, ${location.longitude}`), {
    type: 'LOCATION',
    location,
    markdownText: null,
    additionalDetails: { name, address, url: null },
  });
}

function choicesBody(values: Values): OutgoingBody | null {
  const question = trimmed(values, 'question');
  const answers = answersOf(values);
  if (question === '' || answers.length < FEWEST_ANSWERS || answers.length > MOST_ANSWERS) return null;
  return structured(lines(question, ...answers.map((answer) => `• ${answer}`)), {
    type: 'BUTTON',
    markdownText: question,
    buttonMessageType: values.stay === 'yes' ? 'BUTTON' : 'QUICK_REPLIES',
    additionalDetails: null,
    buttons: answers.map((title) => ({
      type: 'String',
      title,
      payload: title,
      additionalButtonDetails: null,
    })),
  });
}

/** What goes out; null: something is missing or wrong. */
export function bodyOf(kind: Entered, values: Values): OutgoingBody | null {
  switch (kind) {
    case 'link':
      return linkBody(values);
    case 'contact':
      return contactBody(values);
    case 'location':
      return locationBody(values);
    case 'choices':
      return choicesBody(values);
  }
}
