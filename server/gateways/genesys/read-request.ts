/** Reads what was posted, in the order of the interface: the operation's name first, its fields when it may happen. */
import type * as z from 'zod/mini';
import { STATUS } from '../../../protocol/genesys/status.ts';
import { findUnsafe } from '../../../protocol/shared/safe-json.ts';
import { Failure } from './failures.ts';

/** Fields of an operation as they came. */
export type Fields = Record<string, unknown>;

/** The body as an object. @throws Failure when it is none */
export function fieldsOf(body: unknown): Fields {
  if (body === undefined || body === null) throw new Failure(STATUS.missing, 'There is no body.');
  if (typeof body !== 'object' || Array.isArray(body)) {
    throw new Failure(STATUS.invalid, 'The body is not a JSON object.');
  }
  return body as Fields;
}

/** The name of the operation, as it came. @throws Failure when it is absent or no name */
export function operationNameOf(fields: Fields): string {
  const name = Object.hasOwn(fields, 'operationName') ? fields.operationName : undefined;
  if (name === undefined || name === null) {
    throw new Failure(STATUS.missing, 'operationName is missing.');
  }
  if (typeof name !== 'string') throw new Failure(STATUS.invalid, 'operationName is not a name.');
  return name;
}

/** An operation of a list, which knows capitals. @throws Failure for any other */
export function knownOperation<Name extends string>(name: string, known: readonly Name[]): Name {
  const found = known.find((one) => one === name);
  if (found === undefined) throw new Failure(STATUS.invalid, 'There is no such operation.');
  return found;
}

/** Refuses what cannot be kept, such as a null byte, wherever it stands. */
export function requireSafe(fields: Fields): void {
  const unsafe = findUnsafe(fields);
  if (unsafe === null) return;
  throw new Failure(
    unsafe.large ? STATUS.outOfRange : STATUS.invalid,
    `The request contains ${unsafe.problem}.`,
  );
}

/** The fields of an operation by their schema. @throws Failure naming the first that is wrong */
export function parseFields<S extends z.ZodMiniType>(schema: S, fields: Fields): z.output<S> {
  requireSafe(fields);
  const parsed = schema.safeParse(fields);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const name = issue?.path.join('.') ?? '';
  const given = issue === undefined ? undefined : fields[String(issue.path[0])];
  const code = given === undefined || given === null ? STATUS.missing : STATUS.invalid;
  throw new Failure(code, `${name === '' ? 'The body' : name}: ${issue?.message ?? 'not valid'}`);
}
