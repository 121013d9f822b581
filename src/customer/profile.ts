/** A customer's profile: which fields it has, as the server describes them, and what may stand in each. */
import { fields, list, number, text, texts } from '../base/fields.ts';

export type ProfileKind = 'text' | 'longText' | 'number' | 'date' | 'choice' | 'boolean';

export type ProfileField = {
  key: string;
  label: string;
  kind: ProfileKind;
  /** Several values, one on each line. */
  several: boolean;
  required: boolean;
  /** The choices of a `choice`. */
  options: readonly string[];
  /** The longest value, in characters. */
  longest: number;
  /** What a value must match; null: nothing more is asked of it. */
  pattern: RegExp | null;
};

/** What stands in a form: text as typed, `true` or `false` for yes and no; empty: nothing. */
export type ProfileValues = Readonly<Record<string, string>>;

const KINDS: Readonly<Record<string, ProfileKind>> = {
  number: 'number',
  positivenumber: 'number',
  date: 'date',
  boolean: 'boolean',
  string2000: 'longText',
  stringlist: 'choice',
};

/** Fields that are drawn and changed elsewhere on the card. */
const ELSEWHERE: ReadonlySet<string> = new Set(['isAnonymous', 'labels', 'note']);

function patternOf(source: string): RegExp | null {
  try {
    return source === '' ? null : new RegExp(source, 'u');
  } catch {
    return null;
  }
}

/** The fields that agents fill in, in their order; identifiers of channels come with their channels. */
export function readProfile(schema: unknown, types: unknown): ProfileField[] {
  const patterns = new Map(
    list(types).map((each) => [text(fields(each).type), patternOf(text(fields(each).regex))]),
  );
  return list(schema)
    .map((each) => fields(each))
    .filter((each) => text(each.key) !== '' && !ELSEWHERE.has(text(each.key)))
    .filter((each) => list(each.channelTypes).length === 0)
    .sort((a, b) => (number(a.sortOrder) ?? 0) - (number(b.sortOrder) ?? 0))
    .map((each) => {
      const type = text(each.type, text(each.valueType));
      const options = texts(each.options);
      const kind = options.length > 0 ? 'choice' : (KINDS[type.toLowerCase()] ?? 'text');
      return {
        key: text(each.key),
        label: text(each.label, text(each.key)),
        kind: kind === 'choice' && options.length === 0 ? 'text' : kind,
        several: text(each.key) === 'phoneNumber',
        required: each.isRequired === true,
        options,
        longest: number(each.length) ?? 100,
        pattern: patterns.get(type) ?? null,
      };
    });
}

/** What a customer's document says, as a form shows it. */
export function valuesIn(document: unknown, profile: readonly ProfileField[]): ProfileValues {
  const wire = fields(document);
  return Object.fromEntries(
    profile.map(({ key, several }) => {
      const value = wire[key];
      if (several) return [key, texts(value).join('\n')];
      return [key, typeof value === 'boolean' || typeof value === 'number' ? String(value) : text(value)];
    }),
  );
}

export type ProfileProblem = 'required' | 'number' | 'tooLong' | 'wrong';

const partsOf = (field: ProfileField, value: string): string[] =>
  (field.several ? value.split('\n') : [value]).map((part) => part.trim()).filter((part) => part !== '');

/** What is wrong with a value; null: nothing. */
export function problemOf(field: ProfileField, value: string): ProfileProblem | null {
  const parts = partsOf(field, value);
  if (parts.length === 0) return field.required ? 'required' : null;
  if (parts.some((part) => part.length > field.longest)) return 'tooLong';
  if (field.kind === 'number' && !Number.isFinite(Number(value))) return 'number';
  const { pattern } = field;
  return pattern !== null && parts.some((part) => !pattern.test(part)) ? 'wrong' : null;
}

/** The keys whose value differs, with both sides trimmed. */
export function differences(
  profile: readonly ProfileField[],
  before: ProfileValues,
  after: ProfileValues,
): string[] {
  return profile
    .filter((field) => {
      const [old, now] = [before[field.key] ?? '', after[field.key] ?? ''];
      return partsOf(field, old).join('\n') !== partsOf(field, now).join('\n');
    })
    .map(({ key }) => key);
}

function wireValue(field: ProfileField, value: string): unknown {
  const parts = partsOf(field, value);
  if (field.several) return parts;
  const [one] = parts;
  // Names are texts in any case; every other field is taken away when it is emptied.
  if (one === undefined) return field.key === 'lastName' || field.key === 'firstName' ? '' : null;
  if (field.kind === 'boolean') return one === 'true';
  return field.kind === 'number' ? Number(one) : one;
}

/** What the server is asked to change: the given keys alone. */
export function wireChange(
  profile: readonly ProfileField[],
  values: ProfileValues,
  keys: readonly string[],
): Record<string, unknown> {
  return Object.fromEntries(
    profile
      .filter(({ key }) => keys.includes(key))
      .map((field) => [field.key, wireValue(field, values[field.key] ?? '')]),
  );
}
