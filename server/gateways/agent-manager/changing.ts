/** An agent changes an own message, or takes it back (C28). Whose it is, the history says; whether it may be, the core. */
import { randomUUID } from 'node:crypto';
import type { PublishCimEvent } from '../../../protocol/agent-manager/client-events.ts';
import { isBody, isInternal, type MessageBody } from '../../../protocol/cim/body.ts';
import { repliedTo, type IncomingMessage } from '../../../protocol/cim/message.ts';
import { ProtocolError } from '../../../protocol/shared/errors.ts';
import type { Content, JsonObject } from '../../engine/contract.ts';
import { textLength } from '../../wire/message-content.ts';
import { submit } from '../shared/refusals.ts';
import type { HandlerContext } from './handler-context.ts';

/** What a message does to an earlier one; null: nothing, it is one of its own. */
export type Change = { messageId: string; body: MessageBody | null };

/** @throws ProtocolError VALIDATION for a change that does not say of what, or to what is no message */
export function changeIn({ header, body }: IncomingMessage): Change | null {
  if (isBody(body, 'DELETEDNOTIFICATION')) return { messageId: body.messageId, body: null };
  if (header.intent !== 'UPDATE') return null;
  const messageId = repliedTo(header);
  if (messageId === null) {
    throw new ProtocolError('VALIDATION', 'cimEvent.data.header.originalMessageId: which message is it?');
  }
  if (isInternal(body) || body.type === 'COMMENT') {
    throw new ProtocolError('VALIDATION', `cimEvent.data.body.type: no message becomes ${body.type}`);
  }
  return { messageId, body };
}

/** Resolves when it is done; the answer carries the place of the change in the conversation. */
export async function changeMessage(
  { engine, journal }: HandlerContext,
  agentId: string,
  { conversationId }: PublishCimEvent,
  { messageId, body }: Change,
): Promise<{ messageId: string; seq?: number }> {
  const stored = (await journal.findMessage(messageId)).find(
    ({ conversation_id: id }) => id === conversationId,
  );
  const isOwn = stored?.sender_kind === 'AGENT' && stored.kind !== 'WRAPUP';
  const { events } = await submit(
    engine,
    {
      id: randomUUID(),
      type: body === null ? 'message.delete' : 'message.edit',
      agentId,
      authorId: isOwn ? stored.sender_id : null,
      conversationId,
      messageId,
      textLength: body === null ? 0 : textLength(body),
    },
    contentOf(messageId, stored?.content ?? null, body, engine.now()),
  );
  const event = events.find(({ type }) => type === 'message.edited' || type === 'message.deleted');
  return { messageId, ...(event !== undefined && { seq: event.streamSeq }) };
}

/** The header stays as it was, whom it answered and by which session, and says when this was. */
function contentOf(
  messageId: string,
  before: JsonObject | null,
  body: MessageBody | null,
  editedAt: number,
): Content {
  const changed = body ?? { type: 'DELETEDNOTIFICATION', markdownText: '', messageId };
  // Parsed as a message's body: everything in it is JSON.
  const header = { ...(before?.header as JsonObject | undefined), editedAt };
  const stored = { ...before, header, body: changed } as unknown as JsonObject;
  return { messages: { [messageId]: stored } };
}
