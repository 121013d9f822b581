/**
 * Verifies before each write that the data directory still belongs to this process. A process that was stopped,
 * and whose lock was taken over meanwhile, finds that out before it writes a byte.
 */
import type { ClaimPaths } from './claims.ts';
import { isHeld } from './claims.ts';
import { DataDirectoryLostError } from './data-directory-lock.ts';

/** A verification holds for so long (ms), unless any clock says that more has passed. */
const TRUSTED_MS = 250;

/** What of the embedded database's file system is guarded: emscripten's own table of operations. */
type GuardedOperations = { write: (...parameters: never[]) => unknown };

export class WriteGuard {
  readonly #claim: ClaimPaths;
  readonly #onLost: () => never;
  #verifiedAt = 0;
  #verifiedAtWall = 0;

  /** `onLost` must end the thread: whatever the database was about to write may not be written. */
  constructor(claim: ClaimPaths, onLost: () => never) {
    this.#claim = claim;
    this.#onLost = onLost;
  }

  /** For the beginning of a statement. Throws `DataDirectoryLostError` when the directory is lost. */
  verify(): void {
    if (!isHeld(this.#claim)) throw new DataDirectoryLostError();
    this.#verifiedAt = performance.now();
    this.#verifiedAtWall = Date.now();
  }

  /** Guards the writes within a statement, which may be stopped in its middle. */
  protect(operations: GuardedOperations): void {
    const { write } = operations;
    operations.write = (...parameters) => {
      // The monotonic clock stands still while a machine sleeps, the wall clock does not.
      const passed = Math.max(
        performance.now() - this.#verifiedAt,
        Math.abs(Date.now() - this.#verifiedAtWall),
      );
      if (passed > TRUSTED_MS) this.#verifyOrEnd();
      return write(...parameters);
    };
  }

  #verifyOrEnd(): void {
    try {
      this.verify();
    } catch {
      this.#onLost();
    }
  }
}
