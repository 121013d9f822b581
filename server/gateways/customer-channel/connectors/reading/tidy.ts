/**
 * Makes any JSON storable without refusing it: what a provider has sent once it will not send again. Halves of
 * characters and null bytes become U+FFFD, keys that reach for the prototype go, and so does what is nested too
 * deeply to be meant.
 */
import type { Json, JsonObject } from '../../../../engine/contract.ts';

/** Levels of objects and lists. */
const DEEPEST = 16;

const UNSTORABLE = /[\0\p{Surrogate}]/gu;
const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** A text as it can be stored. */
export function tidyText(text: string): string {
  return text.replace(UNSTORABLE, '\ufffd');
}

/** A storable copy of any JSON value. */
export function tidy(value: unknown, depth = 0): Json {
  if (typeof value === 'string') return tidyText(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'object' || value === null || depth >= DEEPEST) return null;
  if (Array.isArray(value)) return value.map((item) => tidy(item, depth + 1));
  const copy: JsonObject = {};
  for (const [key, item] of Object.entries(value)) {
    if (!FORBIDDEN_KEYS.has(key) && item !== undefined) copy[tidyText(key)] = tidy(item, depth + 1);
  }
  return copy;
}
