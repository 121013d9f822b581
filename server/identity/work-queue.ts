/**
 * Expensive work of signing in, bounded: so much at once, so much that waits, and an early refusal beyond. Those
 * who come from a place that their account knows go first; the others take turns by network, so that one that
 * floods delays itself.
 */
import { SignInError } from './errors.ts';

/** What is known about a piece of work before it is done. */
export type Work = {
  /** From a place where this account has signed in before. */
  known: boolean;
  /** Where it comes from. */
  network: string;
  /** Better skipped than waited for. */
  optional?: boolean;
};

export type WorkQueue = {
  /**
   * The result of `job`, or `skipped` for optional work without room.
   * @throws SignInError `busy` when too many wait already
   */
  run<T>(work: Work, job: () => Promise<T>): Promise<T | 'skipped'>;
  /** How long (ms) the last piece of work took, its wait included. */
  lastMs(): number;
};

type Waiting = { start: () => void };

/** When somebody who was refused may try again (ms): by then the queue has moved. */
const RETRY_MS = 2_000;

/**
 * @param atOnce pieces of work that go on at the same time
 * @param mostWaiting pieces that may wait, and as many again from known places; one network gets half of the room
 */
export function createWorkQueue({ atOnce, mostWaiting }: { atOnce: number; mostWaiting: number }): WorkQueue {
  const known: Waiting[] = [];
  const networks = new Map<string, Waiting[]>();
  const ofOneNetwork = Math.max(1, Math.floor(mostWaiting / 2));
  let waiting = 0;
  let running = 0;
  let optionalRunning = false;
  let lastMs = 0;

  function next(): Waiting | undefined {
    const first = known.shift();
    if (first !== undefined) return first;
    const [entry] = networks;
    if (entry === undefined) return undefined;
    const [network, queue] = entry;
    const chosen = queue.shift();
    waiting -= 1;
    // To the end of the round.
    networks.delete(network);
    if (queue.length > 0) networks.set(network, queue);
    return chosen;
  }

  function enter({ known: isKnown, network }: Work): Promise<void> {
    const queue = networks.get(network) ?? [];
    const room = isKnown ? known.length < mostWaiting : waiting < mostWaiting && queue.length < ofOneNetwork;
    if (!room) throw new SignInError('busy', RETRY_MS);
    return new Promise((start) => {
      if (isKnown) {
        known.push({ start });
        return;
      }
      queue.push({ start });
      networks.set(network, queue);
      waiting += 1;
    });
  }

  return {
    async run(work, job) {
      const began = performance.now();
      const optional = work.optional === true;
      if (optional && (running >= atOnce || optionalRunning)) return 'skipped';
      if (running >= atOnce) await enter(work);
      else running += 1;
      if (optional) optionalRunning = true;
      try {
        return await job();
      } finally {
        if (optional) optionalRunning = false;
        lastMs = performance.now() - began;
        // Whoever is next takes over the place.
        const following = next();
        if (following === undefined) running -= 1;
        else following.start();
      }
    },
    lastMs: () => lastMs,
  };
}
