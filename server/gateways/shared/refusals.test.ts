import { expect, it } from 'vitest';
import { OverloadedError, StoreUnavailableError } from '../../engine/errors.ts';
import { knownRefusal, toRefusal } from './refusals.ts';

/** An error as a driver throws it. */
const coded = (code: string): Error => Object.assign(new Error('from the driver'), { code });

it.each([
  ['a server that is away', coded('ECONNREFUSED')],
  ['a server that shuts down', coded('57P01')],
  ['a statement that took too long', coded('57014')],
  ['a full disk', coded('53100')],
  ['a read-only database', coded('25006')],
  ['a lock that was waited for too long', coded('55P03')],
  ['a lost connection', new Error('Connection terminated unexpectedly')],
  ['a suspended engine', new StoreUnavailableError(null)],
])('%s is UNAVAILABLE with 503, not an error of ours', (_what, error) => {
  expect(toRefusal(error)).toMatchObject({ code: 'UNAVAILABLE', statusCode: 503 });
  expect(knownRefusal(error)).toBe('UNAVAILABLE');
});

it('too much at once is OVERLOADED, and a defect stays INTERNAL', () => {
  expect(toRefusal(new OverloadedError())).toMatchObject({ code: 'OVERLOADED', statusCode: 503 });
  expect(toRefusal(coded('42601'))).toMatchObject({ code: 'INTERNAL' });
  expect(knownRefusal(coded('42601'))).toBeNull();
});
