/** What an agent says. */
import * as ask from '../../../../protocol/chat-solution/requests.ts';
import { ProtocolError } from '../../../../protocol/shared/errors.ts';
import { agentSender } from '../../shared/cim-parties.ts';
import { bodyOf } from '../chat-messages.ts';
import type { ChatContext } from '../chat-context.ts';
import { parse } from '../parse.ts';
import { inConversation } from '../refuse.ts';
import { addresseesOf, indicateTyping, requireRoom, say } from '../send-message.ts';
import type { Writer } from '../send-message.ts';
import type { Afterwards } from '../visitor.ts';
import type { AgentDesk } from './agent-desks.ts';

export async function sendAsAgent(
  context: ChatContext,
  desk: AgentDesk,
  payload: unknown,
): Promise<Afterwards> {
  const { conversationId, type } = parse(ask.sendMessage, payload);
  const { agentId, socket } = desk;
  const writer: Writer = {
    sender: { kind: 'AGENT', agentId },
    shown: agentSender(context.directory(), agentId),
    socketId: socket.id,
    connectionId: null,
  };
  await inConversation(context, conversationId, async () => {
    if (type === 'BotMessage') throw new ProtocolError('FORBIDDEN', 'Only bots send a BotMessage.');
    requireRoom(context, writer.sender, conversationId, payload);
    if (type === 'ActivityMessage') {
      parse(ask.activityMessage, payload);
      await indicateTyping(context, writer, conversationId);
      return;
    }
    const message = parse(ask.chatMessage, payload);
    const { to, kind } = await addresseesOf(context, conversationId, writer.sender, message.to ?? []);
    await say(context, writer, {
      conversationId,
      kind,
      requestId: message.requestId ?? null,
      body: bodyOf(message),
      to,
      text: message.text ?? '',
    });
  });
  return undefined;
}
