/** What a customer's profile consists of, as desks of the family draw it. */
import type { Directory } from '../../../configuration/directory.ts';
import type { CustomerAttribute } from '../../../configuration/schema/desk.ts';
import { LONGEST } from '../customer-attributes.ts';

type SchemaField = {
  _id: string;
  key: string;
  label: string;
  description: string;
  type: string;
  valueType: string;
  length: number;
  sortOrder: number;
  isRequired: boolean;
  isPii: boolean;
  isChannelIdentifier: boolean;
  channelTypes: { id: string; name: string }[];
  defaultValue: string;
  isDeleteAble: boolean;
  /** The choices of a field that has some. */
  options?: readonly string[];
};

/** What desks call the types of attributes. */
const TYPES = {
  TEXT: 'String100',
  LONG_TEXT: 'String2000',
  EMAIL: 'Email',
  PHONE: 'PhoneNumber',
  NUMBER: 'Number',
  DATE: 'Date',
  BOOLEAN: 'Boolean',
  OPTIONS: 'StringList',
} as const satisfies Record<CustomerAttribute['type'], string>;

function attributeField(sortOrder: number, attribute: CustomerAttribute): SchemaField {
  const { key, label, type, required, options } = attribute;
  return field(sortOrder, key, label, TYPES[type], {
    isRequired: required,
    isPii: type === 'EMAIL' || type === 'PHONE',
    ...(type === 'LONG_TEXT' && { length: LONGEST.long }),
    ...(type === 'OPTIONS' && { options }),
  });
}

/** Name, telephone numbers, the configured attributes, and one list of identifiers for each channel type in use. */
export function customerSchema(directory: Directory): SchemaField[] {
  const fixed = [
    field(1, 'firstName', 'First name', 'String100', { isRequired: true, isPii: true }),
    field(2, 'lastName', 'Last name', 'String100', { isPii: true }),
    field(3, 'phoneNumber', 'Phone number', 'PhoneNumber', { isPii: true, isChannelIdentifier: true }),
    field(4, 'isAnonymous', 'Anonymous', 'Boolean', {}),
  ];
  const used = directory.channelTypes.filter(({ name }) =>
    directory.channels.some(({ type }) => type === name),
  );
  const identifiers = used.map(({ id, name }, at) =>
    field(fixed.length + 1 + at, name.toLowerCase(), name, 'String100', {
      isPii: true,
      isChannelIdentifier: true,
      channelTypes: [{ id, name }],
    }),
  );
  const first = fixed.length + identifiers.length + 1;
  const attributes = directory.customerAttributes.map((each, at) => attributeField(first + at, each));
  return [...fixed, ...identifiers, ...attributes];
}

function field(
  sortOrder: number,
  key: string,
  label: string,
  type: string,
  further: Partial<SchemaField>,
): SchemaField {
  return {
    _id: key,
    key,
    label,
    description: label,
    type,
    valueType: type,
    length: 100,
    sortOrder,
    isRequired: false,
    isPii: false,
    isChannelIdentifier: false,
    channelTypes: [],
    defaultValue: '',
    isDeleteAble: false,
    ...further,
  };
}

/** Kinds of fields, with the expression that a value has to match. */
export const ATTRIBUTE_TYPES = [
  { type: 'String100', viewValue: 'Text', regex: '^[^\\u0000]{0,100}$' },
  { type: 'String2000', viewValue: 'Long text', regex: '^[^\\u0000]{0,2000}$' },
  { type: 'PhoneNumber', viewValue: 'Phone number', regex: '^\\+?[0-9 ()-]{2,25}$' },
  { type: 'Email', viewValue: 'E-mail', regex: '^[^@\\s]+@[^@\\s]+$' },
  { type: 'Number', viewValue: 'Number', regex: '^-?[0-9]+(\\.[0-9]+)?$' },
  { type: 'Date', viewValue: 'Date', regex: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' },
  { type: 'Boolean', viewValue: 'Yes or no', regex: '^(true|false)$' },
  { type: 'StringList', viewValue: 'Choice', regex: '^[^\\u0000]{0,110}$' },
] as const;
