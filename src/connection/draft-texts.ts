/**
 * Drafts as texts under names: the text of a conversation under its id, and beside it, under the id with a word
 * before it, the message that it answers and the codes and note of a wrap-up.
 */
import { draft, quote, wrapupDraft } from '../store/local.ts';
import type { DeskState, WrapupDraft } from '../store/model.ts';
import { fields, list, text } from '../base/fields.ts';

const WRAPUP = 'wrapup:';
const QUOTE = 'quote:';

/** Reads a kept wrap-up; null when it is none. */
function readWrapup(json: string): WrapupDraft | null {
  try {
    const wire = fields(JSON.parse(json));
    const codes = list(wire.codes).flatMap((each) => {
      const code = fields(each);
      const value = text(code.value);
      return value === '' ? [] : [{ categoryName: text(code.categoryName), value }];
    });
    return { codes, note: text(wire.note) };
  } catch {
    return null;
  }
}

/** Whether the words of a conversation stand under a name. */
export function isPlain(name: string): boolean {
  return !name.startsWith(QUOTE) && !name.startsWith(WRAPUP);
}

/** What stands under a name; empty for nothing. */
export function textOf(state: DeskState, name: string): string {
  if (name.startsWith(QUOTE)) return state.quotes[name.slice(QUOTE.length)] ?? '';
  if (!name.startsWith(WRAPUP)) return state.drafts[name] ?? '';
  const kept = state.wrapupDrafts[name.slice(WRAPUP.length)];
  return kept === undefined ? '' : JSON.stringify(kept);
}

/** The change by which a text stands under a name; what can't be read changes nothing. */
export function withText(state: DeskState, name: string, value: string): Partial<DeskState> {
  if (name.startsWith(QUOTE)) return quote(state, name.slice(QUOTE.length), value === '' ? null : value);
  if (!name.startsWith(WRAPUP)) return draft(state, name, value);
  const kept = value === '' ? null : readWrapup(value);
  return value !== '' && kept === null ? {} : wrapupDraft(state, name.slice(WRAPUP.length), kept);
}

function* different<T>(
  before: Readonly<Record<string, T>>,
  after: Readonly<Record<string, T>>,
  prefix: string,
): Generator<string> {
  if (before === after) return;
  for (const id of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (before[id] !== after[id]) yield prefix + id;
  }
}

/** The names under which two states differ. */
export function changedNames(after: DeskState, before: DeskState): string[] {
  return [
    ...different(before.drafts, after.drafts, ''),
    ...different(before.quotes, after.quotes, QUOTE),
    ...different(before.wrapupDrafts, after.wrapupDrafts, WRAPUP),
  ];
}
