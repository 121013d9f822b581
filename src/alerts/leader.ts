/**
 * One tab of a browser speaks for all: it rings and notifies, the others keep quiet (B3). The tab that was first
 * able to sound takes the lock; when it closes, the next one has it. Without locks every tab speaks for itself.
 */
export type Leader = {
  leads: () => boolean;
  /** Stand for it: from now on this tab may lead. */
  stand: () => void;
  stop: () => void;
};

const LOCK = 'desk.voice';

/** Takes part in choosing the tab that speaks. */
export function createLeader(locks: LockManager | undefined): Leader {
  let leading = locks === undefined;
  let standing = false;
  const over = new AbortController();
  return {
    leads: () => leading,
    stand: () => {
      if (standing || locks === undefined) return;
      standing = true;
      locks
        .request(LOCK, { signal: over.signal }, () => {
          leading = true;
          return new Promise<void>((resolve) => {
            over.signal.addEventListener('abort', () => {
              resolve();
            });
          });
        })
        .catch(() => undefined);
    },
    stop: () => {
      over.abort();
    },
  };
}
