import type { Conversation } from '../../store/model.ts';
import type { Values } from './addition.ts';

/** What the fields of a form are given. */
export type FieldsProps = {
  conversation: Conversation;
  values: Values;
  onChange: (change: Values) => void;
};
