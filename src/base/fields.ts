/**
 * Reads what arrives without believing it: a field of the wrong shape is as good as missing. The wire's own
 * schemas stand in `protocol/`; here only what the desk needs is looked at, which keeps a validator out of the
 * first download.
 */

import { isBlank } from '../../protocol/shared/visible.ts';

export type Fields = Readonly<Record<string, unknown>>;

const NONE: Fields = {};

/** An object's fields; none for anything else. */
export function fields(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : NONE;
}

/** The field of an object as fields. */
export function under(value: unknown, ...path: readonly string[]): Fields {
  let at = fields(value);
  for (const name of path) at = fields(at[name]);
  return at;
}

/** A list; none for anything else. */
export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A text; `otherwise` for anything else. Numbers are texts as well. */
export function text(value: unknown, otherwise = ''): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : otherwise;
}

/** A text in which something can be seen, or null. */
export function textOrNull(value: unknown): string | null {
  const read = text(value);
  return isBlank(read) ? null : read;
}

/** A finite number, also written as a text; null for anything else. */
export function number(value: unknown): number | null {
  const read = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof read === 'number' && Number.isFinite(read) ? read : null;
}

/** The furthest moment that a `Date` can hold, ms before and after 1970; what is beyond can't be shown. */
const FURTHEST = 8.64e15;

/** Epoch ms or ISO-8601 in, epoch ms out; `otherwise` for anything else. */
export function time(value: unknown, otherwise: number): number {
  const read = number(value) ?? (typeof value === 'string' ? Date.parse(value) : NaN);
  return Math.abs(read) <= FURTHEST ? read : otherwise;
}

/** The texts of a list. */
export function texts(value: unknown): readonly string[] {
  return list(value).filter((each): each is string => typeof each === 'string');
}

/** An object, or the object that a JSON text holds; none for anything else. */
export function unwrapped(value: unknown): Fields {
  if (typeof value !== 'string') return fields(value);
  try {
    return fields(JSON.parse(value));
  } catch {
    return NONE;
  }
}

/** A count that is never negative. */
export function count(value: unknown): number {
  return Math.max(0, number(value) ?? 0);
}
