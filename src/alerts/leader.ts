/**
 * One tab of a browser speaks for all: it rings, or it notifies, and the others keep quiet (L-B3). The tabs queue for
 * a lock of the browser; when the tab that has it closes or steps down, the next one gets it, at once and without a
 * timer that a hidden tab would sleep through. Browsers also leave a tab that holds a lock awake (L-S3). Without locks
 * (a page that was not loaded over TLS) every tab speaks for itself.
 */
export type Leader = {
  leads: () => boolean;
  /** From now on this tab may lead. */
  start: () => void;
  /** Let another lead. */
  stepDown: () => void;
  stop: () => void;
};

/** Takes part in choosing the tab that does `duty`. `onLead` is called whenever this tab begins to lead. */
export function createLeader(
  locks: LockManager | undefined,
  duty: string,
  onLead: () => void = () => undefined,
): Leader {
  let leading = locks === undefined;
  let candidacy: AbortController | null = null;

  const stepDown = () => {
    candidacy?.abort();
    candidacy = null;
    if (locks !== undefined) leading = false;
  };

  /** Without an answer from the browser nobody would speak at all. */
  const leadAlone = (mine: AbortController) => {
    if (mine.signal.aborted) return;
    leading = true;
    onLead();
  };

  return {
    leads: () => leading,
    stepDown,
    stop: stepDown,
    start: () => {
      if (candidacy !== null || locks === undefined) return;
      const mine = new AbortController();
      candidacy = mine;
      const held = () => {
        if (mine.signal.aborted) return Promise.resolve();
        leading = true;
        onLead();
        return new Promise<void>((resolve) => {
          mine.signal.addEventListener('abort', () => {
            resolve();
          });
        });
      };
      Promise.resolve()
        .then(() => locks.request(`desk:${duty}`, { signal: mine.signal }, held))
        .catch(() => {
          leadAlone(mine);
        });
    },
  };
}
