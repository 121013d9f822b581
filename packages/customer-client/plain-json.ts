/**
 * JSON as the language has it, on pages whose scripts have changed it. Old versions of prototype.js give arrays,
 * strings and dates a `toJSON` of their own; with it `JSON.stringify([1])` is `"[1]"`, and no server understands
 * what is sent.
 */
const CHANGED: readonly object[] = [
  Array.prototype,
  String.prototype,
  Number.prototype,
  Boolean.prototype,
  Object.prototype,
];

/** Runs `work` while nothing but dates has a `toJSON`, and puts everything back. */
export function withPlainJson<T>(work: () => T): T {
  const found = CHANGED.flatMap((owner) => {
    const property = Object.getOwnPropertyDescriptor(owner, 'toJSON');
    return property?.configurable === true ? [{ owner, property }] : [];
  });
  if (found.length === 0) return work();
  for (const { owner } of found) Reflect.deleteProperty(owner, 'toJSON');
  try {
    return work();
  } finally {
    for (const { owner, property } of found) Object.defineProperty(owner, 'toJSON', property);
  }
}

/** `JSON.stringify` for what is kept in the browser. */
export function toJson(value: unknown): string {
  return withPlainJson(() => JSON.stringify(value));
}
