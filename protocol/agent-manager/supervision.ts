/** Additions for supervisors: acting on agents, conversations and queues of their teams, and what those are told. */
import * as z from 'zod/mini';
import { id, numeric, timestamp } from '../cim/primitives.ts';
import { wordIn } from '../shared/words.ts';

const STEERINGS = ['MOVE', 'PRIORITISE', 'ASSIGN', 'PULL_OUT', 'END', 'FINISH_WRAP_UP'] as const;

const conversationId = id;
const steeringOf = wordIn(STEERINGS);

const steering = z.discriminatedUnion('action', [
  z.looseObject({ action: z.literal('MOVE'), conversationId, queueId: id }),
  z.looseObject({ action: z.literal('PRIORITISE'), conversationId, priority: numeric }),
  z.looseObject({ action: z.literal('ASSIGN'), conversationId, agentId: id }),
  z.looseObject({ action: z.literal('PULL_OUT'), conversationId, agentId: z.optional(z.nullable(id)) }),
  z.looseObject({ action: z.literal('END'), conversationId }),
  z.looseObject({ action: z.literal('FINISH_WRAP_UP'), conversationId, agentId: id }),
]);

/**
 * A supervisor acts on a conversation from outside. `action`: MOVE to the queue `queueId`; PRIORITISE to `priority` (1
 * to 10; a lower one than it has changes nothing); ASSIGN to the agent `agentId` by name; PULL_OUT of the hands of
 * `agentId` (or of whoever has it), so that the customer waits again, first; END for the customer; FINISH_WRAP_UP of
 * the agent `agentId`. FORBIDDEN for conversations of other teams.
 */
export const steerConversation = z.pipe(
  z.pipe(
    z.union([steering, z.looseObject({ action: z.string() })]),
    z.transform((request) => ({ ...request, action: steeringOf(request.action) ?? request.action })),
  ),
  steering,
);

/** Lets everybody go who waits in a queue that agents of the supervisor's teams serve. */
export const flushQueue = z.looseObject({ queueId: id });

/** What a supervisor did. The first three are about an agent, the others about a conversation. */
export const SUPERVISOR_ACTS = ['STATE', 'MRD_STATE', 'LOGOUT', ...STEERINGS] as const;

/**
 * To the agents whom it concerns: a supervisor has acted on them (`conversationId` null) or on a conversation of theirs.
 * What came of it is told by the events that tell it otherwise.
 */
export const supervisorActed = z.looseObject({
  act: z.enum(SUPERVISOR_ACTS),
  supervisor: z.looseObject({ id: z.string(), name: z.string() }),
  /** Whom it concerns most: from whom it was pulled, to whom it was assigned; null: nobody. */
  agentId: z.nullable(z.string()),
  conversationId: z.nullable(z.string()),
  at: z.number().check(z.int(), z.positive()),
});

const named = z.looseObject({ id: z.string(), name: z.string() });
const epochMs = z.number();

/** To the agents of a conversation, where the contact centre tells them: who listens to it, or to a call of it, now. */
export const conversationMonitored = z.looseObject({
  conversationId: z.string(),
  monitors: z.array(named),
});

/** How many entries of the supervision record come at once, and how many come at most. */
const MONITORINGS_AT_ONCE = 50;
const MOST_MONITORINGS_AT_ONCE = 200;

/**
 * What is wanted of the supervision record. `agentId`: who was monitored; `supervisorId`: by whom; `from` and `until`:
 * when it began; `before`: the `next` of the page before.
 */
export const monitoringsQuery = z.looseObject({
  agentId: z.optional(id),
  supervisorId: z.optional(id),
  from: z.optional(timestamp),
  until: z.optional(timestamp),
  before: z.optional(z.pipe(numeric, z.int())),
  limit: z._default(
    z.pipe(numeric, z.int().check(z.minimum(1), z.maximum(MOST_MONITORINGS_AT_ONCE))),
    MONITORINGS_AT_ONCE,
  ),
});

/**
 * One supervisor in one conversation or in one agent's call, from coming to going. Times are epoch ms; null: it has not
 * happened.
 */
export const monitoring = z.looseObject({
  id: z.string(),
  /** null: a call that belongs to none. */
  conversationId: z.nullable(z.string()),
  /** They listened to the agent's call on the telephone. */
  onPhone: z.boolean(),
  /** Empty: nobody knows any more. */
  customer: z.string(),
  supervisor: named,
  /** The agents who worked on it meanwhile, of the teams that the asker supervises. */
  agents: z.array(named),
  beganAt: epochMs,
  whisperedAt: z.nullable(epochMs),
  bargedInAt: z.nullable(epochMs),
  endedAt: z.nullable(epochMs),
  /** The address, and what the program says about itself; null: not known. */
  address: z.nullable(z.string()),
  device: z.nullable(z.string()),
});

/** Newest first. `next`: for `before` of the next page; null: there is none. */
export const monitorings = z.object({ entries: z.array(monitoring), next: z.nullable(z.number()) });

export type ConversationMonitored = z.output<typeof conversationMonitored>;
export type Monitoring = z.output<typeof monitoring>;
export type SteerConversation = z.output<typeof steerConversation>;
export type SupervisorAct = (typeof SUPERVISOR_ACTS)[number];
export type SupervisorActed = {
  act: SupervisorAct;
  supervisor: { id: string; name: string };
  agentId: string | null;
  conversationId: string | null;
  at: number;
};
