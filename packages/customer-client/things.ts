import { firstCharacters } from '../../protocol/shared/characters.ts';
import type { MessageFrame } from '../../protocol/customer-channel/frames.ts';
import { safeHref } from '../../protocol/shared/safe-href.ts';
import { fields, numberOf, text, type Fields } from './wire-fields.ts';
import type { Thing } from './state.ts';

/** More of them than this nobody reads. */
const MOST = 20;
const LONGEST = 300;

/** What a message carries besides words; null: nothing that can be shown. Nothing in it is trusted. */
export function thingOf(body: MessageFrame['body']): Thing | null {
  const wire = fields(body);
  switch (wire.type) {
    case 'LOCATION':
      return placeOf(wire);
    case 'CONTACT':
      return peopleOf(wire);
    case 'URL':
      return linkOf(wire);
    case 'IMAGE':
    case 'VIDEO':
    case 'AUDIO':
    case 'FILE':
    case 'MULTIMEDIA':
      return fileOf(wire);
    default:
      return null;
  }
}

function short(value: unknown): string {
  return firstCharacters(text(value).trim(), LONGEST);
}

function placeOf(wire: Fields): Thing | null {
  const where = fields(wire.location);
  const [latitude, longitude] = [numberOf(where.latitude), numberOf(where.longitude)];
  if (latitude === null || longitude === null || Math.abs(latitude) > 90 || Math.abs(longitude) > 180) {
    return null;
  }
  const details = fields(wire.additionalDetails);
  return {
    kind: 'place',
    name: short(details.name),
    address: short(details.address),
    position: `${latitude}, ${longitude}`,
    href: `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}`,
  };
}

function peopleOf(wire: Fields): Thing | null {
  const people = listOf(wire.contacts).flatMap((contact) => {
    const name = short(fields(contact.name).formattedName);
    if (name === '') return [];
    const details = fields(contact.additionalContactDetails);
    const phones = listOf(contact.phones).map(({ phone }) => reach(short(phone), 'tel'));
    const emails = listOf(details.emails).map(({ email }) => reach(short(email), 'mailto'));
    const ways = [...phones, ...emails].filter(({ words }) => words !== '');
    return [{ name, company: short(fields(details.org).company), ways }];
  });
  return people.length === 0 ? null : { kind: 'people', people };
}

/** How somebody is reached: what stands there, and where it leads when it is what it says. */
function reach(words: string, scheme: 'tel' | 'mailto'): { words: string; href: string | null } {
  const number = words.replaceAll(/[\s().-]/g, '');
  if (scheme === 'tel') return { words, href: /^\+?\d{3,20}$/.test(number) ? `tel:${number}` : null };
  return { words, href: /^[^\s@?&]+@[^\s@?&]+$/.test(words) ? `mailto:${words}` : null };
}

function linkOf(wire: Fields): Thing | null {
  const href = safeHref(text(wire.mediaUrl));
  return href === null ? null : { kind: 'link', href };
}

function fileOf(wire: Fields): Thing | null {
  const attachment = fields(wire.attachment);
  const href = safeHref(text(attachment.mediaUrl));
  if (href === null) return null;
  return {
    kind: 'file',
    name: short(attachment.mediaName) || short(attachment.mediaLabel),
    sound: wire.type === 'AUDIO',
    href,
  };
}

function listOf(value: unknown): Fields[] {
  return Array.isArray(value) ? value.slice(0, MOST).map(fields) : [];
}
