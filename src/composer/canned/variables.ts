/** `{customer.firstName}` and the like: what stands for them in a conversation. */
import type { Conversation, Me } from '../../store/model.ts';
import { gapFor } from './gaps.ts';

/** Variables that have a name in words of the desk. */
export const NAMED_VARIABLES = [
  'customer.name',
  'customer.firstName',
  'customer.lastName',
  'agent.name',
  'agent.firstName',
  'queue.name',
] as const;

const VARIABLE = /\{([A-Za-z][\w-]*)\.([A-Za-z][\w-]*)\}/g;

function parts(name: string): { first: string; last: string } {
  const [first = '', ...rest] = name.trim().split(/\s+/);
  return { first, last: rest.join(' ') };
}

/** What a variable stands for; empty: nobody knows. What customers entered is found by its field's key. */
function valueOf(name: string, conversation: Conversation, me: Me | null): string {
  const { customer } = conversation;
  switch (name) {
    case 'customer.name':
      return customer.name;
    case 'customer.firstName':
      return parts(customer.name).first;
    case 'customer.lastName':
      return parts(customer.name).last;
    case 'agent.name':
      return me?.name ?? '';
    case 'agent.firstName':
      return me?.firstName ?? '';
    case 'queue.name':
      return conversation.queue;
    default: {
      const [kind = '', key = ''] = name.split('.');
      if (kind !== 'customer' && kind !== 'form') return '';
      const entered = conversation.sessions.flatMap(({ form }) => form);
      const identity = customer.identities.find(
        (each) => each.channelType.toLowerCase() === key.toLowerCase(),
      );
      return entered.findLast((field) => field.key === key)?.value ?? identity?.value ?? '';
    }
  }
}

/** The text with what is known filled in, and places for the rest, which `nameOf` names. */
export function filledIn(
  text: string,
  conversation: Conversation,
  me: Me | null,
  nameOf: (variable: string) => string,
): string {
  return text.replace(VARIABLE, (whole, kind: string, key: string) => {
    const variable = `${kind}.${key}`;
    const value = valueOf(variable, conversation, me);
    if (value !== '') return value;
    return gapFor(nameOf(variable) || whole);
  });
}
