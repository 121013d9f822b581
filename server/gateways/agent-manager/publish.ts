/** `publishCimEvent` and `closeWrapup`: what an agent writes, reads and types. */
import { randomUUID } from 'node:crypto';
import {
  closeWrapup,
  enterWrapup,
  publishCimEvent,
  type PublishCimEvent,
} from '../../../protocol/agent-manager/client-events.ts';
import { isBody, isInternal, type MessageBody } from '../../../protocol/cim/body.ts';
import { cimMessage, repliedTo, type IncomingMessage } from '../../../protocol/cim/message.ts';
import type { IncomingCimEvent } from '../../../protocol/cim/event.ts';
import { ProtocolError } from '../../../protocol/shared/errors.ts';
import type { JsonLimits } from '../../../protocol/shared/safe-json.ts';
import type { SendMessage, Sender } from '../../core/commands.ts';
import { storedCode } from '../../configuration/choices.ts';
import type { Directory } from '../../configuration/directory.ts';
import { derivedId } from '../../uuid.ts';
import { lookup } from '../../core/lookup.ts';
import type { Content } from '../../engine/contract.ts';
import { agentSender } from '../shared/cim-parties.ts';
import { storedMessage, textLength } from '../../wire/message-content.ts';
import { sizeOf } from '../../wire/message-size.ts';
import { parsePayload, submit } from '../shared/refusals.ts';
import { changeIn, changeMessage } from './changing.ts';
import { requireSelf, type Handler, type HandlerContext } from './handler-context.ts';

/** A message with everything that desks put around it; far below what a socket may send at all. */
const LIMITS: JsonLimits = { maxDepth: 24, maxNodes: 5_000, maxCharacters: 300_000 };

/** @throws ProtocolError TOO_LARGE for more than a message may weigh, whatever field carries it */
function requireSize({ settings }: HandlerContext, payload: unknown): void {
  if (sizeOf(payload) > settings.maxMessageBytes) {
    throw new ProtocolError('TOO_LARGE', `A message has at most ${settings.maxMessageBytes} bytes.`);
  }
}

export const handlePublish: Handler = async (context, { principal }, payload) => {
  const request = parsePayload(publishCimEvent, payload, LIMITS);
  requireSize(context, payload);
  const agentId = requireSelf(principal, request.agentId);
  switch (request.cimEvent.name) {
    case 'AGENT_MESSAGE':
      return send(context, agentId, request, 'MESSAGE');
    case 'WHISPER_MESSAGE':
      return send(context, agentId, request, 'WHISPER');
    case 'MESSAGE_DELIVERY_NOTIFICATION':
      return mark(context, agentId, request);
    case 'TYPING_INDICATOR':
      return type(context, agentId, request);
    case 'RESET_AGENT_SLA':
      return stay(context, agentId, request);
    case 'HAND_RAISED':
    case 'HAND_DOWN':
      return raise(context, agentId, request);
    default:
      throw new ProtocolError('UNKNOWN_EVENT', `${request.cimEvent.name} cannot be published.`);
  }
};

/** The agent stays with a customer who awaits an answer. */
async function stay(
  { engine }: HandlerContext,
  agentId: string,
  { conversationId }: PublishCimEvent,
): Promise<undefined> {
  await submit(engine, { id: randomUUID(), type: 'response.reset', agentId, conversationId });
  return undefined;
}

/** As `raiseHand` and `lowerHand`. */
async function raise(
  { engine }: HandlerContext,
  agentId: string,
  { conversationId, cimEvent }: PublishCimEvent,
): Promise<undefined> {
  const raised = cimEvent.name === 'HAND_RAISED';
  await submit(engine, { id: randomUUID(), type: 'hand.raise', agentId, conversationId, raised });
  return undefined;
}

export const handleCloseWrapup: Handler = async (context, { principal }, payload) => {
  const request = parsePayload(closeWrapup, payload, LIMITS);
  requireSize(context, payload);
  const agentId = requireSelf(principal, request.agentId);
  const { conversationId } = request;
  const message = wrapupIn(request.cimEvent);
  if (message !== null && textLength(message.body) > context.configuration.current().rules.maxTextLength) {
    throw new ProtocolError('TOO_LONG');
  }
  await submit(
    context.engine,
    { id: randomUUID(), type: 'wrapup.close', agentId, conversationId, messageId: message?.id ?? null },
    message === null ? undefined : contentOf(context, agentId, message, message.id, null),
  );
  return undefined;
};

export const handleEnterWrapup: Handler = async (context, { principal }, payload) => {
  const request = parsePayload(enterWrapup, payload, LIMITS);
  requireSize(context, payload);
  const agentId = requireSelf(principal, request.agentId);
  const { conversationId } = request;
  const message = wrapupIn(request.cimEvent);
  const entered = message !== null && isFilled(message.body) ? message : null;
  await submit(
    context.engine,
    {
      id: randomUUID(),
      type: 'wrapup.enter',
      agentId,
      conversationId,
      messageId: entered?.id ?? null,
      textLength: entered === null ? 0 : textLength(entered.body),
    },
    entered === null ? undefined : contentOf(context, agentId, entered, entered.id, null),
  );
  return undefined;
};

/** The wrap-up that an event carries; null: none. */
function wrapupIn(event: IncomingCimEvent | null | undefined): IncomingMessage | null {
  const message = event === null || event === undefined ? null : messageIn(event);
  if (message !== null && message.body.type !== 'WRAPUP') {
    throw new ProtocolError('VALIDATION', 'cimEvent.data.body: a wrap-up has a body of type WRAPUP');
  }
  return message;
}

/** Whether anything was entered. */
function isFilled(body: IncomingMessage['body']): boolean {
  return !isBody(body, 'WRAPUP') || body.wrapups.length > 0 || textLength(body) > 0;
}

/** The message in an event's `data`. */
function messageIn(event: IncomingCimEvent): IncomingMessage {
  return parsePayload(cimMessage, event.data);
}

type Sent = { messageId: string; seq?: number };

async function send(
  context: HandlerContext,
  agentId: string,
  request: PublishCimEvent,
  as: 'MESSAGE' | 'WHISPER',
): Promise<Sent> {
  const message = messageIn(request.cimEvent);
  const writer = `${agentId} ${request.conversationId}`;
  if (!context.quota.take(writer, sizeOf(request.cimEvent), Date.now())) {
    throw new ProtocolError('RATE_LIMITED', 'You have written too much in this conversation.');
  }
  const change = changeIn(message);
  if (change !== null) return changeMessage(context, agentId, request, change);
  const kind = isBody(message.body, 'WRAPUP') ? 'WRAPUP' : as;
  if (kind === 'MESSAGE') await requireForCustomers(context, message.body, request.conversationId);
  const sent = await trySend(context, agentId, request, message, message.id, kind, repliedTo(message.header));
  if (sent !== null) return sent;
  const [known] = (await context.journal.findMessage(message.id)).filter(
    ({ conversation_id: id }) => id === request.conversationId,
  );
  const own = known === undefined || (known.sender_kind === 'AGENT' && known.sender_id === agentId);
  if (own) return { messageId: message.id, ...(known && { seq: known.seq }) };
  // The oldest form of a reply: the id is that of the message it answers. The fresh id comes
  // from the event's own, so that this form, too, can be repeated without being sent twice.
  const fresh = derivedId('reply', agentId, request.cimEvent.id ?? randomUUID());
  const again = await trySend(context, agentId, request, message, fresh, kind, message.id);
  return again ?? { messageId: fresh };
}

/**
 * Refuses what a customer must never read, whatever its type is spelled like. A comment answers a post: where
 * there is none, the words are meant for colleagues.
 */
async function requireForCustomers(
  { engine, directory }: HandlerContext,
  body: MessageBody,
  conversationId: string,
): Promise<void> {
  if (isInternal(body)) {
    throw new ProtocolError('VALIDATION', `cimEvent.data.body.type: ${body.type} is not for customers`);
  }
  if (!isBody(body, 'COMMENT')) return;
  const channels = await engine.read(({ world: { state } }) =>
    (lookup(state.conversations, conversationId)?.sessionIds ?? []).map(
      (id) => lookup(state.sessions, id)?.channelId,
    ),
  );
  const isPosted = channels.some((id) => id !== undefined && directory().channel(id)?.connectorId != null);
  if (!isPosted) {
    throw new ProtocolError('VALIDATION', 'cimEvent.data.body.type: this channel has no posts to comment on');
  }
}

/** Null: a message with this id is there already, and nothing has happened. */
async function trySend(
  context: HandlerContext,
  agentId: string,
  { conversationId }: PublishCimEvent,
  message: IncomingMessage,
  messageId: string,
  kind: SendMessage['kind'],
  replyTo: string | null,
): Promise<Sent | null> {
  const { events } = await submit(
    context.engine,
    {
      id: randomUUID(),
      type: 'message.send',
      conversationId,
      messageId,
      sender: { kind: 'AGENT', agentId },
      kind,
      replyTo,
      textLength: textLength(message.body),
    },
    contentOf(context, agentId, message, messageId, replyTo),
  );
  const event = events.find((one) => one.type === 'message.sent' && one.messageId === messageId);
  return event === undefined ? null : { messageId, seq: event.streamSeq };
}

function contentOf(
  { directory }: HandlerContext,
  agentId: string,
  message: IncomingMessage,
  messageId: string,
  originalMessageId: string | null,
): Content {
  const { header, body } = message;
  const channelSessionId = header.channelSessionId ?? header.channelSession?.id ?? null;
  const sender = agentSender(directory(), agentId);
  return {
    messages: {
      [messageId]: storedMessage(sender, header, storedBody(body, directory()), {
        originalMessageId,
        channelSessionId,
      }),
    },
  };
}

/** Codes are stored in the default language, whatever the desk shows. */
function storedBody(body: MessageBody, directory: Directory): MessageBody {
  if (!isBody(body, 'WRAPUP')) return body;
  const form = directory.wrapUpForm()?.localized;
  return { ...body, wrapups: body.wrapups.map((code) => storedCode(form, code)) };
}

async function mark(
  context: HandlerContext,
  agentId: string,
  { conversationId, cimEvent }: PublishCimEvent,
): Promise<undefined> {
  const { body } = messageIn(cimEvent);
  if (!isBody(body, 'DELIVERYNOTIFICATION')) {
    throw new ProtocolError(
      'VALIDATION',
      'cimEvent.data.body: a receipt has a body of type DELIVERYNOTIFICATION',
    );
  }
  const { status } = body;
  if (status !== 'READ' && status !== 'DELIVERED') {
    throw new ProtocolError('VALIDATION', 'cimEvent.data.body.status: an agent reports READ or DELIVERED');
  }
  const by: Sender = { kind: 'AGENT', agentId };
  const { messageId } = body;
  const id = randomUUID();
  await submit(context.engine, {
    id,
    type: 'message.mark',
    conversationId,
    messageId,
    status,
    by,
    reason: null,
  });
  return undefined;
}

async function type(
  context: HandlerContext,
  agentId: string,
  { conversationId, cimEvent }: PublishCimEvent,
): Promise<undefined> {
  const { body } = messageIn(cimEvent);
  const on = !isBody(body, 'NOTIFICATION') || body.notificationType !== 'TYPING_STOPPED';
  const by: Sender = { kind: 'AGENT', agentId };
  await submit(context.engine, { id: randomUUID(), type: 'typing.indicate', conversationId, by, on });
  return undefined;
}
