/** Signs of life, more time to answer, customers who turn out to be somebody else, and second thoughts. */
import type { Conversation } from '../core/state.ts';
import type { Scene, Wish } from './scene.ts';

/** An agent at work somewhere. */
function somebodyAtWork({ random, state }: Scene): { agentId: string; conversationId: string } | null {
  const task = random.pick(Object.values(state.tasks).filter(({ agentId }) => agentId !== null));
  return task?.agentId == null ? null : { agentId: task.agentId, conversationId: task.conversationId };
}

function active({ random, state }: Scene): Wish | null {
  const agentId = random.pick(Object.keys(state.agents));
  return agentId === undefined ? null : { type: 'agent.active', agentId };
}

function stay(scene: Scene): Wish | null {
  const { random, state } = scene;
  const awaited = Object.values(state.conversations).filter(({ answer }) => answer !== undefined);
  const agent = random
    .pick(awaited)
    ?.participants.find(({ kind, role }) => kind === 'AGENT' && role === 'PRIMARY');
  const conversation = awaited.find(
    ({ participants }) => agent !== undefined && participants.includes(agent),
  );
  if (agent !== undefined && conversation !== undefined && random.chance(0.9))
    return { type: 'response.reset', agentId: agent.ref, conversationId: conversation.id };
  const place = somebodyAtWork(scene);
  return place && { type: 'response.reset', ...place };
}

/** Somebody else, somebody new, or who it was after all. */
function link(scene: Scene): Wish | null {
  const { random, state } = scene;
  const place = somebodyAtWork(scene);
  const conversation = place && state.conversations[place.conversationId];
  if (place === null || conversation == null) return null;
  const back = random.chance(0.4) ? conversation.visitorId : undefined;
  return {
    type: 'customer.link',
    ...place,
    customerId: back ?? random.pick(scene.customers) ?? random.uuid(),
    labelPriority: labelsOf(conversation),
  };
}

/** What the labels of a customer give now: anything, also what no label gives. */
function labelsOf({ seq }: Conversation): number {
  return seq % 12;
}

function updateCustomer({ random, state }: Scene): Wish | null {
  const conversation = random.pick(Object.values(state.conversations));
  if (conversation === undefined) return null;
  return {
    type: 'customer.update',
    customerId: conversation.customerId,
    labelPriority: labelsOf(conversation),
  };
}

/** Mostly an own message; the store knows who wrote it, and a forger says otherwise. */
function change(scene: Scene): Wish | null {
  const { random, state } = scene;
  const place = somebodyAtWork(scene);
  const messages =
    place === null ? [] : Object.keys(state.conversations[place.conversationId]?.messages ?? {});
  const messageId = random.pick(messages);
  if (place === null || messageId === undefined) return null;
  return {
    type: random.chance(0.6) ? 'message.edit' : 'message.delete',
    ...place,
    authorId: random.chance(0.9) ? place.agentId : null,
    messageId,
    textLength: random.int(100),
  };
}

export const SILENCE_WISHES = { active, stay, link, updateCustomer, change };
