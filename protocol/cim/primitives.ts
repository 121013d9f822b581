/** The small pieces every CIM schema is made of: tolerant of what arrives, exact in what they give. */
import * as z from 'zod/mini';
import { wordIn } from '../shared/words.ts';

/** The longest id that is accepted. Ids are opaque; those that we make are UUIDs. */
const MAX_ID_LENGTH = 200;

/** Any id that arrives. Names that every object has (`constructor`, `toString` …) are no ids. */
export const id = z.string().check(
  z.minLength(1),
  z.maxLength(MAX_ID_LENGTH),
  z.refine((value) => !(value in Object.prototype), 'an id'),
);

function toEpochMs(value: number | string): number {
  if (typeof value === 'number') return value;
  const numeric = Number(value);
  return value.trim() !== '' && Number.isFinite(numeric) ? numeric : Date.parse(value);
}

/** A point in time: epoch ms or ISO-8601 in, epoch ms out. */
export const timestamp = z.pipe(
  z.pipe(z.union([z.number(), z.string()]), z.transform(toEpochMs)),
  z.number().check(z.refine(Number.isFinite, 'a time as epoch ms or ISO-8601')),
);

/** A number, also when it is written as a string (wrap-up and pause durations are). */
export const numeric = z.pipe(
  z.pipe(
    z.union([z.number(), z.string()]),
    z.transform((value) => (typeof value === 'number' ? value : value.trim() === '' ? NaN : Number(value))),
  ),
  z.number().check(z.refine(Number.isFinite, 'a number')),
);

/** Reads a listed word in any spelling (`protocol/shared/words.ts`); an unknown one is kept as it came. */
export function wordOf(words: readonly string[]) {
  const listed = wordIn(words);
  return z.pipe(
    z.pipe(
      z.string(),
      z.transform((raw) => listed(raw) ?? raw),
    ),
    z.string(),
  );
}

/** A free map; JSON values under any key. */
export const freeMap = z.record(z.string(), z.unknown());

/** Absent, null or there. */
export const maybe = <T extends z.ZodMiniType>(schema: T) => z.optional(z.nullable(schema));

/** `{id, mode}`: a conversation's room. Older desks leave it out. */
export const roomInfo = z.looseObject({ id: z.optional(z.string()), mode: z.optional(z.string()) });
export type RoomInfo = { id: string; mode: 'CONTACT_CENTER' };
