/**
 * Keeps the agent's access token fresh: a new one at 80 % of its life, at once when it has run out while the
 * machine slept, and whenever the server no longer takes it (M14). Drafts, the outbox and the page stay as they
 * are meanwhile.
 */

/** Where tokens come from: Keycloak in the desk, a script in tests. Times are epoch seconds as in the token. */
export type TokenSource = {
  current: () => { token: string; issuedAt: number; expiresAt: number } | null;
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

/** The part of its life after which a token is replaced. */
const SPENT = 0.8;
/** How soon to try again when nobody was reached, ms. */
const AGAIN_AFTER = 5000;
/** Timers of browsers hold at most this many ms. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** Keeps the tokens of `source` fresh until it is stopped. `onEnded`: the sign-in is over, nothing helps. */
export function keepTokens(
  source: TokenSource,
  hooks: { onToken: (token: string) => void; onEnded: () => void; now: () => number },
): TokenKeeper {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<string> | null = null;
  let stopped = false;

  const refreshAt = (): number => {
    const current = source.current();
    if (current === null) return 0;
    return (current.issuedAt + (current.expiresAt - current.issuedAt) * SPENT) * 1000;
  };

  const schedule = (at: number) => {
    clearTimeout(timer);
    if (stopped) return;
    timer = setTimeout(
      () => void refresh().catch(() => undefined),
      Math.min(LONGEST_TIMER, Math.max(0, at - hooks.now())),
    );
  };

  const renew = async (): Promise<string> => {
    try {
      await source.refresh();
    } catch (error) {
      if (source.ended()) hooks.onEnded();
      else schedule(hooks.now() + AGAIN_AFTER);
      throw error;
    }
    const current = source.current();
    if (current === null) throw new Error('The sign-in has ended.');
    schedule(refreshAt());
    hooks.onToken(current.token);
    return current.token;
  };

  const refresh = (): Promise<string> => {
    running ??= renew().finally(() => {
      running = null;
    });
    return running;
  };

  schedule(refreshAt());

  return {
    token: async (fresh) => {
      const current = source.current();
      if (!fresh && current !== null && hooks.now() < current.expiresAt * 1000) return current.token;
      return refresh();
    },
    wake: () => {
      if (!stopped && hooks.now() >= refreshAt()) refresh().catch(() => undefined);
    },
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
