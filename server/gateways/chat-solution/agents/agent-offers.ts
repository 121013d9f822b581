/** Offers, and their ends, in the form that an agent wants. */
import { lookup } from '../../../core/lookup.ts';
import type { Task } from '../../../core/state.ts';
import type { View } from '../../../engine/contract.ts';
import type { Directory } from '../../../configuration/directory.ts';
import { customerOf, usernameOf } from '../people.ts';
import type { AgentDesk } from './agent-desks.ts';

/** What an agent may accept: a task, or a raised hand. */
export type Offer = Pick<Task, 'id' | 'conversationId' | 'mrdId'>;

/** An offer as it rings; nothing when its conversation is gone. */
export function tellOffer(
  desk: AgentDesk,
  offer: Offer,
  view: View,
  directory: Directory,
): (() => void) | null {
  const { conversationId } = offer;
  const conversation = lookup(view.world.state.conversations, conversationId);
  if (conversation === undefined) return null;
  const customer = customerOf(view, conversation, directory);
  const AgentId = usernameOf(directory, desk.agentId);
  return () => {
    if (desk.wantedForm === 'AMQ') {
      const Mrd = offer.mrdId ?? desk.mrdId;
      const param = { chatId: conversationId, conversationId, TaskId: offer.id, AgentId, Mrd, customer };
      desk.tell('amq-msg', { head: 'TaskAssigned', param }, conversationId);
    } else desk.tell('receiveChatRequest', { customer: { ...customer, conversationId } }, conversationId);
  };
}

/** An offer that rings no more. */
export function tellWithdrawal(
  desk: AgentDesk,
  { id, conversationId }: Omit<Offer, 'mrdId'>,
  reason: string | null,
  at: number,
  directory: Directory,
): void {
  if (desk.wantedForm === 'AMQ') {
    desk.tell('amq-msg', {
      head: 'TaskState',
      TaskId: id,
      AgentId: usernameOf(directory, desk.agentId),
      Mrd: desk.mrdId,
      State: 'CLOSED',
      Reason: reason,
      conversationId,
    });
  } else {
    const timestamp = new Date(at).toISOString();
    desk.tell('endConversation', { conversationId, requestId: id, timestamp });
  }
}

/** The offers that an agent has now. */
export function openOffers({ world: { state } }: View, agentId: string): Task[] {
  const ids = lookup(state.agents, agentId)?.taskIds ?? [];
  return ids.flatMap((id) => {
    const task = lookup(state.tasks, id);
    return task?.state === 'OFFERED' ? task : [];
  });
}
