/** What the desk of a signed-in agent posts to `/ccm/message/receive`: `header.intent` says what for. */
import type { ReceiveAnswer } from '../../../../protocol/customer-channel/connector.ts';
import { ProtocolError } from '../../../../protocol/shared/errors.ts';
import { requirePermission } from '../../../identity/permits.ts';
import type { Principal } from '../../../identity/principal.ts';
import { sizeOf } from '../../../wire/message-size.ts';
import type { GatewayContext } from '../../shared/context.ts';
import { readMessage, type ReadMessage } from '../connectors/reading/message.ts';
import { fieldsOf, firstText } from '../connectors/reading/values.ts';
import { writeFirst } from './write-first.ts';

/** A message as an agent's desk has posted it. */
export type AgentMessage = { principal: Principal; message: ReadMessage; customerId: string | null };

/** Reads it. Throws VALIDATION and TOO_LARGE, and FORBIDDEN where it is written in another agent's name. */
export function readAgentMessage(
  context: GatewayContext,
  principal: Principal,
  payload: unknown,
): AgentMessage {
  if (sizeOf(payload) > context.settings.maxMessageBytes) throw new ProtocolError('TOO_LARGE');
  const message = readMessage(payload);
  const named = message.additionalAttributes.find(({ key }) => key === 'agentId')?.value;
  const agentId = firstText(named);
  if (agentId !== '' && agentId !== principal.userId) throw new ProtocolError('FORBIDDEN');
  const customerId = firstText(fieldsOf(fieldsOf(fieldsOf(payload).header).customer)._id);
  return { principal, message, customerId: customerId === '' ? null : customerId };
}

/** Does what the intent asks for. Resolves after the commit. Throws refusals. */
export async function takeAgentMessage(
  context: GatewayContext,
  principal: Principal,
  payload: unknown,
): Promise<ReceiveAnswer> {
  const asked = readAgentMessage(context, principal, payload);
  switch (asked.message.intent) {
    case 'AGENT_OUTBOUND':
      return begin(context, asked);
    default:
      throw new ProtocolError('VALIDATION', 'header.intent: nothing that an agent’s desk can ask for here');
  }
}

async function begin(
  context: GatewayContext,
  { principal, message, customerId }: AgentMessage,
): Promise<ReceiveAnswer> {
  requirePermission(principal, 'agent-conversation-control', 'view_initiate_chat');
  const begun = await writeFirst(context, { agentId: principal.userId, message, customerId });
  const { conversationId, sessionId: channelSessionId } = begun;
  return { status: 'ok', messageId: message.givenId, conversationId, channelSessionId };
}
