/** What agents and customers may do next, given how the contact centre is. */
import type { MarkMessage, SendMessage, Sender } from '../core/commands.ts';
import type { Agent, Conversation, ParticipantRole, Task } from '../core/state.ts';
import type { Act } from './moods.ts';
import { flush, oversee, steer } from './overseeing.ts';
import { pause, raiseHand, resume } from './rests.ts';
import { SILENCE_WISHES } from './silence.ts';
import type { Scene, Wish } from './scene.ts';

type Act1 = Exclude<
  Act,
  | 'forge'
  | 'repeat'
  | 'late'
  | 'crash'
  | 'restart'
  | 'snapshot'
  | 'deskLost'
  | 'deskBack'
  | 'silence'
  | 'orphan'
  | 'clockJump'
  | 'configure'
>;

/** Beyond so many open conversations nobody new arrives: steps shall stay cheap and people meet. */
const CROWD = 18;

/** Enough to go beyond every limit on the text's length. */
const LONG = 5000;

function agentWho(scene: Scene, fits: (agent: Agent) => boolean): Agent | undefined {
  return scene.random.pick(Object.values(scene.state.agents).filter(fits));
}

function taskWho(scene: Scene, state: Task['state']): Task | undefined {
  return scene.random.pick(Object.values(scene.state.tasks).filter((task) => task.state === state));
}

function anyConversation(scene: Scene): Conversation | undefined {
  return scene.random.pick(Object.values(scene.state.conversations));
}

function messageOf(scene: Scene, conversation: Conversation): string | null {
  return scene.random.pick(Object.keys(conversation.messages)) ?? null;
}

function send(
  scene: Scene,
  conversation: Conversation,
  sender: Sender,
): SendMessage | Omit<SendMessage, 'id'> {
  const { random } = scene;
  return {
    type: 'message.send',
    conversationId: conversation.id,
    messageId: random.chance(0.05) ? (messageOf(scene, conversation) ?? random.uuid()) : random.uuid(),
    sender,
    kind: random.weighted({ MESSAGE: 6, WHISPER: 2, WRAPUP: 1 }),
    replyTo: random.chance(0.2) ? messageOf(scene, conversation) : null,
    textLength: random.chance(0.03) ? LONG : random.int(100),
    ...(random.chance(0.1) && { to: conversation.participants.map(({ ref }) => ref).slice(0, 2) }),
  };
}

function customerArrives(scene: Scene): Wish | null {
  const { random, state } = scene;
  if (Object.keys(state.conversations).length >= CROWD) return customerGoes(scene);
  const channel = random.pick(Object.values(state.config.channels));
  if (channel === undefined) return null;
  const known = random.chance(0.3) ? random.pick(scene.customers) : undefined;
  const customerId = known ?? random.uuid();
  scene.isKnownCustomer(customerId);
  return {
    type: 'session.start',
    sessionId: random.uuid(),
    conversationId: random.uuid(),
    customerId,
    channelId: channel.id,
    queueId: random.chance(0.8) ? null : (random.pick(Object.keys(state.config.queues)) ?? null),
    priority: random.chance(0.6) ? 1 : random.between(1, 10),
    connectionBound: random.chance(0.7),
    ...(random.chance(0.1) && { botId: 'passer-by' }),
  };
}

function customerGoes(scene: Scene): Wish | null {
  const sessionId = scene.random.pick(Object.keys(scene.state.sessions));
  if (sessionId === undefined) return null;
  const reason = scene.random.weighted({ CUSTOMER: 8, FORCE_CLOSED: 1 });
  return { type: 'session.end', sessionId, reason };
}

function agentMessage(scene: Scene): Wish | null {
  const task = scene.random.chance(0.8) ? taskWho(scene, 'ACTIVE') : taskWho(scene, 'WRAP_UP');
  const conversation = task && scene.state.conversations[task.conversationId];
  if (conversation === undefined || task?.agentId == null) return null;
  return send(scene, conversation, { kind: 'AGENT', agentId: task.agentId });
}

function customerMessage(scene: Scene): Wish | null {
  const session = scene.random.pick(Object.values(scene.state.sessions));
  const conversation = session && scene.state.conversations[session.conversationId];
  if (conversation === undefined || session === undefined) return null;
  const wish = send(scene, conversation, { kind: 'CUSTOMER', sessionId: session.id });
  // Mostly what a page can send; now and then what only a forger would.
  return scene.random.chance(0.95) ? { ...wish, kind: 'MESSAGE' } : wish;
}

function somebodyIn(scene: Scene, conversation: Conversation): Sender | null {
  const who = scene.random.pick(conversation.participants);
  if (who === undefined) return null;
  switch (who.kind) {
    case 'AGENT':
      return { kind: 'AGENT', agentId: who.ref };
    case 'BOT':
      return { kind: 'BOT', botId: who.ref };
    case 'CUSTOMER':
      return { kind: 'CUSTOMER', sessionId: who.ref };
  }
}

function mark(scene: Scene): Wish | null {
  const conversation = anyConversation(scene);
  const messageId = conversation && messageOf(scene, conversation);
  const by: MarkMessage['by'] | null =
    conversation === undefined
      ? null
      : scene.random.chance(0.2)
        ? { kind: 'SYSTEM' }
        : somebodyIn(scene, conversation);
  if (conversation === undefined || messageId == null || by === null) return null;
  return {
    type: 'message.mark',
    conversationId: conversation.id,
    messageId,
    status: scene.random.weighted({ DELIVERED: 5, READ: 5, FAILED: 1 }),
    by,
    reason: null,
  };
}

/** A bot that takes part somewhere. */
function botWho(scene: Scene): { conversation: Conversation; by: Extract<Sender, { kind: 'BOT' }> } | null {
  const accompanied = Object.values(scene.state.conversations).flatMap((conversation) =>
    conversation.participants
      .filter(({ kind }) => kind === 'BOT')
      .map(({ ref }) => ({ conversation, by: { kind: 'BOT' as const, botId: ref } })),
  );
  return scene.random.pick(accompanied) ?? null;
}

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

const WISHES: Record<Act1, (scene: Scene) => Wish | null> = {
  agentArrives: (scene) => {
    const { random, state } = scene;
    const all = Object.keys(state.config.agents);
    const away = all.filter((id) => state.agents[id]?.connected !== true);
    const agentId = random.pick(random.chance(0.85) ? away : all);
    if (agentId === undefined) return null;
    const current = state.agents[agentId]?.sid;
    // Usually the same sign-in again; now and then a new one that takes over.
    const sid = current != null && random.chance(0.85) ? current : random.uuid();
    return { type: 'agent.connect', agentId, sid };
  },
  agentState: ({ random, state }) => {
    const all = Object.values(state.agents);
    const resting = all.filter((one) => one.state === 'NOT_READY');
    const agent = random.pick(random.chance(0.7) ? resting : all);
    if (agent === undefined) return null;
    const ready = random.chance(0.8);
    const reasons = Object.keys(state.config.reasons);
    const reasonId = ready || random.chance(0.5) ? null : (random.pick(reasons) ?? null);
    return { type: 'agent.setState', agentId: agent.id, state: ready ? 'READY' : 'NOT_READY', reasonId };
  },
  mrdState: (scene) => {
    const agent = agentWho(scene, ({ state }) => state !== 'LOGOUT');
    const mrdId = agent && scene.random.pick(Object.keys(agent.mrds));
    if (agent === undefined || mrdId === undefined) return null;
    const state = scene.random.weighted({ READY: 8, NOT_READY: 2, BUSY: 1 });
    return { type: 'agent.setMrdState', agentId: agent.id, mrdId, state };
  },
  agentLost: (scene) => {
    const agent = agentWho(scene, ({ connected }) => connected);
    return agent?.sid == null ? null : { type: 'agent.disconnect', agentId: agent.id, sid: agent.sid };
  },
  agentLeavesForGood: (scene) => {
    const agent = agentWho(scene, ({ state }) => state !== 'LOGOUT');
    if (agent === undefined) return null;
    const reasons = Object.values(scene.state.config.reasons).filter(({ type }) => type === 'LOGOUT');
    const reasonId = scene.random.chance(0.5) ? (scene.random.pick(reasons)?.id ?? null) : null;
    // Sometimes an older sign-in asks, which another one has replaced.
    const sid = scene.random.chance(0.1) ? scene.random.uuid() : scene.random.chance(0.2) ? null : agent.sid;
    return { type: 'agent.logout', agentId: agent.id, sid, reasonId };
  },
  accept: (scene) => {
    const { random, state, now } = scene;
    const missed = Object.values(state.tasks).find(({ offerEndsAt }) => (offerEndsAt ?? now) < now);
    // Too late, though the tick has not come; or twice; else as it should be.
    const task =
      missed !== undefined && random.chance(0.7)
        ? missed
        : taskWho(scene, random.chance(0.93) ? 'OFFERED' : 'ACTIVE');
    if (task?.agentId == null) return null;
    const thief = random.chance(0.05) ? agentWho(scene, (one) => one.state !== 'LOGOUT')?.id : undefined;
    const taken = random.pick(state.conversations[task.conversationId]?.participants ?? [])?.id;
    return {
      type: 'task.accept',
      agentId: thief ?? task.agentId,
      conversationId: task.conversationId,
      taskId: random.chance(0.6) ? task.id : null,
      participantId: random.chance(0.5) ? null : random.chance(0.1) ? (taken ?? null) : random.uuid(),
    };
  },
  reject: (scene) => {
    const task = taskWho(scene, 'OFFERED');
    if (task?.agentId == null) return null;
    const taskId = scene.random.chance(0.6) ? task.id : null;
    return { type: 'task.reject', agentId: task.agentId, conversationId: task.conversationId, taskId };
  },
  leave: (scene) => {
    const task = taskWho(scene, scene.random.chance(0.8) ? 'ACTIVE' : 'WRAP_UP');
    if (task?.agentId == null) return null;
    return {
      type: 'conversation.leave',
      agentId: task.agentId,
      conversationId: task.conversationId,
      ...(scene.random.chance(0.2) && { unlessLast: true as const, quiet: true as const }),
      ...(scene.random.chance(0.1) && { wrapUp: false as const }),
    };
  },
  closeWrapup: (scene) => {
    const task = taskWho(scene, 'WRAP_UP');
    if (task?.agentId == null) return null;
    const messageId = scene.random.chance(0.5) ? scene.random.uuid() : null;
    return { type: 'wrapup.close', agentId: task.agentId, conversationId: task.conversationId, messageId };
  },
  extendWrapup: (scene) => {
    const task = taskWho(scene, 'WRAP_UP');
    if (task?.agentId == null) return null;
    return { type: 'wrapup.extend', agentId: task.agentId, conversationId: task.conversationId };
  },
  enterWrapup: (scene) => {
    const { random, state } = scene;
    const task = taskWho(scene, random.chance(0.3) ? 'ACTIVE' : 'WRAP_UP');
    const conversation = task && state.conversations[task.conversationId];
    if (conversation === undefined || task?.agentId == null) return null;
    // Mostly the same form again; now and then what was said already, or nothing any more.
    const again = random.chance(0.6) ? (task.noted?.enteredId ?? null) : null;
    const messageId = random.chance(0.1) ? messageOf(scene, conversation) : (again ?? random.uuid());
    const textLength = random.chance(0.03) ? LONG : random.int(100);
    return {
      type: 'wrapup.enter',
      agentId: task.agentId,
      conversationId: conversation.id,
      messageId,
      textLength,
    };
  },
  agentMessage,
  customerArrives,
  customerMessage,
  customerGoes,
  customerLost: ({ random, state }) => {
    const session = random.pick(Object.values(state.sessions));
    return session === undefined ? null : { type: 'session.disconnect', sessionId: session.id };
  },
  customerBack: ({ random, state }) => {
    const sessions = Object.values(state.sessions);
    const session = random.pick(sessions.filter(({ connected }) => !connected)) ?? random.pick(sessions);
    return session === undefined ? null : { type: 'session.connect', sessionId: session.id };
  },
  mark,
  join: (scene) => {
    const listed = Object.values(scene.state.conversations).filter(({ listId }) => listId !== null);
    const conversation = scene.random.chance(0.95) ? scene.random.pick(listed) : anyConversation(scene);
    return takePart(scene, conversation, 'conversation.join');
  },
  writeFirst: (scene) => {
    const { random, state } = scene;
    const agent = agentWho(scene, (one) => one.state !== 'LOGOUT');
    const channel = random.pick(Object.values(state.config.channels));
    if (agent === undefined || channel === undefined) return null;
    if (Object.keys(state.conversations).length >= CROWD) return customerGoes(scene);
    const customerId = (random.chance(0.5) ? random.pick(scene.customers) : undefined) ?? random.uuid();
    scene.isKnownCustomer(customerId);
    return {
      type: 'conversation.begin',
      agentId: agent.id,
      sessionId: random.uuid(),
      conversationId: random.uuid(),
      customerId,
      channelId: channel.id,
      participantId: random.chance(0.5) ? null : random.uuid(),
    };
  },
  subscribe: (scene) => {
    const agent = agentWho(scene, ({ state }) => state !== 'LOGOUT');
    const { lists } = scene.state.config;
    const listId = scene.random.pick([...Object.keys(lists), ...(agent?.listIds ?? [])]);
    if (agent === undefined || listId === undefined) return null;
    return { type: 'list.subscribe', agentId: agent.id, listId, on: scene.random.chance(0.6) };
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
  oversee,
  steer,
  flush,
  ...SILENCE_WISHES,
  raiseHand,
  pause,
  resume,
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
  botMessage: (scene) => {
    const place = botWho(scene);
    return place === null ? null : send(scene, place.conversation, place.by);
  },
  typing: (scene) => {
    const conversation = anyConversation(scene);
    const by = conversation && somebodyIn(scene, conversation);
    if (conversation === undefined || by == null) return null;
    return { type: 'typing.indicate', conversationId: conversation.id, by, on: scene.random.chance(0.5) };
  },
};

/** What somebody does, or null when nobody is there to do it. */
export function wish(act: Act, scene: Scene): Wish | null {
  return act in WISHES ? WISHES[act as Act1](scene) : null;
}
