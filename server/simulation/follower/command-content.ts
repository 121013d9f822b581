import type { Command } from '../../core/commands.ts';
import type { Content } from '../../engine/contract.ts';

/** What people would bring along with a command; `number` makes it another text each time. */
export function contentFor(command: Command, number: number): Content {
  if (command.type === 'session.start') {
    const { sessionId, customerId, channelId } = command;
    const names = { firstName: `Customer ${number}`, lastName: '', isAnonymous: false };
    const customer = { id: customerId, ...names, identifiers: {}, attributes: { number } };
    const session = {
      id: sessionId,
      customerId,
      channelId,
      channelCustomerIdentifier: customerId,
      serviceIdentifier: channelId,
      additionalAttributes: [number],
      tokenHash: null,
    };
    return { customers: { [customerId]: customer }, sessions: { [sessionId]: session } };
  }
  if ('messageId' in command && command.messageId !== null) {
    return { messages: { [command.messageId]: { header: {}, body: { number } } } };
  }
  return {};
}
