/** What agents, supervisors and bots do together in a conversation. */
import type { Agent, Conversation, ParticipantRole } from '../core/state.ts';
import type { Act } from './moods.ts';
import { LONG, agentWho, taskWho, anyConversation, botWho } from './picks.ts';
import type { Scene, Wish } from './scene.ts';

function takePart(
  scene: Scene,
  conversation: Conversation | undefined,
  type: 'conversation.join' | 'conversation.supervise',
): Wish | null {
  const { random } = scene;
  // Mostly one who may: supervisors are few.
  const agent = agentWho(
    scene,
    ({ id, state }) =>
      state !== 'LOGOUT' &&
      (type === 'conversation.join' || (scene.state.config.agents[id]?.supervises.length ?? 0) > 0),
  );
  if (conversation === undefined || agent === undefined) return null;
  const participantId = random.chance(0.5) ? null : random.uuid();
  const place = { agentId: agent.id, conversationId: conversation.id, participantId };
  if (type === 'conversation.join') return { type, ...place };
  return { type, ...place, role: random.weighted({ SILENT_MONITOR: 6, WHISPER: 2, PRIMARY: 2 } as const) };
}

/** Whether an agent could be asked by name to come into this conversation. */
function isFree({ state, connected, mrds, conversationIds }: Agent, { id }: Conversation): boolean {
  const hasRoom = Object.values(mrds).some(
    (mrd) => (mrd.state === 'READY' || mrd.state === 'ACTIVE') && mrd.live < mrd.max,
  );
  return state === 'READY' && connected && hasRoom && !conversationIds.includes(id);
}

function request(scene: Scene): Wish | null {
  const { random, state } = scene;
  const task = taskWho(scene, 'ACTIVE');
  const bot = random.chance(0.4) || task?.agentId == null ? botWho(scene) : null;
  const helped = task && state.conversations[task.conversationId];
  if (bot === null && (helped === undefined || task?.agentId == null)) return null;
  const queueId = random.pick(Object.keys(state.config.queues));
  // Mostly one who could take it.
  const place = bot?.conversation ?? helped;
  const agentId = agentWho(
    scene,
    (agent) => random.chance(0.05) || (place !== undefined && isFree(agent, place)),
  )?.id;
  const named = queueId === undefined || random.chance(0.5);
  if (named && agentId === undefined) return null;
  return {
    type: 'agent.request',
    conversationId: place?.id ?? '',
    by: bot?.by ?? { kind: 'AGENT', agentId: task?.agentId ?? '' },
    direction:
      bot !== null
        ? 'INBOUND'
        : random.weighted({ CONSULT: 4, DIRECT_CONFERENCE: 2, DIRECT_TRANSFER: 4 } as const),
    target: named ? { kind: 'AGENT', agentId: agentId ?? '' } : { kind: 'QUEUE', queueId },
    noteId: random.chance(0.3) ? random.uuid() : null,
    noteLength: random.chance(0.03) ? LONG : random.int(100),
    fallback: random.chance(0.3) ? null : random.weighted({ END: 1, QUEUE: 2, REQUESTER: 2 }),
    priority: random.chance(0.5) ? null : random.between(1, 10),
  };
}

/** A conversation with several agents at work, and two of them: one who talks, and one in this role. */
function company(
  scene: Scene,
  role?: ParticipantRole,
): { conversation: Conversation; agentId: string; otherId: string } | null {
  const { random, state } = scene;
  const together = Object.values(state.conversations).flatMap((conversation) => {
    const agents = conversation.participants.filter((one) => one.kind === 'AGENT' && one.role !== 'WRAP_UP');
    const wanted = role === undefined || agents.some((one) => one.role === role);
    return agents.length > 1 && wanted ? [{ conversation, agents }] : [];
  });
  const place = random.pick(together);
  if (place === undefined) return null;
  const { conversation, agents } = place;
  const talking = random.chance(0.9) ? agents.find((one) => one.role === 'PRIMARY') : random.pick(agents);
  const other = random.pick(agents.filter((one) => one !== talking || random.chance(0.1)));
  if (talking === undefined || other === undefined) return null;
  return { conversation, agentId: talking.ref, otherId: other.ref };
}

export const COMPANY_WISHES = {
  join: (scene) => {
    const listed = Object.values(scene.state.conversations).filter(({ listId }) => listId !== null);
    const conversation = scene.random.chance(0.95) ? scene.random.pick(listed) : anyConversation(scene);
    return takePart(scene, conversation, 'conversation.join');
  },
  endListed: (scene) => {
    const listed = Object.values(scene.state.conversations).filter(({ listId }) => listId !== null);
    const conversation = scene.random.chance(0.9) ? scene.random.pick(listed) : anyConversation(scene);
    const agent = agentWho(scene, ({ state }) => state !== 'LOGOUT');
    if (conversation === undefined || agent === undefined) return null;
    return { type: 'conversation.endListed', agentId: agent.id, conversationId: conversation.id };
  },
  supervise: (scene) => {
    const task = scene.random.chance(0.8) ? taskWho(scene, 'ACTIVE') : undefined;
    const conversation =
      task === undefined ? anyConversation(scene) : scene.state.conversations[task.conversationId];
    return takePart(scene, conversation, 'conversation.supervise');
  },
  supervision: (scene) => {
    const { random, state } = scene;
    const supervising = Object.values(state.tasks).filter(
      ({ direction }) => direction === 'SILENT_MONITOR' || direction === 'BARGE_IN',
    );
    // Now and then somebody who has no such part.
    const task = (random.chance(0.9) ? random.pick(supervising) : undefined) ?? taskWho(scene, 'ACTIVE');
    if (task?.agentId == null) return null;
    return {
      type: 'supervision.change',
      agentId: task.agentId,
      conversationId: task.conversationId,
      role: random.weighted({ SILENT_MONITOR: 3, WHISPER: 2, PRIMARY: 4 } as const),
    };
  },
  request,
  cancelRequest: (scene) => {
    const task = scene.random.pick(
      Object.values(scene.state.tasks).filter(({ requestedBy }) => requestedBy?.kind === 'AGENT'),
    );
    if (task?.requestedBy?.kind !== 'AGENT') return null;
    const { agentId } = task.requestedBy;
    return { type: 'agent.cancelRequest', agentId, conversationId: task.conversationId };
  },
  promote: (scene) => {
    const place = company(scene, 'ASSISTANT');
    if (place === null) return null;
    return {
      type: 'helper.promote',
      agentId: place.agentId,
      conversationId: place.conversation.id,
      helperId: scene.random.chance(0.5) ? null : place.otherId,
      direction: scene.random.chance(0.5) ? 'CONSULT_TRANSFER' : 'CONSULT_CONFERENCE',
    };
  },
  remove: (scene) => {
    const place = company(scene);
    if (place === null) return null;
    const { conversation, agentId, otherId } = place;
    return { type: 'agent.remove', agentId, conversationId: conversation.id, removedId: otherId };
  },
  giveAway: (scene) => {
    const place = company(scene);
    if (place === null) return null;
    const { conversation, agentId, otherId } = place;
    return { type: 'owner.change', agentId, conversationId: conversation.id, ownerId: otherId };
  },
  endChat: (scene) => {
    const conversation = anyConversation(scene);
    const members = conversation?.participants.filter(({ kind }) => kind !== 'CUSTOMER') ?? [];
    const one = scene.random.pick(members);
    if (conversation === undefined || one === undefined) return null;
    const by =
      one.kind === 'AGENT'
        ? ({ kind: 'AGENT', agentId: one.ref } as const)
        : ({ kind: 'BOT', botId: one.ref } as const);
    const ends = { type: 'conversation.end', conversationId: conversation.id, by } as const;
    return scene.random.chance(0.3) ? { ...ends, wrapUp: false } : ends;
  },
  botHandsOver: (scene) => {
    const place = botWho(scene);
    if (place?.by.kind !== 'BOT') return null;
    const { conversation, by } = place;
    const isLost = scene.random.chance(0.4);
    return {
      type: 'bot.handOver',
      conversationId: conversation.id,
      by: isLost ? null : by,
      lostBotId: isLost ? by.botId : null,
    };
  },
} satisfies Partial<Record<Act, (scene: Scene) => Wish | null>>;
