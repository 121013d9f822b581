/** An agent writes to a customer first (C29): the conversation is OUTBOUND, and the agent talks in it at once. */
import type { BeginConversation } from './commands.ts';
import type { Channel } from './config.ts';
import type { Rejection } from './rejections.ts';
import type { Agent, Conversation } from './state.ts';
import type { Turn } from './turn.ts';
import { startDirectTask } from './direct-task.ts';
import { isRejection, signedIn } from './find.ts';
import { joinBy } from './joining.ts';
import { isId, lookup } from './lookup.ts';
import { isSpoken } from './mrd-state.ts';
import { agentIn } from './participant.ts';
import { conversationQuota } from './quotas.ts';
import { addSession, currentConversation } from './session.ts';
import { emit, refuse, signal } from './turn.ts';

/** Channel types whose customers are there only while a page of theirs is open: nobody can write to them first. */
const ONLY_THEY_BEGIN: readonly string[] = ['WEB'];

/** Whether agents can write first by channels of this type. */
export function isReachable(channelType: string): boolean {
  return !ONLY_THEY_BEGIN.includes(channelType);
}

/** Where the work comes from: the queue of the channel, if it has one; a list and a bot give none. */
function placeOf(turn: Turn, channel: Channel): { queueId: string | null; mrdId: string } {
  const { queues } = turn.world.state.config;
  const queue = channel.entry.kind === 'QUEUE' ? lookup(queues, channel.entry.queueId) : undefined;
  return { queueId: queue?.id ?? null, mrdId: queue?.mrdId ?? channel.mrdId };
}

/** Whether the agent can take a further task; the states of agent and MRD do not matter. */
function roomRefusal({ mrds }: Agent, mrdId: string): Rejection | null {
  const mrd = lookup(mrds, mrdId);
  if (mrd === undefined) return refuse('MRD_NOT_FOUND');
  return mrd.live < mrd.max ? null : refuse('AGENT_NOT_AVAILABLE');
}

function startSession(turn: Turn, { sessionId, customerId, channelId }: BeginConversation, id: string): void {
  addSession(turn, { sessionId, conversationId: id, customerId, channelId, connectionBound: false });
}

/** The customer is talked to already: by this agent, who goes on by one more channel, or by others. */
function goOn(turn: Turn, command: BeginConversation, current: Conversation): Rejection | null {
  const { agentId, channelId } = command;
  const self = agentIn(current, agentId);
  if (self?.role !== 'PRIMARY' || current.sessionIds.length === 0) return refuse('CUSTOMER_ENGAGED');
  const { sessions } = turn.world.state;
  const isThere = current.sessionIds.some((id) => lookup(sessions, id)?.channelId === channelId);
  if (!isThere) startSession(turn, command, current.id);
  signal(turn, { type: 'conversation.rejoined', agentId, conversationId: current.id });
  return null;
}

/** Refused where the customer can't be reached by the channel, and where others talk to them. */
export function beginConversation(turn: Turn, command: BeginConversation): Rejection | null {
  const agent = signedIn(turn, command.agentId);
  if (isRejection(agent)) return agent;
  const { state } = turn.world;
  const { sessionId, customerId, conversationId, participantId } = command;
  const ids = [sessionId, customerId, conversationId, ...(participantId === null ? [] : [participantId])];
  if (!ids.every((id) => isId(id))) return refuse('VALIDATION');
  const channel = lookup(state.config.channels, command.channelId);
  if (channel === undefined) return refuse('CHANNEL_NOT_FOUND');
  // A call begins at the telephone.
  const isCalled = isSpoken(lookup(state.config.mrds, placeOf(turn, channel).mrdId));
  if (isCalled || !isReachable(channel.type)) return refuse('CHANNEL_NOT_REACHABLE');
  // The same request again: it has begun already.
  if (Object.hasOwn(state.sessions, sessionId)) return null;
  const current = currentConversation(turn.world, customerId);
  if (current !== undefined) return goOn(turn, command, current);
  if (Object.hasOwn(state.conversations, conversationId)) return refuse('VALIDATION');
  const place = placeOf(turn, channel);
  const full = roomRefusal(agent, place.mrdId) ?? conversationQuota(turn.world);
  if (full !== null) return full;
  emit(turn, { type: 'conversation.opened', conversationId, customerId, direction: 'OUTBOUND' });
  startSession(turn, command, conversationId);
  const task = startDirectTask(turn, { conversationId, agentId: agent.id, ...place, direction: 'OUTBOUND' });
  const conversation = lookup(state.conversations, conversationId);
  if (conversation !== undefined) joinBy(turn, conversation, task, agent.id, participantId);
  return null;
}
