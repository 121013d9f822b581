/** Additions for a supervisor's view of the floor: all of it at once, then what has changed. Times are epoch ms. */
import * as z from 'zod/mini';

/** From now on this socket is told the floor of the supervisor's teams (`on`), or no more. */
export const watchFloor = z.looseObject({ on: z.boolean() });

const text = z.string();
const count = z.number();
const epochMs = z.number();
const named = z.looseObject({ id: text, name: text });

/** An agent of a supervised team. */
export const floorAgent = z.looseObject({
  id: text,
  name: text,
  team: named,
  /** READY, NOT_READY or LOGOUT. */
  state: text,
  /** The reason's name; a system's is its code. */
  reason: z.nullable(text),
  /** Since when; null: not known, as they have not signed in yet. */
  since: z.nullable(epochMs),
  /** False while every connection is lost. */
  connected: z.boolean(),
  mrds: z.array(z.looseObject({ id: text, name: text, state: text, live: count, max: count })),
  /** Conversations in hand, those in wrap-up among them. */
  conversations: count,
});

/** A queue that agents of the teams serve. */
export const floorQueue = z.looseObject({
  id: text,
  name: text,
  /** Customers who wait or ring, and since when the longest of them does. */
  waiting: count,
  since: z.nullable(epochMs),
  /** Agents with a free place who serve it now. */
  ready: count,
  /** Conversations of it that are served. */
  active: count,
  /** Of today's customers the part (0 to 1) that was served in time, by `serviceLevelType`; null: nobody yet. */
  serviceLevel: z.nullable(z.number()),
  /** How long somebody who comes now would wait, by the pace of late, ms; null: nobody works for it. */
  expectedMs: z.nullable(count),
  /** Today's customers in all, and those who left before they were answered. */
  offered: count,
  abandoned: count,
});

/** A conversation that waits, stands on a pull list, is served or is wrapped up, or that a bot leads. */
export const floorConversation = z.looseObject({
  id: text,
  customer: text,
  channelType: text,
  queue: z.nullable(named),
  /** The pull list on which it waits for whoever takes it (LISTED); null: on none. */
  list: z.nullable(named),
  /** QUEUED, OFFERED, LISTED, ACTIVE, ON_HOLD, WRAP_UP or BOT. */
  state: text,
  /** Since when the customer waits, is served or is wrapped up. */
  since: epochMs,
  priority: count,
  /** Who of the teams is asked, serves it or wraps it up; the bot that leads it. */
  agents: z.array(named),
  /** Names of agents whose hand is up. */
  hands: z.array(text),
});

/** The whole floor. `seq`: the changes that come after it count on from there. */
export const floorSnapshot = z.looseObject({
  seq: count,
  agents: z.array(floorAgent),
  queues: z.array(floorQueue),
  conversations: z.array(floorConversation),
  teams: z.array(named),
  serverTime: epochMs,
});

/**
 * What is new or different since the last time, each row whole; and the ids of what is gone. `seq` is one more than that
 * of the snapshot or the changes before: whoever has missed one asks anew (`watchFloor`).
 */
export const floorChanges = z.looseObject({
  seq: count,
  agents: z.array(floorAgent),
  queues: z.array(floorQueue),
  conversations: z.array(floorConversation),
  gone: z.looseObject({
    agents: z.array(text),
    queues: z.array(text),
    conversations: z.array(text),
  }),
  serverTime: epochMs,
});

export type FloorAgent = z.output<typeof floorAgent>;
export type FloorQueue = z.output<typeof floorQueue>;
export type FloorConversation = z.output<typeof floorConversation>;
export type FloorSnapshot = z.output<typeof floorSnapshot>;
export type FloorChanges = z.output<typeof floorChanges>;
