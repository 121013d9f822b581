/** The agent's channel of chats: the state of the MRD that chats come by. */
import { CHANNEL_STATES, CHAT_CHANNEL, TOPICS } from '../../../protocol/genesys/names.ts';
import type { ChannelNotification, ChannelResource } from '../../../protocol/genesys/resources.ts';
import { lookup } from '../../core/lookup.ts';
import { isOn } from '../../core/mrd-state.ts';
import type { Agent, AgentMrd, State } from '../../core/state.ts';
import type { Notification } from './bayeux/topics.ts';
import type { AgentDesk } from './desk.ts';

/** The agent's MRD of chats; undefined: the agent has none. */
export function chatMrdOf({ config }: State, agent: Agent): AgentMrd | undefined {
  return Object.values(agent.mrds).find(({ mrdId }) => lookup(config.mrds, mrdId)?.type === 'CHAT');
}

/** The channels of an agent; an agent who does not work is not ready. */
export function channelsOf(state: State, agentId: string, working: boolean): ChannelResource[] {
  const agent = lookup(state.agents, agentId);
  const mrd = agent && chatMrdOf(state, agent);
  // A call that another system reports keeps chats away.
  const ready =
    working &&
    agent?.state === 'READY' &&
    mrd !== undefined &&
    isOn(mrd.state) &&
    mrd.state !== 'INTERRUPTED';
  const name = ready ? 'Ready' : 'NotReady';
  const reason = ready || !working ? null : (mrd?.reason ?? agent?.reason?.name ?? null);
  const { id, displayName } = CHANNEL_STATES[name];
  const userState = { id, state: name, displayName, ...(reason !== null && { reason }) } as const;
  return [{ channel: CHAT_CHANNEL, userState }];
}

/** Tells a desk how its channels stand. */
export function tellChannels(desk: AgentDesk, channels: ChannelResource[]): void {
  const data: ChannelNotification = { messageType: 'ChannelStateChangeMessageV2', channels };
  desk.channelsTold = JSON.stringify(channels);
  desk.channelsCount += 1;
  const notification: Notification = { topic: TOPICS.channels, data, chat: null };
  desk.say(() => notification);
}
