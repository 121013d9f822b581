/** Reads that a joining client waits for: tried again when they fail, given up when they take too long. */
import { setTimeout as pause } from 'node:timers/promises';
import { ProtocolError } from '../../../protocol/shared/errors.ts';

/** How often a read is tried, and the pause before the second try (ms); each further pause is twice as long. */
const TRIES = 4;
const FIRST_PAUSE_MS = 100;

/**
 * What `read` resolves with. Rejects with UNAVAILABLE when every try has failed or `withinMs` is over: whoever
 * waits is told, and never waits without end.
 */
export async function readPatiently<T>(read: () => Promise<T>, withinMs: number): Promise<T> {
  const giveUp = new AbortController();
  const tooLate = pause(withinMs, undefined, { signal: giveUp.signal, ref: false }).then(
    () => Promise.reject(unavailable('took too long')),
    // Nobody waits any more.
    () => new Promise<never>(() => {}),
  );
  try {
    return await Promise.race([tryAgain(read, giveUp.signal), tooLate]);
  } finally {
    giveUp.abort();
  }
}

async function tryAgain<T>(read: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await read();
    } catch (error) {
      if (attempt === TRIES || signal.aborted) throw unavailable(error);
      await pause(FIRST_PAUSE_MS * 2 ** (attempt - 1), undefined, { ref: false });
    }
  }
}

function unavailable(cause: unknown): ProtocolError {
  const error = new ProtocolError('UNAVAILABLE');
  error.cause = cause;
  return error;
}
