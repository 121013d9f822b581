/** What agents do in conversations. Each parses, asks the core, and gives what follows the acknowledgement. */
import { randomUUID } from 'node:crypto';
import * as ask from '../../../../protocol/chat-solution/requests.ts';
import { ProtocolError } from '../../../../protocol/shared/errors.ts';
import { charactersIn } from '../../../../protocol/shared/characters.ts';
import { lookup } from '../../../core/lookup.ts';
import { agentIn } from '../../../core/participant.ts';
import { requirePermission } from '../../../identity/permits.ts';
import { storedMessage } from '../../../wire/message-content.ts';
import { agentSender } from '../../shared/cim-parties.ts';
import type { ChatContext } from '../chat-context.ts';
import { inConversation } from '../refuse.ts';
import { act } from '../send-message.ts';
import type { Afterwards } from '../visitor.ts';
import { parse } from '../parse.ts';
import type { AgentDesk } from './agent-desks.ts';
import { agentNamed } from './agent-names.ts';
import { openOffers } from './agent-offers.ts';
import { acceptHand, isAskedByHand } from './raised-hands.ts';

const CONTROL = 'agent-conversation-control';

/** Accepts an offer or a raised hand, or asks for a conversation that the agent is in. */
export async function accept(context: ChatContext, desk: AgentDesk, payload: unknown): Promise<Afterwards> {
  const { conversationId } = parse(ask.aboutConversation, payload);
  const { agentId, socket } = desk;
  const asked = await context.engine.read((view) => ({
    isOver: lookup(view.world.state.conversations, conversationId)?.sessionIds.length === 0,
    byHand: isAskedByHand(view, desk, conversationId),
    byOffer: openOffers(view, agentId).some((offer) => offer.conversationId === conversationId),
  }));
  // Also for who wraps it up: of that, getConversationInfo tells.
  if (asked.isOver) throw new ProtocolError('TOPIC_CLOSED');
  await inConversation(context, conversationId, async () => {
    if (asked.byHand && !asked.byOffer) await acceptHand(context, desk, conversationId);
    else
      await act(context, socket.id, {
        id: randomUUID(),
        type: 'task.accept',
        agentId,
        conversationId,
        taskId: null,
        participantId: null,
      });
  });
  return undefined;
}

export async function addParticipant(
  context: ChatContext,
  desk: AgentDesk,
  payload: unknown,
): Promise<Afterwards> {
  const { participant, conversationId: named } = parse(ask.addParticipant, payload);
  requirePermission(desk.principal, CONTROL, 'view_conference');
  const { agentId, socket } = desk;
  const conversationId = named ?? (await onlyConversation(context, desk));
  const target = agentNamed(context, participant.agentId ?? participant.id ?? '');
  await inConversation(context, conversationId, () =>
    act(context, socket.id, {
      id: randomUUID(),
      type: 'agent.request',
      conversationId,
      by: { kind: 'AGENT', agentId },
      direction: 'DIRECT_CONFERENCE',
      target: { kind: 'AGENT', agentId: target },
      noteId: null,
      noteLength: 0,
      fallback: null,
      priority: null,
    }),
  );
  return undefined;
}

/** @throws ProtocolError VALIDATION when the agent is in none or in several */
async function onlyConversation({ engine }: ChatContext, { agentId }: AgentDesk): Promise<string> {
  const found = await engine.read(({ world: { state } }) =>
    (lookup(state.agents, agentId)?.conversationIds ?? []).filter((id) => {
      const conversation = lookup(state.conversations, id);
      return conversation !== undefined && agentIn(conversation, agentId)?.role === 'PRIMARY';
    }),
  );
  const [only] = found;
  if (only === undefined || found.length > 1)
    throw new ProtocolError('VALIDATION', 'conversationId: which conversation');
  return only;
}

export async function removeParticipant(
  context: ChatContext,
  desk: AgentDesk,
  payload: unknown,
): Promise<Afterwards> {
  const { conversationId, participantId } = parse(ask.aboutParticipant, payload);
  const { agentId, socket } = desk;
  const removedId = agentNamed(context, participantId);
  await inConversation(
    context,
    conversationId,
    async () => {
      const command = { id: randomUUID(), type: 'agent.remove', agentId, conversationId, removedId } as const;
      await act(context, socket.id, command);
    },
    { ROLE_NOT_ALLOWED: 'NOT_OWNER' },
  );
  return undefined;
}

export async function transferChat(
  context: ChatContext,
  desk: AgentDesk,
  payload: unknown,
): Promise<Afterwards> {
  const { conversationId, participantId } = parse(ask.aboutParticipant, payload);
  requirePermission(desk.principal, CONTROL, 'view_direct_transfer');
  const { agentId, socket } = desk;
  const ownerId = agentNamed(context, participantId);
  await inConversation(context, conversationId, () =>
    act(context, socket.id, { id: randomUUID(), type: 'owner.change', agentId, conversationId, ownerId }),
  );
  return undefined;
}

export async function leaveConversation(
  context: ChatContext,
  desk: AgentDesk,
  payload: unknown,
): Promise<Afterwards> {
  const { conversationId, notify } = parse(ask.leaveConversation, payload);
  requirePermission(desk.principal, CONTROL, 'view_leave_chat');
  const { agentId, socket } = desk;
  await inConversation(context, conversationId, () =>
    act(context, socket.id, {
      id: randomUUID(),
      type: 'conversation.leave',
      agentId,
      conversationId,
      unlessLast: true,
      ...(!notify && { quiet: true as const }),
    }),
  );
  return undefined;
}

export async function endConversation(
  context: ChatContext,
  desk: AgentDesk,
  payload: unknown,
): Promise<Afterwards> {
  const { conversationId } = parse(ask.aboutConversation, payload);
  const { agentId, socket } = desk;
  await inConversation(context, conversationId, () =>
    act(context, socket.id, {
      id: randomUUID(),
      type: 'conversation.end',
      conversationId,
      by: { kind: 'AGENT', agentId },
    }),
  );
  return undefined;
}

/** During the chat the words are kept in it; afterwards they also end the time to wrap up. */
export async function wrapUp(context: ChatContext, desk: AgentDesk, payload: unknown): Promise<Afterwards> {
  const request = parse(ask.wrapUp, payload);
  const conversationId = request.conversationId ?? request.conversation?.conversationId ?? '';
  const { agentId, socket } = desk;
  const body = { type: 'WRAPUP' as const, markdownText: '', wrapups: [], note: request.wrapup };
  const messageId = randomUUID();
  const sender = agentSender(context.directory(), agentId);
  const content = { messages: { [messageId]: storedMessage(sender, null, body) } };
  const textLength = charactersIn(request.wrapup);
  const role = await context.engine.read(({ world }) => {
    const conversation = lookup(world.state.conversations, conversationId);
    return conversation && agentIn(conversation, agentId)?.role;
  });
  if (textLength > context.configuration.current().rules.maxTextLength) throw new ProtocolError('TOO_LONG');
  await inConversation(context, conversationId, () =>
    role === 'WRAP_UP'
      ? act(
          context,
          socket.id,
          { id: randomUUID(), type: 'wrapup.close', agentId, conversationId, messageId },
          content,
        )
      : act(
          context,
          socket.id,
          {
            id: randomUUID(),
            type: 'message.send',
            conversationId,
            messageId,
            sender: { kind: 'AGENT', agentId },
            kind: 'WRAPUP',
            replyTo: null,
            textLength,
          },
          content,
        ),
  );
  return undefined;
}

/** Who supervises is a supervisor by role, whatever teams the configuration names. */
function requireSupervisor({ principal }: AgentDesk): void {
  if (!principal.roles.includes('supervisor')) throw new ProtocolError('FORBIDDEN');
}

export async function silentMonitor(
  context: ChatContext,
  desk: AgentDesk,
  payload: unknown,
): Promise<Afterwards> {
  const { conversationId } = parse(ask.aboutConversation, payload);
  const { agentId, socket } = desk;
  const place = { agentId, conversationId, participantId: null };
  const command = { type: 'conversation.supervise', role: 'SILENT_MONITOR', ...place } as const;
  await inConversation(context, conversationId, async () => {
    requireSupervisor(desk);
    await act(context, socket.id, { ...command, id: randomUUID() }, desk.originContent);
  });
  return undefined;
}

export async function bargeIn(context: ChatContext, desk: AgentDesk, payload: unknown): Promise<Afterwards> {
  const { conversationId } = parse(ask.aboutConversation, payload);
  const { agentId, socket } = desk;
  const command = { type: 'supervision.change', agentId, conversationId, role: 'PRIMARY' } as const;
  await inConversation(
    context,
    conversationId,
    async () => {
      requireSupervisor(desk);
      await act(context, socket.id, { ...command, id: randomUUID() });
    },
    { NOT_A_PARTICIPANT: 'NOT_MONITORING', ROLE_NOT_ALLOWED: 'NOT_MONITORING' },
  );
  return undefined;
}
