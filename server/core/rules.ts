/** Which value of a rule holds: the queue's own, else the MRD's, else the channel's, else everybody's. */
import type { Config, Rules } from './config.ts';
import type { Conversation, State } from './state.ts';
import { lookup } from './lookup.ts';

/** Where a rule is asked for. What does not apply is null. */
export type RuleScope = { queueId: string | null; mrdId: string | null; channelId: string | null };

/** D1: what holds until a configuration has been loaded. */
export const NO_CONFIG: Config = {
  rules: {
    ronaMs: 20_000,
    ronaAgentState: 'NOT_READY',
    requestTtlMs: 300_000,
    wrapupMs: 60_000,
    wrapupExtensions: 2,
    customerInactivityMs: 900_000,
    reminderPercents: [],
    answerMs: 0,
    customerReconnectMs: 300_000,
    reofferAfterMs: 10_000,
    maxTextLength: 4096,
    maxAgents: 4,
    transferFallback: 'REQUESTER',
  },
  disconnectGraceMs: 60_000,
  idleLogoutMs: 0,
  pausesMs: [60_000, 180_000, 300_000, 420_000, 600_000],
  queuePriority: false,
  mrds: {},
  attributes: {},
  teams: {},
  agents: {},
  queues: {},
  lists: {},
  bots: {},
  channels: {},
  reasons: {},
};

/** The value that holds in this scope. */
export function rule<K extends keyof Rules>(config: Config, key: K, scope: RuleScope): Rules[K] {
  const { queueId, mrdId, channelId } = scope;
  return (
    (queueId === null ? undefined : lookup(config.queues, queueId)?.rules[key]) ??
    (mrdId === null ? undefined : lookup(config.mrds, mrdId)?.rules[key]) ??
    (channelId === null ? undefined : lookup(config.channels, channelId)?.rules[key]) ??
    config.rules[key]
  );
}

/** The channel that a conversation is answered by: that of its first open session. */
export function channelOf(state: State, conversation: Conversation): string | null {
  const sessionId = conversation.sessionIds[0];
  return sessionId === undefined ? null : (lookup(state.sessions, sessionId)?.channelId ?? null);
}

/** The scope of a task: its queue, its MRD, and the channel of its conversation. */
export function scopeOfTask(
  state: State,
  task: { queueId: string | null; mrdId: string | null; conversationId: string },
): RuleScope {
  const conversation = lookup(state.conversations, task.conversationId);
  return {
    queueId: task.queueId,
    mrdId: task.mrdId,
    channelId: conversation === undefined ? null : channelOf(state, conversation),
  };
}
