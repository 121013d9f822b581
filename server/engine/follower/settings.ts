/** Times and bounds of the pipe; all durations in ms. The two ends have to agree on none of them. */
export type PipeSettings = {
  /** How often each end says that it is there. */
  pulseMs: number;
  /** A turn that is missing for so long is asked for; before that it may still be on its way. */
  gapMs: number;
  /** What is not answered for so long is sent again. */
  retryMs: number;
  /** A command that is not settled within this time is given up, and will not happen afterwards. */
  answerMs: number;
  /** A replica that for so long has not known that it is complete answers no reads. */
  staleMs: number;
  /** A follower that was not heard of for so long has lost its connections. */
  lostMs: number;
  /** A follower that was not heard of for so long is forgotten. More than `answerMs`. */
  forgetMs: number;
  /** Turns, and characters of them, that the owner keeps for followers that missed them. */
  keptTurns: number;
  keptCharacters: number;
  /** Turns that a follower keeps while an earlier one is missing. */
  waitingTurns: number;
  /** Requests of one follower that may be open at once. */
  openRequests: number;
  /** A follower that is more events behind than this takes a fresh state instead of every turn. */
  replayedEvents: number;
};

export const PIPE_SETTINGS: PipeSettings = {
  pulseMs: 250,
  gapMs: 30,
  retryMs: 300,
  answerMs: 5_000,
  staleMs: 5_000,
  lostMs: 3_000,
  forgetMs: 60_000,
  keptTurns: 10_000,
  keptCharacters: 16_000_000,
  waitingTurns: 10_000,
  openRequests: 20_000,
  replayedEvents: 50_000,
};

/** How time is waited for; tests let it pass themselves. The results end the waiting. */
export type Timers = {
  every(ms: number, work: () => void): () => void;
  after(ms: number, work: () => void): () => void;
};

/** By the machine's timers. A process does not live on for them. */
export const systemTimers: Timers = {
  every: (ms, work) => {
    const timer = setInterval(work, ms).unref();
    return () => clearInterval(timer);
  },
  after: (ms, work) => {
    const timer = setTimeout(work, ms).unref();
    return () => clearTimeout(timer);
  },
};
