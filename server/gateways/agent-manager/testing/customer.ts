/** A customer for tests, straight at the engine: what a customer's gateway would submit. */
import { randomUUID } from 'node:crypto';
import { submit } from '../../shared/refusals.ts';
import { storedMessage } from '../../../wire/message-content.ts';
import type { Rig } from './rig.ts';

export type TestCustomer = {
  customerId: string;
  sessionId: string;
  conversationId: string;
  say: (text: string, messageId?: string) => Promise<string>;
  read: (messageId: string) => Promise<void>;
  type: (on: boolean) => Promise<void>;
  leave: () => Promise<void>;
};

/** Begins a chat on a channel of the demo. */
export async function startChat(rig: Rig, name = 'Jane', channel = 'Web support'): Promise<TestCustomer> {
  const customerId = randomUUID();
  const sessionId = randomUUID();
  const channelId = rig.idOf('channels', channel);
  const { engine } = rig;
  const { events } = await submit(
    engine,
    {
      id: randomUUID(),
      type: 'session.start',
      sessionId,
      conversationId: randomUUID(),
      customerId,
      channelId,
      queueId: null,
      priority: 1,
      connectionBound: true,
    },
    {
      customers: {
        [customerId]: {
          id: customerId,
          firstName: name,
          lastName: 'Doe',
          isAnonymous: false,
          identifiers: { WEB: [`web-${name}`] },
          attributes: {},
        },
      },
      sessions: {
        [sessionId]: {
          id: sessionId,
          customerId,
          channelId,
          channelCustomerIdentifier: `web-${name}`,
          serviceIdentifier: 'demo-web',
          additionalAttributes: [{ key: 'formData', type: 'String2000', value: 'entered before the chat' }],
          tokenHash: null,
        },
      },
    },
  );
  const started = events.find((event) => event.type === 'session.started');
  const conversationId = started?.conversationId ?? '';
  const by = { kind: 'CUSTOMER', sessionId } as const;
  return {
    customerId,
    sessionId,
    conversationId,
    say: async (text, messageId = randomUUID()) => {
      const sender = { id: customerId, type: 'CONNECTOR', senderName: name, additionalDetail: null };
      const content = storedMessage(sender, null, { type: 'PLAIN', markdownText: text });
      await submit(
        engine,
        {
          id: randomUUID(),
          type: 'message.send',
          conversationId,
          messageId,
          sender: by,
          kind: 'MESSAGE',
          replyTo: null,
          textLength: text.length,
        },
        { messages: { [messageId]: content } },
      );
      return messageId;
    },
    read: async (messageId) => {
      const id = randomUUID();
      await submit(engine, {
        id,
        type: 'message.mark',
        conversationId,
        messageId,
        status: 'READ',
        by,
        reason: null,
      });
    },
    type: async (on) => {
      await submit(engine, { id: randomUUID(), type: 'typing.indicate', conversationId, by, on });
    },
    leave: async () => {
      await submit(engine, { id: randomUUID(), type: 'session.end', sessionId, reason: 'CUSTOMER' });
    },
  };
}
