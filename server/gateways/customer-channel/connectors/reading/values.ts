/** Reads single values of a provider: whatever form they came in, they mean what they obviously mean. */
import { firstCharacters, charactersIn } from '../../../../../protocol/shared/characters.ts';
import { wordIn } from '../../../../../protocol/shared/words.ts';
import type { JsonObject } from '../../../../engine/contract.ts';

/** Stands where something was cut. */
export const CUT = '…';

/** An object's fields; none for anything else. */
export function fieldsOf(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}

/** A text; numbers and switches are texts as well. Empty for anything else. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** The first of these that has something in it. */
export function firstText(...values: unknown[]): string {
  return values.map((value) => textOf(value).trim()).find((text) => text !== '') ?? '';
}

/** A text of at most so many characters, with a mark where it was cut. */
export function cutTo(text: string, most: number): string {
  return charactersIn(text) <= most ? text : firstCharacters(text, Math.max(0, most - 1)) + CUT;
}

/** A finite number, also one that is written as a text; null for anything else. */
export function numberOf(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

/** 1 to 10 (D28): nothing, 0 and what is no number are 1, the rest is brought into the range. */
export function priorityOf(value: unknown): number {
  const number = Math.round(numberOf(value) ?? 1);
  return Math.min(10, Math.max(1, number));
}

/** Before this a number can only be seconds: as milliseconds it would be a day in 1973. */
const FIRST_MILLISECONDS = 1e11;
const FIRST_MICROSECONDS = 1e14;
const FIRST_NANOSECONDS = 1e17;
/** A moment that is further away is a mistake of whoever wrote it. */
const LAST_MOMENT = 4_102_444_800_000;

/** A moment in epoch ms from seconds, ms, µs, ns or ISO-8601; null for none. */
export function momentOf(value: unknown): number | null {
  const number = numberOf(value);
  const at = number === null ? Date.parse(textOf(value)) : Math.round(inMilliseconds(number));
  return Number.isFinite(at) && at > 0 && at < LAST_MOMENT ? at : null;
}

function inMilliseconds(number: number): number {
  if (number < FIRST_MILLISECONDS) return number * 1_000;
  if (number < FIRST_MICROSECONDS) return number;
  return number < FIRST_NANOSECONDS ? number / 1_000 : number / 1_000_000;
}

const UNITS: Readonly<Record<string, number>> = {
  B: 1,
  BYTES: 1,
  KB: 1_000,
  KIB: 1_024,
  MB: 1_000_000,
  MIB: 1_048_576,
  GB: 1_000_000_000,
  GIB: 1_073_741_824,
};
const unitOf = wordIn(Object.keys(UNITS));

/** A size in bytes, also as `12 kB` or `1,5 MiB`; null for what is none. */
export function bytesOf(value: unknown): number | null {
  const plain = numberOf(value);
  if (plain !== null) return plain >= 0 ? Math.round(plain) : null;
  const match = /^\s*(?<number>\d+(?:[.,]\d+)?)\s*(?<unit>[a-z]+)\s*$/i.exec(textOf(value))?.groups;
  const factor = UNITS[unitOf(match?.unit) ?? ''];
  if (match === undefined || factor === undefined) return null;
  return Math.round(Number((match.number ?? '').replace(',', '.')) * factor);
}
