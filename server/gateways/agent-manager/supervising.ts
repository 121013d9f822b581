/** Supervisors who listen, whisper and barge in (C12, C18). The core knows whom they supervise. */
import { randomUUID } from 'node:crypto';
import * as ask from '../../../protocol/agent-manager/client-events.ts';
import type { ChangeSupervision } from '../../core/commands.ts';
import { lookup } from '../../core/lookup.ts';
import { agentIn } from '../../core/participant.ts';
import { parsePayload, submit } from '../shared/refusals.ts';
import { conversationOf } from './conversation-of.ts';
import { requireSelf, requireSupervisor, type Handler, type HandlerContext } from './handler-context.ts';

export const handleSilentMonitor: Handler = async (context, { principal, origin }, payload) => {
  const request = parsePayload(ask.joinAsSilentMonitor, payload);
  const agentId = requireSelf(principal, request.agentId);
  requireSupervisor(context, principal);
  const command = {
    id: randomUUID(),
    type: 'conversation.supervise',
    role: 'SILENT_MONITOR',
    agentId,
    conversationId: await conversationOf(request, context),
    participantId: request.topicParticipant?.id ?? null,
  } as const;
  await submit(context.engine, command, { origins: { [agentId]: origin } });
  return undefined;
};

function isThere({ engine }: HandlerContext, conversationId: string, agentId: string): Promise<boolean> {
  return engine.read(({ world }) => {
    const conversation = lookup(world.state.conversations, conversationId);
    return conversation !== undefined && agentIn(conversation, agentId) !== undefined;
  });
}

/** The handler of a step nearer to the conversation. */
export function supervisionHandler(role: Exclude<ChangeSupervision['role'], 'SILENT_MONITOR'>): Handler {
  return async (context, { principal, origin }, payload) => {
    const request = parsePayload(ask.changeSupervision, payload);
    const agentId = requireSelf(principal, request.agentId);
    requireSupervisor(context, principal);
    const conversationId = await conversationOf(request, context);
    if (role === 'WHISPER' && !(await isThere(context, conversationId, agentId))) {
      const participantId = request.topicParticipant?.id ?? null;
      const place = { agentId, conversationId, participantId };
      const command = { id: randomUUID(), type: 'conversation.supervise', role, ...place } as const;
      await submit(context.engine, command, { origins: { [agentId]: origin } });
      return undefined;
    }
    const command = { id: randomUUID(), type: 'supervision.change', agentId, conversationId, role } as const;
    await submit(context.engine, command);
    return undefined;
  };
}
