/** What may stand in the attributes of customers that the configuration names; all others are free. */
import type { CustomerAttribute } from '../../configuration/schema/desk.ts';

const EMAIL = /^[^@\s]+@[^@\s]+$/;
const PHONE = /^\+?[0-9 ()-]{2,25}$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** The longest text of each type, in UTF-16 units. */
export const LONGEST = { short: 100, long: 2_000 } as const;

function isText(value: unknown, longest: number): value is string {
  return typeof value === 'string' && value.length <= longest && !value.includes('\u0000');
}

/** Whether a value fits its attribute; null takes away what need not be there. */
export function fits({ type, required, options }: CustomerAttribute, value: unknown): boolean {
  if (value === null || value === '') return !required;
  switch (type) {
    case 'TEXT':
      return isText(value, LONGEST.short);
    case 'LONG_TEXT':
      return isText(value, LONGEST.long);
    case 'EMAIL':
      return isText(value, LONGEST.short) && EMAIL.test(value);
    case 'PHONE':
      return isText(value, LONGEST.short) && PHONE.test(value);
    case 'DATE':
      return isText(value, 10) && DATE.test(value) && !Number.isNaN(Date.parse(value));
    case 'NUMBER':
      return typeof value === 'number' && Number.isFinite(value);
    case 'BOOLEAN':
      return typeof value === 'boolean';
    case 'OPTIONS':
      return isText(value, 110) && options.includes(value);
  }
}
