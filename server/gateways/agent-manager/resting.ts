/** A raised hand (C19), and a conversation that rests (C20). The core knows who may. */
import { randomUUID } from 'node:crypto';
import * as ask from '../../../protocol/agent-manager/client-events.ts';
import { ProtocolError } from '../../../protocol/shared/errors.ts';
import { parsePayload, submit } from '../shared/refusals.ts';
import { conversationOf } from './conversation-of.ts';
import { requireSelf, type Handler } from './handler-context.ts';

/** The handler of a hand that goes up or down. */
export function handHandler(raised: boolean): Handler {
  return async (context, { principal }, payload) => {
    const request = parsePayload(raised ? ask.raiseHand : ask.lowerHand, payload);
    const agentId = requireSelf(principal, request.agentId);
    const conversationId = await conversationOf(request, context);
    await submit(context.engine, { id: randomUUID(), type: 'hand.raise', agentId, conversationId, raised });
    return undefined;
  };
}

export const handlePause: Handler = async (context, { principal }, payload) => {
  const request = parsePayload(ask.pauseConversation, payload);
  const agentId = requireSelf(principal, request.agentId);
  const { pausesMs } = context.configuration.current();
  const forMs = request.duration * 1000;
  if (!pausesMs.includes(forMs)) {
    const allowed = pausesMs.map((ms) => ms / 1000).join(', ');
    throw new ProtocolError('VALIDATION', `duration: Must be one of ${allowed || 'no'} seconds.`);
  }
  const conversationId = await conversationOf(request, context);
  await submit(context.engine, {
    id: randomUUID(),
    type: 'conversation.pause',
    agentId,
    conversationId,
    forMs,
  });
  return undefined;
};

export const handleResume: Handler = async (context, { principal }, payload) => {
  const request = parsePayload(ask.resumeConversation, payload);
  const agentId = requireSelf(principal, request.agentId);
  const conversationId = await conversationOf(request, context);
  await submit(context.engine, { id: randomUUID(), type: 'conversation.resume', agentId, conversationId });
  return undefined;
};
