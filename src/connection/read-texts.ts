/** Reads the configured texts in all languages, from `GET /agent-manager/me`. */
import type { LocalizedText } from '../../protocol/shared/localized-text.ts';
import { NO_TEXTS, type ConfiguredTexts, type TextsByName } from '../store/texts.ts';
import { fields, text } from '../base/fields.ts';

function mapped<T>(value: unknown, read: (member: unknown) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(fields(value)).map(([key, member]) => [key, read(member)]));
}

const readText = (value: unknown): LocalizedText =>
  typeof value === 'string' ? value : mapped(value, (each) => text(each));

const readTexts = (value: unknown): TextsByName =>
  mapped(value, (languages) => mapped(languages, (each) => text(each)));

/** A server that has no such texts says nothing of them. */
export function readConfiguredTexts(value: unknown): ConfiguredTexts {
  if (value === undefined) return NO_TEXTS;
  const wire = fields(value);
  const reasons = fields(wire.reasons);
  return {
    mrds: readTexts(wire.mrds),
    queues: readTexts(wire.queues),
    channels: readTexts(wire.channels),
    teams: readTexts(wire.teams),
    lists: readTexts(wire.lists),
    reasons: { NOT_READY: readTexts(reasons.NOT_READY), LOGOUT: readTexts(reasons.LOGOUT) },
    categories: readTexts(wire.categories),
    codes: mapped(wire.codes, readTexts),
    fields: mapped(wire.fields, (form) =>
      mapped(form, (field) => ({
        label: readText(fields(field).label),
        options: readTexts(fields(field).options),
      })),
    ),
  };
}
