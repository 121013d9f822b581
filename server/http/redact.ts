/**
 * Makes anything fit for a log line: secrets struck out wherever they stand, bytes and foreign objects named
 * instead of shown, everything of bounded size. It never throws, whatever it is given.
 */

const CENSORED = '[redacted]';

/** Names of fields whose value is never logged, in lower case and without separators. */
const SECRET_FIELDS: ReadonlySet<string> = new Set([
  'authorization',
  'proxyauthorization',
  'cookie',
  'setcookie',
  'password',
  'passwordhash',
  'token',
  'sessiontoken',
  'accesstoken',
  'refreshtoken',
  'idtoken',
  'key',
  'apikey',
  'secret',
  'clientsecret',
]);

/** Deeper than that, and longer, nobody reads. */
const DEPTH = 6;
const ENTRIES = 100;
const CHARACTERS = 16_384;

/** The fields of a log line, or of what stands in one. */
export function redact(fields: object): Record<string, unknown> {
  try {
    return { ...fieldsOf(fields, 0) };
  } catch {
    return { unloggable: true };
  }
}

function plain(value: unknown, depth: number): unknown {
  switch (typeof value) {
    case 'string':
      return value.length > CHARACTERS ? `${value.slice(0, CHARACTERS)}…` : value;
    case 'bigint':
    case 'symbol':
      return String(value);
    case 'function':
      return '[function]';
    case 'object':
      return value === null ? null : plainObject(value, depth);
    default:
      return value;
  }
}

function plainObject(value: object, depth: number): unknown {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `[${value.byteLength} bytes]`;
  if (depth >= DEPTH) return '[deep]';
  if (value instanceof Error) return errorOf(value, depth);
  if (Array.isArray(value)) return value.slice(0, ENTRIES).map((item) => plain(item, depth + 1));
  const prototype: unknown = Object.getPrototypeOf(value);
  // A socket, a request, a stream: nothing of it belongs into a log.
  if (prototype !== Object.prototype && prototype !== null) return `[${nameOf(prototype)}]`;
  return fieldsOf(value, depth);
}

function errorOf(error: Error, depth: number): Record<string, unknown> {
  return {
    type: nameOf(Object.getPrototypeOf(error)),
    message: plain(error.message, depth),
    stack: plain(error.stack, depth),
    ...(error.cause !== undefined && { cause: plain(error.cause, depth + 1) }),
    ...fieldsOf(error, depth),
  };
}

function fieldsOf(value: object, depth: number): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const [name, item] of Object.entries(value).slice(0, ENTRIES)) {
    fields[name] = isSecret(name) ? CENSORED : plain(item, depth + 1);
  }
  return fields;
}

function isSecret(name: string): boolean {
  return SECRET_FIELDS.has(name.toLowerCase().replace(/[-_]/g, ''));
}

function nameOf(prototype: unknown): string {
  const maker: unknown =
    typeof prototype === 'object' && prototype !== null && 'constructor' in prototype
      ? prototype.constructor
      : undefined;
  return typeof maker === 'function' && maker.name !== '' ? maker.name : 'object';
}
