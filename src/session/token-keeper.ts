/**
 * Keeps the agent's access token fresh: a new one at 80 % of its life, at once when it has run out while the
 * machine slept, and whenever the server no longer takes it (L-M14). Drafts, the outbox and the page stay as they
 * are meanwhile.
 *
 * How old a token is does not depend on what the machine's clock says: it is measured from when the token arrived.
 * A clock that is wrong by days changes nothing, and one that is set while the desk runs costs one renewal at most.
 */

export type Token = {
  token: string;
  /** From its issue to its end by the provider's own clock, ms. */
  lasts: number;
};

/** Where tokens come from: the OpenID provider in the desk, a script in tests. */
export type TokenSource = {
  current: () => Token | null;
  /** Gets a new token. Rejects; `ended` then says whether the sign-in itself is over or nobody was reached. */
  refresh: () => Promise<void>;
  ended: () => boolean;
};

export type TokenKeeper = {
  /** A token that is good now; a new one when `fresh`. Rejects when none is to be had. */
  token: (fresh: boolean) => Promise<string>;
  /** The machine may have slept: look at the clock. */
  wake: () => void;
  stop: () => void;
};

/** Two clocks, both in ms: one that can be set, and one that only counts but may stand still while a machine sleeps. */
type Clocks = { now: () => number; steady: () => number };

/** The part of its life after which a token is replaced. */
const SPENT = 0.8;
/** How soon to try again when nobody was reached: first and longest, ms. */
const AGAIN_AFTER = { first: 2000, longest: 10_000 };
/** Whoever asks again so soon after a failure gets the same answer without another request, ms. */
const STILL_FAILED = 1000;
/** A token that was renewed so recently is not renewed again because a server refuses it, ms. */
const JUST_RENEWED = 5000;
/** Timers of browsers hold at most this many ms. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** Keeps the tokens of `source` fresh until it is stopped. `onEnded`: the sign-in is over, nothing helps. */
export function keepTokens(
  source: TokenSource,
  hooks: Clocks & { onToken: (token: string) => void; onEnded: () => void },
): TokenKeeper {
  const moment = () => ({ now: hooks.now(), steady: hooks.steady() });
  let arrived = moment();
  let renewed = -Infinity;
  let failed = -Infinity;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<string> | null = null;
  let stopped = false;

  /** By whichever clock has gone further: a sleeping machine stops one, a hand on the clock turns back the other. */
  const age = () => Math.max(hooks.steady() - arrived.steady, hooks.now() - arrived.now);

  const schedule = (delay: number) => {
    clearTimeout(timer);
    if (stopped) return;
    timer = setTimeout(
      () => void refresh().catch(() => undefined),
      Math.min(LONGEST_TIMER, Math.max(0, delay)),
    );
  };
  const spentIn = (): number => {
    const current = source.current();
    return current === null ? 0 : current.lasts * SPENT - age();
  };

  const renew = async (): Promise<string> => {
    try {
      await source.refresh();
    } catch (error) {
      failed = hooks.steady();
      failures += 1;
      if (source.ended()) hooks.onEnded();
      else schedule(Math.min(AGAIN_AFTER.longest, AGAIN_AFTER.first * 2 ** (failures - 1)));
      throw error;
    }
    const current = source.current();
    if (current === null) throw new Error('The sign-in has ended.');
    arrived = moment();
    renewed = arrived.steady;
    failures = 0;
    failed = -Infinity;
    schedule(spentIn());
    hooks.onToken(current.token);
    return current.token;
  };

  const refresh = (): Promise<string> => {
    running ??= renew().finally(() => {
      running = null;
    });
    return running;
  };

  /** As `refresh`, for whoever asks, as often as they like. */
  const refreshBounded = async (): Promise<string> => {
    if (running === null && hooks.steady() - failed < STILL_FAILED) throw new Error('Nobody was reached.');
    return refresh();
  };

  schedule(spentIn());

  return {
    token: async (fresh) => {
      const current = source.current();
      if (current === null || age() >= current.lasts) return refreshBounded();
      const since = hooks.steady() - renewed;
      return fresh && since >= Math.min(JUST_RENEWED, current.lasts / 4) ? refreshBounded() : current.token;
    },
    wake: () => {
      if (!stopped && spentIn() <= 0) refresh().catch(() => undefined);
    },
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
