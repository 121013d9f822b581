import { isInternal } from '../../../../protocol/cim/body.ts';
import type { CimMessage } from '../../../../protocol/cim/message.ts';
import type { GatewayContext } from '../../shared/context.ts';
import { briefCustomer, customerDocument } from '../../shared/cim-parties.ts';
import type { StoredMessage } from '../../../wire/message-content.ts';
import { roomOf } from '../../shared/wire-ids.ts';
import { agentName } from '../customer-frames.ts';

type Wanted = { message_id: string; conversation_id: string; session_id: string };

/** An agent's message as a connector gets it; null once the text or the person was erased. */
export async function webhookMessage(context: GatewayContext, wanted: Wanted): Promise<CimMessage | null> {
  const [rows, session] = await Promise.all([
    context.journal.findMessage(wanted.message_id),
    context.people.session(wanted.session_id),
  ]);
  const row = rows.find((candidate) => candidate.conversation_id === wanted.conversation_id);
  if (row?.content == null || session === undefined || session.channelCustomerIdentifier === '') return null;
  const customer = customerDocument(session.customerId, await context.people.customer(session.customerId));
  const { header, body } = row.content as unknown as StoredMessage;
  if (isInternal(body)) return null;
  return {
    id: row.id,
    header: {
      sender: {
        id: row.sender_id,
        type: 'AGENT',
        senderName: agentName(context.directory(), row.sender_id),
        additionalDetail: null,
      },
      channelData: {
        channelCustomerIdentifier: session.channelCustomerIdentifier,
        serviceIdentifier: session.serviceIdentifier,
        requestPriority: 1,
        customerFirstName: customer.firstName,
        customerLastName: customer.lastName ?? null,
        additionalAttributes: [],
      },
      language: header.language ?? {},
      timestamp: row.at,
      securityInfo: {},
      stamps: [],
      intent: header.intent,
      entities: header.entities ?? {},
      channelSessionId: session.id,
      conversationId: row.conversation_id,
      customer: briefCustomer(customer),
      originalMessageId: header.originalMessageId,
      providerMessageId: header.providerMessageId,
      schedulingMetaData: null,
      roomId: roomOf(row.conversation_id).id,
    },
    body,
  };
}
