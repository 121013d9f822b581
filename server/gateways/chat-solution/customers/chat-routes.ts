/** What customers ask for by REST: a chat. */
import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { CHAT_CHANNELS, type ChatChannel } from '../../../../protocol/chat-solution/names.ts';
import { chatInit } from '../../../../protocol/chat-solution/rest.ts';
import { ProtocolError } from '../../../../protocol/shared/errors.ts';
import type { Json } from '../../../engine/contract.ts';
import { AddressLimit } from '../../../http/keyed-limit.ts';
import { sizeOf } from '../../../wire/message-size.ts';
import type { ChatContext } from '../chat-context.ts';
import { parse } from '../parse.ts';
import { useRestRefusals } from '../rest-refusals.ts';
import { askForChat, channelOfName, identifiersIn } from './begin-chat.ts';

/** Load tests run on the machine itself. */
const LOCAL_FACTOR = 50;

/** Adds `POST /api/customer/init`. */
export async function useChatRoutes(app: FastifyInstance, context: ChatContext): Promise<void> {
  const chats = new AddressLimit(context.settings.chatsPerMinute, LOCAL_FACTOR);
  await app.register((scope, _options, done) => {
    useRestRefusals(scope);
    scope.post(
      '/api/customer/init',
      {
        schema: {
          tags: ['chat-solution'],
          summary: 'Asks for a chat (Chat Solution); it begins when the customer joins the conversation',
          body: chatInit,
        },
        validatorCompiler: () => () => true,
      },
      async (request: FastifyRequest, reply: FastifyReply) => {
        await chats.take(request.clientAddress);
        return reply.send(await init(context, request.body));
      },
    );
    done();
  });
}

async function init(context: ChatContext, body: unknown): Promise<object> {
  const request = parse(chatInit, body);
  const info = body as Record<string, Json>;
  // All of it is shown to every agent whom the chat is offered.
  if (sizeOf(info) > context.settings.maxMessageBytes) throw new ProtocolError('TOO_LARGE');
  if (identifiersIn(info).length === 0)
    throw new ProtocolError('VALIDATION', 'email, phone or another identifier: who asks');
  const name = Object.hasOwn(CHAT_CHANNELS, request.channel) ? (request.channel as ChatChannel) : null;
  const channel = name === null ? undefined : channelOfName(context.directory(), context.engine.tenant, name);
  if (channel === undefined) throw new ProtocolError('VALIDATION', 'channel: there is no such channel');
  // Whoever has given none gets one, by which the same chat is asked for again.
  const requestId = request.requestId ?? randomUUID();
  const { conversationId, sessionId } = await askForChat(context, channel, info, requestId);
  return {
    conversationId,
    participant: { id: sessionId, name: request.name ?? '' },
    requestId,
    timestamp: new Date(context.engine.now()).toISOString(),
  };
}
