/** What a customer's profile consists of, as desks of the family draw it. */
import type { Directory } from '../../../configuration/directory.ts';

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
};

/** Name, telephone numbers, and one list of identifiers for each channel type in use. */
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
  return [...fixed, ...identifiers];
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
  { type: 'Boolean', viewValue: 'Yes or no', regex: '^(true|false)$' },
] as const;
