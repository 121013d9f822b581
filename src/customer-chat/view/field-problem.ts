import { charactersIn } from '../../../protocol/shared/characters.ts';
import type { FormAttribute } from '../../../protocol/customer-channel/widget.ts';
import type { TextKey } from './texts/index.ts';

/** Why an answer cannot be taken, as a sentence with its blanks. */
export type FieldProblem = { key: TextKey; blanks?: Record<string, number> };

/** Lenient on purpose: this helps against slips, the server decides nothing by it. */
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/u;
const PHONE = /^\+?[\d\s()./-]{3,}$/u;

/** What stands in the way of an answer, or null. */
export function fieldProblem(attribute: FormAttribute, values: readonly string[]): FieldProblem | null {
  const value = (values[0] ?? '').trim();
  if (value === '') return attribute.isRequired ? { key: 'formRequired' } : null;
  const limit = lengthLimit(attribute.valueType);
  if (charactersIn(value) > limit) return { key: 'formTooLong', blanks: { limit } };
  switch (attribute.valueType) {
    case 'Email':
      return EMAIL.test(value) ? null : { key: 'formEmail' };
    case 'PhoneNumber':
      return PHONE.test(value) ? null : { key: 'formPhone' };
    case 'Number':
    case 'PositiveNumber':
      return Number.isFinite(Number(value)) ? null : { key: 'formNumber' };
    default:
      return null;
  }
}

/** The number in the type's name (String50, Alphanum100 …) is its longest length. */
function lengthLimit(valueType: string): number {
  const digits = /\d+$/.exec(valueType)?.[0];
  return digits === undefined ? 200 : Number(digits);
}
