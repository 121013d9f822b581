/** What customers do by this protocol's socket. */
import { randomUUID } from 'node:crypto';
import * as ask from '../../../../protocol/chat-solution/requests.ts';
import { ProtocolError } from '../../../../protocol/shared/errors.ts';
import type { ChatContext } from '../chat-context.ts';
import { parse } from '../parse.ts';
import { inConversation } from '../refuse.ts';
import { act, indicateTyping, requireRoom, say } from '../send-message.ts';
import type { Writer } from '../send-message.ts';
import { bodyOf } from '../chat-messages.ts';
import { requireKind, type Afterwards, type JoinedPlace, type Visitor } from '../visitor.ts';
import { joinChat } from './begin-chat.ts';
import type { ChatFrame } from './chat-translation.ts';

/** Chats that one socket may be in. */
const MOST_CHATS = 2_000;

/** Joins a chat: the first time it begins. */
export async function joinAsCustomer(
  context: ChatContext,
  visitor: Visitor,
  payload: unknown,
): Promise<Afterwards> {
  requireKind(visitor, 'CUSTOMER');
  const { conversationId, participant } = parse(ask.joinConversation, payload);
  const sessionId = participant?.id ?? visitor.chats.get(conversationId)?.sessionId ?? '';
  await context.histories.take(`customer ${sessionId}`);
  forgetOver(context, visitor);
  if (visitor.chats.size >= MOST_CHATS) throw new ProtocolError('OVERLOADED');
  const { socket } = visitor;
  const connectionId = `${socket.id} ${sessionId}`;
  const send = (frame: ChatFrame): void => {
    // Who ends a chat knows it.
    if (frame.endedBy !== null && context.origins.get(frame.endedBy) === socket.id) return;
    socket.emit(frame.event, frame.payload);
  };
  const joined = await joinChat(context, { conversationId, sessionId }, () =>
    socket.connected ? { connectionId, send } : null,
  );
  if (joined === null) throw new ProtocolError('UNAVAILABLE');
  const { connection, info, greetings } = joined;
  visitor.kind = 'CUSTOMER';
  visitor.chats.set(conversationId, { ...connection.place, connectionId });
  return () => {
    connection.sendNow({ event: 'conversationInfo', payload: info, endedBy: null });
    for (const payload of greetings) connection.sendNow({ event: 'messageArrived', payload, endedBy: null });
    context.customers.sessions.goLive(connection);
    if (!socket.connected) context.customerConnections.leave(connectionId);
  };
}

/** Chats that are over need no place any more. */
function forgetOver({ customerConnections }: ChatContext, { chats }: Visitor): void {
  if (chats.size < MOST_CHATS) return;
  for (const [conversationId, { connectionId }] of chats)
    if (customerConnections.of(connectionId) === undefined) chats.delete(conversationId);
}

/** The customer's place in a chat that this socket has joined. */
function placeIn(visitor: Visitor, conversationId: string): JoinedPlace {
  const place = visitor.chats.get(conversationId);
  if (place === undefined) throw new ProtocolError('NOT_A_PARTICIPANT');
  return place;
}

function writerOf(
  visitor: Visitor,
  { sessionId, customerId, customerName, connectionId }: JoinedPlace,
): Writer {
  return {
    sender: { kind: 'CUSTOMER', sessionId },
    shown: { id: customerId, type: 'CONNECTOR', senderName: customerName, additionalDetail: null },
    socketId: visitor.socket.id,
    connectionId,
  };
}

export async function sendAsCustomer(
  context: ChatContext,
  visitor: Visitor,
  payload: unknown,
): Promise<Afterwards> {
  const { conversationId, type } = parse(ask.sendMessage, payload);
  await inConversation(context, conversationId, async () => {
    const writer = writerOf(visitor, placeIn(visitor, conversationId));
    if (type === 'BotMessage') throw new ProtocolError('FORBIDDEN', 'Only bots send a BotMessage.');
    requireRoom(context, writer.sender, conversationId, payload);
    if (type === 'ActivityMessage') {
      parse(ask.activityMessage, payload);
      await indicateTyping(context, writer, conversationId);
      return;
    }
    const message = parse(ask.chatMessage, payload);
    await say(context, writer, {
      conversationId,
      kind: 'MESSAGE',
      requestId: message.requestId ?? null,
      body: bodyOf(message),
      to: null,
      text: message.text ?? '',
    });
  });
  return undefined;
}

export async function endAsCustomer(
  context: ChatContext,
  visitor: Visitor,
  payload: unknown,
): Promise<Afterwards> {
  const { conversationId } = parse(ask.aboutConversation, payload);
  await inConversation(context, conversationId, async () => {
    const { sessionId } = placeIn(visitor, conversationId);
    const command = { id: randomUUID(), type: 'session.end', sessionId, reason: 'CUSTOMER' } as const;
    await act(context, visitor.socket.id, command);
  });
  return undefined;
}

/** The socket is gone: its customers count as away. */
export function leaveChats({ customerConnections }: ChatContext, { chats }: Visitor): void {
  for (const { connectionId } of chats.values()) customerConnections.leave(connectionId);
  chats.clear();
}
