/**
 * One process per data directory. The embedded database has no lock of its own, and two processes on one
 * directory lose data without an error.
 *
 * A holder has the newest claim (claims.ts) and shows signs of life (signs-of-life.ts). A claim is taken over
 * only from a process that is gone. The holder verifies its claim before it writes (pglite-worker.ts), so that
 * even one that was believed dead and wakes up again does no harm.
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Claimant, ClaimPaths } from './claims.ts';
import { freeClaim, isHeld, makeClaim, newestClaim, removeOlder } from './claims.ts';
import { beat, BEAT_MS, isSilent, kernelId, lightBeacon, removeSigns, seesBeacon } from './signs-of-life.ts';

/** Another process works on the data directory. */
export class DataDirectoryInUseError extends Error {
  override readonly name = 'DataDirectoryInUseError';

  constructor(directory: string, { pid, host }: { pid: number; host: string }) {
    const where = host === '' || host === hostname() ? '' : ` on ${host}`;
    super(
      `The data directory ${directory} is in use by another process (pid ${pid}${where}). ` +
        'Stop that one first, or give this one a DATA_DIR of its own.',
    );
  }
}

/** Another process has taken the data directory over: nothing more may be written. */
export class DataDirectoryLostError extends Error {
  override readonly name = 'DataDirectoryLostError';

  constructor() {
    super('Another process has taken over the data directory, or its lock was removed.');
  }
}

/** Times in ms. */
type LockOptions = {
  /** How long to wait for a holder that may be about to end. */
  patienceMs?: number | undefined;
  /** A holder on another kernel whose counter stands still for so long is believed gone. */
  silenceMs?: number | undefined;
  /** Called once when the lock is found to be taken. */
  onLost?: (() => void) | undefined;
};

/** The lock as its holder has it. */
export type DirectoryLock = {
  /** For whoever has to verify that it is still held. */
  paths: ClaimPaths;
  /** Gives it back. Nothing may be written any more. */
  release: () => void;
};

const PATIENCE_MS = 5_000;
/** Longer than a process is ever stopped by accident, and than other hosts keep what they have read. */
const SILENCE_MS = 8_000;
const RETRY_MS = 50;

/**
 * Takes the lock of `directory`, which must exist; throws `DataDirectoryInUseError` when its holder is still
 * there after the patience.
 */
export async function lockDataDirectory(
  directory: string,
  options: LockOptions = {},
): Promise<DirectoryLock> {
  const { patienceMs = PATIENCE_MS, silenceMs = SILENCE_MS, onLost = () => {} } = options;
  const folder = join(directory, 'lock');
  makeFolder(directory, folder);
  const token = randomBytes(8).toString('hex');
  const beacon = await lightBeacon(folder, token);
  const self: Claimant = {
    token,
    pid: process.pid,
    host: hostname(),
    kernel: kernelId(),
    beacon: beacon !== null,
  };
  let count = 0;
  beat(folder, token, count);
  const putOut = (): void => {
    beacon?.close();
    removeSigns(folder, token);
  };

  let paths: ClaimPaths | null = null;
  try {
    paths = await take(directory, folder, self, patienceMs, silenceMs);
  } catch (error) {
    putOut();
    throw error;
  }
  const held = paths;
  const heart = setInterval(() => {
    if (isHeld(held)) {
      try {
        beat(folder, token, (count += 1));
      } catch {
        // Whoever takes it over for that is found by the next look.
      }
      return;
    }
    clearInterval(heart);
    onLost();
  }, BEAT_MS);
  heart.unref();
  return {
    paths: held,
    release: () => {
      clearInterval(heart);
      freeClaim(held);
      putOut();
    },
  };
}

async function take(
  directory: string,
  folder: string,
  self: Claimant,
  patienceMs: number,
  silenceMs: number,
): Promise<ClaimPaths> {
  const giveUpAt = performance.now() + patienceMs;
  for (;;) {
    const newest = newestClaim(folder);
    const holder = newest?.claimant ?? null;
    if (holder === null || (await isGone(folder, holder, silenceMs))) {
      const number = (newest?.number ?? 0) + 1;
      const paths = makeClaim(folder, number, self);
      if (paths !== null) {
        if (holder !== null && !answersFor(holder)) await outwait(folder, holder);
        for (const token of removeOlder(folder, number)) removeSigns(folder, token);
        return paths;
      }
    } else if (performance.now() >= giveUpAt) {
      throw new DataDirectoryInUseError(directory, holder);
    }
    await sleep(RETRY_MS);
  }
}

/** Whether the kernel of this process knows if the holder lives. */
function answersFor(holder: Claimant): boolean {
  return holder.beacon && holder.kernel === kernelId();
}

async function isGone(folder: string, holder: Claimant, silenceMs: number): Promise<boolean> {
  if (answersFor(holder)) return !(await seesBeacon(folder, holder.token));
  return isSilent(folder, holder.token, silenceMs);
}

/** A holder elsewhere that lives after all finds the new claim at its next beat, and stops. */
async function outwait(folder: string, holder: Claimant): Promise<void> {
  while (!(await isSilent(folder, holder.token, 2 * BEAT_MS)));
}

/** The first release had a file in the folder's place. Its process would not see our claims. */
function makeFolder(directory: string, folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isFile() === true) {
    const holder = oldHolder(folder);
    if (holder !== null) throw new DataDirectoryInUseError(directory, holder);
    rmSync(folder, { force: true });
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 });
}

function oldHolder(path: string): { pid: number; host: string } | null {
  try {
    const text = readFileSync(path, 'utf8');
    const { pid, host, startedAt } = JSON.parse(text) as { pid: number; host: string; startedAt: string };
    if (host !== hostname()) return null;
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may hold anything; the start time is the 20th field after it.
    const runningSince = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    return runningSince === startedAt ? { pid, host } : null;
  } catch {
    return null;
  }
}
