/** Times and limits of polling; all times in ms. */
export type BayeuxTiming = {
  /** How long a poll is held when there is nothing to say. */
  holdMs: number;
  /** How long a client may take from one poll to the next before it counts as away. */
  awayMs: number;
  /** The same when its connection broke while a poll was held. */
  brokenMs: number;
  /** How long a client that is away is remembered, with what waits for it. */
  rememberMs: number;
  /** How long an agent who has begun to work may be without any client. */
  startMs: number;
};

export const DEFAULT_TIMING: BayeuxTiming = {
  holdMs: 30_000,
  awayMs: 10_000,
  brokenMs: 3_000,
  rememberMs: 30_000,
  startMs: 15_000,
};

/** Clients of one agent, at most: tabs, and programs beside them. */
export const MOST_CLIENTS = 100;
/** Messages of one request, at most. */
export const MOST_MESSAGES = 100;
/** Messages that may wait for one client; beyond that it has to begin anew and read what there is. */
export const MOST_WAITING = 2_000;
