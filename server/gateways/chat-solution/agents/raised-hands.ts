/** Raised hands: an agent asks for help, and the supervisor who is asked gets it as an offer that does not time out. */
import { randomUUID } from 'node:crypto';
import * as ask from '../../../../protocol/chat-solution/requests.ts';
import { lookup } from '../../../core/lookup.ts';
import { overseesAgent } from '../../../core/oversight.ts';
import { agentIn } from '../../../core/participant.ts';
import type { Conversation, State } from '../../../core/state.ts';
import type { View } from '../../../engine/contract.ts';
import type { ChatContext } from '../chat-context.ts';
import { parse } from '../parse.ts';
import { inConversation } from '../refuse.ts';
import { act } from '../send-message.ts';
import type { Afterwards } from '../visitor.ts';
import type { AgentDesk } from './agent-desks.ts';
import { agentNamed } from './agent-names.ts';
import type { Offer } from './agent-offers.ts';

/** The agent of the socket asks one supervisor of the own team. */
export async function raiseHand(
  context: ChatContext,
  desk: AgentDesk,
  payload: unknown,
): Promise<Afterwards> {
  const { conversationId, participantId } = parse(ask.aboutParticipant, payload);
  const { agentId, socket } = desk;
  const toId = agentNamed(context, participantId);
  await inConversation(context, conversationId, () =>
    act(context, socket.id, {
      id: randomUUID(),
      type: 'hand.raise',
      agentId,
      conversationId,
      raised: true,
      toId,
    }),
  );
  return undefined;
}

/** A hand as the supervisor gets it. */
export function offerOfHand(conversationId: string, raiserId: string): Offer {
  return { id: `${conversationId}:${raiserId}`, conversationId, mrdId: null };
}

/** Who has raised a hand to this supervisor in a conversation in which they do not talk yet. */
function handFor(
  { config }: State,
  { principal, agentId }: AgentDesk,
  conversation: Conversation,
): string | undefined {
  if (conversation.hands === undefined || !principal.roles.includes('supervisor')) return undefined;
  const self = agentIn(conversation, agentId);
  if (self !== undefined && self.role !== 'SILENT_MONITOR' && self.role !== 'WRAP_UP') return undefined;
  const found = Object.entries(conversation.hands).find(
    ([raiserId, { toId = agentId }]) => toId === agentId && overseesAgent(config, agentId, raiserId),
  );
  return found?.[0];
}

/** Whether what this agent accepts is a raised hand. */
export function isAskedByHand({ world: { state } }: View, desk: AgentDesk, conversationId: string): boolean {
  const conversation = lookup(state.conversations, conversationId);
  return conversation !== undefined && handFor(state, desk, conversation) !== undefined;
}

/** The hands that are up for a supervisor who has just come. O(open conversations), for supervisors alone. */
export function openHands({ world: { state } }: View, desk: AgentDesk): Offer[] {
  if (desk.principal.supervises.length === 0) return [];
  return Object.values(state.conversations).flatMap((conversation) => {
    const raiserId = handFor(state, desk, conversation);
    return raiserId === undefined ? [] : offerOfHand(conversation.id, raiserId);
  });
}

/** The supervisor talks to the customer from now on, in whatever state they are. */
export async function acceptHand(
  context: ChatContext,
  desk: AgentDesk,
  conversationId: string,
): Promise<void> {
  const { agentId, socket } = desk;
  const place = { agentId, conversationId, participantId: null };
  const wasThere = await context.engine.read(({ world: { state } }) => {
    const conversation = lookup(state.conversations, conversationId);
    return conversation !== undefined && agentIn(conversation, agentId)?.role === 'SILENT_MONITOR';
  });
  const command = { id: randomUUID(), type: 'conversation.supervise', role: 'PRIMARY', ...place } as const;
  await act(context, socket.id, command, desk.originContent);
  // Who has listened until now gets the whole of it as one who comes does.
  if (wasThere)
    await act(context, socket.id, { id: randomUUID(), type: 'task.accept', taskId: null, ...place });
}
