/** How the fields of configured forms are called on the wire. */
import type { DirectoryForm } from '../../configuration/directory.ts';

type PreChatForm = Extract<DirectoryForm, { kind: 'PRE_CHAT' }>;

/** The wire's value type of a field. */
export const VALUE_TYPES: Readonly<Record<PreChatForm['fields'][number]['type'], string>> = {
  TEXT: 'String100',
  LONG_TEXT: 'String2000',
  EMAIL: 'Email',
  PHONE: 'PhoneNumber',
  NUMBER: 'Number',
  OPTIONS: 'StringList',
};
