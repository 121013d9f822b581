/** Numbers from the command line, as `--name value`. */
import { parseArgs } from 'node:util';

/** The value of each known option: what was given, else the default. Anything unknown is an error. */
export function numbers<Name extends string>(defaults: Record<Name, number>): Record<Name, number> {
  const names = Object.keys(defaults) as Name[];
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
  const { values } = parseArgs({ options, allowPositionals: false });
  const found = { ...defaults };
  for (const name of names) {
    const value = values[name];
    if (typeof value !== 'string') continue;
    found[name] = Number(value);
    if (!Number.isFinite(found[name])) throw new RangeError(`--${name} wants a number`);
  }
  return found;
}
