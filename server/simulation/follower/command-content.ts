import type { Command } from '../../core/commands.ts';
import type { Content, CustomerRecord } from '../../engine/contract.ts';

/** What people would bring along with a command; `number` makes it another text each time. */
export function contentFor(command: Command, number: number): Content {
  if (command.type === 'session.start' || command.type === 'conversation.begin') {
    const { sessionId, customerId, channelId } = command;
    const session = {
      id: sessionId,
      customerId,
      channelId,
      channelCustomerIdentifier: customerId,
      serviceIdentifier: channelId,
      additionalAttributes: [number],
      tokenHash: null,
    };
    return { customers: { [customerId]: customer(customerId, number) }, sessions: { [sessionId]: session } };
  }
  if (command.type === 'customer.link' || command.type === 'customer.update') {
    return { customers: { [command.customerId]: customer(command.customerId, number) } };
  }
  if ('messageId' in command && command.messageId !== null) {
    return { messages: { [command.messageId]: { header: {}, body: { number } } } };
  }
  return {};
}

function customer(id: string, number: number): CustomerRecord {
  const names = { firstName: `Customer ${number}`, lastName: '', isAnonymous: false };
  return { id, ...names, identifiers: {}, attributes: { number } };
}
