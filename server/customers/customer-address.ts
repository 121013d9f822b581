/**
 * By what a customer is known on a channel. Providers spell one telephone number or mail address in many ways; all
 * of them lead to the same customer, and each kind of channel has its own rules.
 */
import { createHash } from 'node:crypto';
import { getCountries, parsePhoneNumberFromString } from 'libphonenumber-js/core';
import type { CountryCode, PhoneNumber } from 'libphonenumber-js/core';
import { firstCharacters } from '../../protocol/shared/characters.ts';
import metadata from 'libphonenumber-js/metadata.min';

/** What the rules need to know of a channel. */
export type AddressedChannel = {
  type: string;
  /** ISO 3166 code of the country whose national numbers are dialled here; null: numbers are international. */
  country: string | null;
};

/** Channel types whose customers are telephone numbers. */
export const PHONE_CHANNELS: readonly string[] = ['WHATSAPP', 'SMS', 'VIBER', 'CX_VOICE', 'CISCO_CC'];

/** Channel types on which a number without `+` is international all the same. */
const ALWAYS_INTERNATIONAL: ReadonlySet<string> = new Set(['WHATSAPP', 'VIBER']);

/** A number without `+` that is at least so long is taken for an international one. */
const INTERNATIONAL_DIGITS = 11;

/** Characters of an address that are compared; longer addresses end with their hash. */
const LONGEST_KEY = 300;

const SCHEME = /^(?:whatsapp|tel|sms|viber|callto):/i;
/** Digits of any script, and what people put between them. */
const DIALLED = /^[+＋]?[\p{Nd}\s()./–‑-]{3,60}$/u;

/** The spelling by which customers of a channel are compared and found. Empty for an empty address. */
export function addressKey(channel: AddressedChannel, raw: string): string {
  const address = raw.trim();
  if (PHONE_CHANNELS.includes(channel.type)) return shortened(phoneKey(channel, address) ?? address);
  if (channel.type === 'EMAIL') return shortened(mailAddress(address)?.address ?? address);
  return shortened(address);
}

/** An e-mail address and the name beside it: `"Jane" <Jane@Example.com>`; null when there is no address in it. */
export function mailAddress(raw: string): { address: string; name: string } | null {
  const bracketed = /^(?<name>[^<>]*)<\s*(?:mailto:)?(?<address>[^<>\s]+)\s*>$/u.exec(raw.trim())?.groups;
  const address = (bracketed?.address ?? raw.trim()).replace(/^mailto:/i, '');
  if (!/^[^\s@<>]+@[^\s@<>]+$/u.test(address)) return null;
  const name = (bracketed?.name ?? '')
    .trim()
    .replace(/^"(?<inner>.*)"$/u, '$<inner>')
    .trim();
  return { address: address.toLowerCase(), name };
}

/** A telephone number as `+` and digits (E.164), or null for what is none or cannot be completed. */
export function phoneKey(channel: AddressedChannel, raw: string): string | null {
  const dialled = raw.trim().replace(SCHEME, '').split(';')[0]?.trim() ?? '';
  if (!DIALLED.test(dialled)) return null;
  const written = asciiDigits(dialled);
  const digits = written.replace(/\D/g, '');
  if (written.startsWith('+')) return parsed(written)?.number ?? `+${digits}`;
  if (digits.startsWith('00')) return parsed(`+${digits.slice(2)}`)?.number ?? `+${digits.slice(2)}`;
  const international = parsed(`+${digits}`);
  const country = countryOf(channel.country);
  const national = country === null ? undefined : parsed(written, country);
  const isBare = written === digits && digits.length >= INTERNATIONAL_DIGITS && !digits.startsWith('0');
  const isOwnCountry =
    international !== undefined && international.countryCallingCode === national?.countryCallingCode;
  if (isBare && international?.isValid() === true) {
    if (ALWAYS_INTERNATIONAL.has(channel.type) || national === undefined || isOwnCountry)
      return international.number;
  }
  if (national?.isPossible() === true) return national.number;
  if (isBare && international?.isPossible() === true) return international.number;
  return digits;
}

function parsed(number: string, country?: CountryCode): PhoneNumber | undefined {
  return parsePhoneNumberFromString(
    number,
    country === undefined ? {} : { defaultCountry: country },
    metadata,
  );
}

function countryOf(code: string | null): CountryCode | null {
  return getCountries(metadata).find((known) => known === code) ?? null;
}

/** Digits of other scripts, and the wide plus, as everybody's. */
function asciiDigits(text: string): string {
  return text
    .replace('＋', '+')
    .replace(/\p{Nd}/gu, (digit) => (/\d/.test(digit) ? digit : String(digitValue(digit))));
}

/** Decimal digits of every script stand in a row of ten that begins at its zero. */
function digitValue(digit: string): number {
  const code = digit.codePointAt(0) ?? 0;
  let zero = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && code - zero < 9) zero -= 1;
  return code - zero;
}

function shortened(key: string): string {
  if (key.length <= LONGEST_KEY) return key;
  const hash = createHash('sha256').update(key).digest('hex');
  return `${firstCharacters(key, (LONGEST_KEY - hash.length) / 2)}~${hash}`;
}
