/** How customers come, are written to, go and lose their connection. */
import type { Channel } from '../core/config.ts';
import type { ChannelSession } from '../core/state.ts';
import type { Act } from './moods.ts';
import { agentWho } from './picks.ts';
import type { Scene, Wish } from './scene.ts';

/** Beyond so many open conversations nobody new arrives: steps shall stay cheap and people meet. */
const CROWD = 18;

/** Sessions of customers who write: a call is the telephone's. */
function written({ state }: Scene): ChannelSession[] {
  return Object.values(state.sessions).filter(({ legs }) => legs === undefined);
}

function writtenChannels({ state }: Scene): Channel[] {
  return Object.values(state.config.channels).filter(({ entry }) => entry.kind !== 'ELSEWHERE');
}

function customerArrives(scene: Scene): Wish | null {
  const { random, state } = scene;
  if (Object.keys(state.conversations).length >= CROWD) return customerGoes(scene);
  const channel = random.pick(writtenChannels(scene));
  if (channel === undefined) return null;
  const known = random.chance(0.3) ? random.pick(scene.customers) : undefined;
  const customerId = known ?? random.uuid();
  scene.isKnownCustomer(customerId);
  const wish = {
    type: 'session.start' as const,
    sessionId: random.uuid(),
    conversationId: random.uuid(),
    customerId,
    channelId: channel.id,
    queueId: random.chance(0.8) ? null : (random.pick(Object.keys(state.config.queues)) ?? null),
    priority: random.chance(0.6) ? 1 : random.between(1, 10),
    connectionBound: random.chance(0.7),
  };
  return {
    ...wish,
    ...(wish.priority > 1 && { labelPriority: 11 - wish.priority }),
    ...(random.chance(0.1) && { botId: 'passer-by' }),
  };
}

function customerGoes(scene: Scene): Wish | null {
  const sessionId = scene.random.pick(written(scene).map(({ id }) => id));
  if (sessionId === undefined) return null;
  const reason = scene.random.weighted({ CUSTOMER: 8, FORCE_CLOSED: 1 });
  return { type: 'session.end', sessionId, reason };
}

export const CUSTOMER_WISHES = {
  customerArrives,
  customerGoes,
  customerLost: (scene) => {
    const session = scene.random.pick(written(scene));
    return session === undefined ? null : { type: 'session.disconnect', sessionId: session.id };
  },
  customerBack: (scene) => {
    const { random } = scene;
    const sessions = written(scene);
    const session = random.pick(sessions.filter(({ connected }) => !connected)) ?? random.pick(sessions);
    return session === undefined ? null : { type: 'session.connect', sessionId: session.id };
  },
  writeFirst: (scene) => {
    const { random, state } = scene;
    const agent = agentWho(scene, (one) => one.state !== 'LOGOUT');
    const channel = random.pick(writtenChannels(scene));
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
} satisfies Partial<Record<Act, (scene: Scene) => Wish | null>>;
