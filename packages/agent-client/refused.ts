/** Our own codes, besides the server's (`protocol/shared/errors.ts`). */
export const OFFLINE = 'OFFLINE';
/** Nobody answered in time: it may or may not have happened. */
export const NO_ANSWER = 'NO_ANSWER';

/** A question to the server that was not answered with yes. */
export class RefusedError extends Error {
  /** One of the server's codes, OFFLINE or NO_ANSWER. */
  readonly code: string;

  constructor(code: string, msg: string) {
    super(msg);
    this.name = 'RefusedError';
    this.code = code;
  }
}

/** The refusal in an acknowledgement or a REST answer. */
export function refusedBy(answer: unknown): RefusedError {
  const said = object(answer);
  const inner = object(said.error);
  return new RefusedError(
    text(said.code) ?? text(inner.code) ?? 'INTERNAL',
    text(said.msg) ?? text(inner.error_message) ?? '',
  );
}

type Fields = Readonly<Record<string, unknown>>;

/** The fields of what has arrived; none for anything but an object. */
export function object(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

function text(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : undefined;
}
