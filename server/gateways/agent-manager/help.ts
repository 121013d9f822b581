/** Agents who work together: asking for another one, handing over, taking back, sending away (C13, C16, C17). */
import { randomUUID } from 'node:crypto';
import * as ask from '../../../protocol/agent-manager/client-events.ts';
import type { AssistanceRequest } from '../../../protocol/agent-manager/client-events.ts';
import { ProtocolError } from '../../../protocol/shared/errors.ts';
import { charactersIn } from '../../../protocol/shared/characters.ts';
import { isBlank } from '../../../protocol/shared/visible.ts';
import type { RequestAgent } from '../../core/commands.ts';
import { lookup } from '../../core/lookup.ts';
import type { Content } from '../../engine/contract.ts';
import { requirePermission } from '../../identity/permits.ts';
import { agentSender } from '../shared/cim-parties.ts';
import { storedMessage } from '../../wire/message-content.ts';
import { sizeOf } from '../../wire/message-size.ts';
import { parsePayload, submit } from '../shared/refusals.ts';
import { conversationOf } from './conversation-of.ts';
import { requireSelf, type Handler, type HandlerContext } from './handler-context.ts';

type Direction = Exclude<RequestAgent['direction'], 'INBOUND'>;

const PERMISSIONS: Record<Direction, string> = {
  DIRECT_TRANSFER: 'view_direct_transfer',
  DIRECT_CONFERENCE: 'view_conference',
  CONSULT: 'view_consult',
};

/** The handler of a request for another agent. */
export function requestHandler(direction: Direction): Handler {
  return async (context, { principal }, payload) => {
    const request = parsePayload(ask.assistanceRequest, payload);
    const agentId = requireSelf(principal, request.agentId);
    requirePermission(principal, 'agent-conversation-control', PERMISSIONS[direction]);
    const note = noteIn(request, context, agentId);
    await submit(
      context.engine,
      {
        id: randomUUID(),
        type: 'agent.request',
        conversationId: await conversationOf(request, context),
        by: { kind: 'AGENT', agentId },
        direction,
        target: targetOf(request, context),
        noteId: note?.id ?? null,
        noteLength: note?.length ?? 0,
        fallback: null,
        priority: null,
      },
      note?.content,
    );
    return undefined;
  };
}

/** The handler of what becomes of help that was asked for. */
export function consultedHandler(direction: 'CONSULT_TRANSFER' | 'CONSULT_CONFERENCE'): Handler {
  return async (context, { principal }, payload) => {
    const request = parsePayload(ask.assistanceRequest, payload);
    const agentId = requireSelf(principal, request.agentId);
    requirePermission(principal, 'agent-conversation-control', PERMISSIONS.CONSULT);
    const conversationId = await conversationOf(request, context);
    const helperId = request.requestedAgentId ?? null;
    await submit(context.engine, {
      id: randomUUID(),
      type: 'helper.promote',
      agentId,
      conversationId,
      helperId,
      direction,
    });
    return undefined;
  };
}

export const handleCancelRequest: Handler = async (context, { principal }, payload) => {
  const request = parsePayload(ask.cancelAssistanceRequest, payload);
  const agentId = requireSelf(principal, request.agentId);
  const conversationId = await conversationOf(request, context);
  await submit(context.engine, { id: randomUUID(), type: 'agent.cancelRequest', agentId, conversationId });
  return undefined;
};

export const handleRemoveParticipant: Handler = async (context, { principal }, payload) => {
  const request = parsePayload(ask.removeParticipant, payload);
  const agentId = requireSelf(principal, request.agentId);
  const conversationId = await conversationOf(request, context);
  const removedId = await context.engine.read(({ world }) => {
    const participants = lookup(world.state.conversations, conversationId)?.participants ?? [];
    return participants.find(({ id }) => id === request.participantId)?.ref ?? request.participantId;
  });
  const command = { id: randomUUID(), type: 'agent.remove', agentId, conversationId, removedId } as const;
  await submit(context.engine, command);
  return undefined;
};

/** Whom the request asks. A queue is known by its id, or its name in any language. */
function targetOf(
  { mode, queueName, requestedAgentId }: AssistanceRequest,
  { configuration, directory }: HandlerContext,
): RequestAgent['target'] {
  const asksAgent = mode === 'agent' || (mode == null && requestedAgentId != null);
  if (asksAgent) {
    if (requestedAgentId == null) throw new ProtocolError('VALIDATION', 'requestedAgentId: whom to ask');
    const agentId = directory().userByName(requestedAgentId)?.id ?? requestedAgentId;
    return { kind: 'AGENT', agentId };
  }
  if (mode != null && mode !== 'queue') throw new ProtocolError('VALIDATION', 'mode: queue or agent');
  if (queueName == null) throw new ProtocolError('VALIDATION', 'queueName: which queue to ask');
  const { queues } = configuration.current();
  if (Object.hasOwn(queues, queueName)) return { kind: 'QUEUE', queueId: queueName };
  const translated = Object.entries(directory().translations.catalogue.queues).find(([, texts]) =>
    Object.values(texts).includes(queueName),
  );
  const name = translated?.[0] ?? queueName;
  const queue = Object.values(queues).find((one) => one.name === name);
  if (queue === undefined) throw new ProtocolError('QUEUE_NOT_FOUND');
  return { kind: 'QUEUE', queueId: queue.id };
}

type Note = { id: string; length: number; content: Content };

function noteIn(
  { note }: AssistanceRequest,
  { directory, settings }: HandlerContext,
  agentId: string,
): Note | null {
  if (note == null || isBlank(note)) return null;
  const id = randomUUID();
  const body = { type: 'PLAIN', markdownText: note };
  const message = storedMessage(agentSender(directory(), agentId), null, body);
  if (sizeOf(message) > settings.maxMessageBytes) throw new ProtocolError('TOO_LARGE');
  return { id, length: charactersIn(note), content: { messages: { [id]: message } } };
}
