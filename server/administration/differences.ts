/** How two configurations differ, in lines for people. Passwords and keys are not compared and never shown. */
import type { ConfigurationFile } from '../configuration/schema/file.ts';

const SECRET = /^(password|passwordHash|key|keyHash|previousKey|\w*secret\w*)$/i;
/** So many names stand in a line. */
const MOST_NAMES = 10;

/** One line per section that differs: `users: added anna; changed bela (team)`. Empty when nothing differs. */
export function differences(current: ConfigurationFile, next: ConfigurationFile): string[] {
  const lines: string[] = [];
  for (const key of sections(current, next)) {
    const [one, other] = [current[key], next[key]];
    if (same(one, other)) continue;
    if (!Array.isArray(one) || !Array.isArray(other)) {
      lines.push(`${key}: ${describeObject(one, other)}`);
      continue;
    }
    const found = describeLists(one, other);
    if (found !== '') lines.push(`${key}: ${found}`);
  }
  return lines;
}

function sections(current: ConfigurationFile, next: ConfigurationFile): (keyof ConfigurationFile)[] {
  const keys = new Set([...Object.keys(current), ...Object.keys(next)]);
  keys.delete('$schema');
  return [...keys] as (keyof ConfigurationFile)[];
}

function describeObject(one: unknown, other: unknown): string {
  if (!isRecord(one) || !isRecord(other)) return 'changed';
  return `changed ${changedKeys(one, other).join(', ')}`;
}

function describeLists(one: readonly unknown[], other: readonly unknown[]): string {
  const before = byName(one);
  const after = byName(other);
  const added = [...after.keys()].filter((name) => !before.has(name));
  const removed = [...before.keys()].filter((name) => !after.has(name));
  const changed = [...after].flatMap(([name, thing]) => {
    const known = before.get(name);
    if (known === undefined) return [];
    const keys = changedKeys(known, thing);
    return keys.length === 0 ? [] : [`${name} (${keys.join(', ')})`];
  });
  const parts = [
    ...(added.length > 0 ? [`added ${listed(added)}`] : []),
    ...(removed.length > 0 ? [`removed ${listed(removed)}`] : []),
    ...(changed.length > 0 ? [`changed ${listed(changed)}`] : []),
  ];
  const ordered = [...before.keys()].join('\n') === [...after.keys()].join('\n');
  if (parts.length === 0 && !ordered) parts.push('in another order');
  return parts.join('; ');
}

/** Users have a `username`, everything else has a `name`; reasons are told apart by their type as well. */
function byName(list: readonly unknown[]): Map<string, Record<string, unknown>> {
  const found = new Map<string, Record<string, unknown>>();
  list.forEach((thing, index) => {
    if (!isRecord(thing)) return;
    const name = nameOf(thing) ?? String(index);
    const kind = thing.type === 'LOGOUT' || thing.type === 'NOT_READY' ? `${thing.type} ` : '';
    found.set(`${kind}${name}`, thing);
  });
  return found;
}

/** By a name in several languages, things are known by its first one, which is the default language. */
function nameOf({ username, name }: Record<string, unknown>): string | undefined {
  const text = isRecord(name) ? Object.values(name)[0] : name;
  return [username, text].find((part) => typeof part === 'string');
}

function changedKeys(one: Record<string, unknown>, other: Record<string, unknown>): string[] {
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].filter((key) => !SECRET.test(key) && !same(one[key], other[key]));
}

function listed(names: readonly string[]): string {
  const more = names.length - MOST_NAMES;
  return names.slice(0, MOST_NAMES).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The order of keys does not count: the store may give it back otherwise. */
const same = (one: unknown, other: unknown): boolean => canonical(one) === canonical(other);

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    isRecord(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : part,
  );
}
