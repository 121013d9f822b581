/** Reading dictionaries by ids that came from outside. */

/** The entry of `id`, never something inherited: an id may be `constructor` or `__proto__`. */
export function lookup<T>(record: Readonly<Record<string, T>>, id: string): T | undefined {
  return Object.hasOwn(record, id) ? record[id] : undefined;
}

/** Whether a dictionary can hold `id`. Gateways demand more (UUIDs); this is what the core itself needs. */
export function isId(id: unknown): id is string {
  return typeof id === 'string' && id.length > 0 && id.length <= 256 && id !== '__proto__';
}

/** An empty dictionary that may grow large and shrink again without ever being an ordinary object. */
export function dictionary<T>(): Record<string, T> {
  return Object.create(null) as Record<string, T>;
}
