/** What the composer can write here: each mode is an entry that says what goes out and by which words it is asked for. */
import type { Conversation } from '../store/model.ts';
import type { OutgoingBody } from '../store/outgoing.ts';
import { canDo } from '../store/selectors.ts';

export type ComposerMode = {
  name: 'message';
  /** What the server has to allow (`Conversation.actions`). */
  needs: string;
  body: (text: string) => OutgoingBody;
  /** Words of the field, each with the customer's name. */
  label: 'composer.label';
  placeholder: 'composer.placeholder';
};

const MODES: readonly ComposerMode[] = [
  {
    name: 'message',
    needs: 'SEND',
    body: (text) => ({ kind: 'text', text }),
    label: 'composer.label',
    placeholder: 'composer.placeholder',
  },
];

/** The modes that the server lets this agent write in, the usual one first. */
export function modesOf(conversation: Conversation): readonly ComposerMode[] {
  return MODES.filter(({ needs }) => canDo(conversation, needs));
}
