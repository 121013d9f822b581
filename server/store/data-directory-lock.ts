/**
 * One process per data directory. The embedded database has no lock of its own, and two processes on one
 * directory lose data without an error.
 *
 * The lock is a file that names its holder. It is stale when that process is gone: checked by pid and start
 * time on the same host, and by a heartbeat (the file's modification time) when the holder is on another host
 * or in another container that shares the directory.
 */
import { randomUUID } from 'node:crypto';
import {
  closeSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Another process works on the data directory. */
export class DataDirectoryInUseError extends Error {
  override readonly name = 'DataDirectoryInUseError';

  constructor(directory: string, pid: number) {
    super(
      `The data directory ${directory} is in use by another process (pid ${pid}). ` +
        'Stop that one first, or give this one a DATA_DIR of its own.',
    );
  }
}

/** How often the holder touches the file, and how long an untouched file of another host is believed (ms). */
const HEARTBEAT_MS = 1_000;
const BELIEVED_MS = 4_000;

type Holder = { pid: number; startedAt: string | null; host: string; token: string };

/** Takes the lock of `directory`, which must exist. The result gives it back; it is also given back at exit. */
export async function lockDataDirectory(directory: string): Promise<() => void> {
  const path = join(directory, 'lock');
  const self: Holder = {
    pid: process.pid,
    startedAt: processStart(process.pid),
    host: hostname(),
    token: randomUUID(),
  };
  while (!create(path, self)) {
    const found = read(path);
    if (found === undefined) continue;
    if (await isAlive(path, found)) throw new DataDirectoryInUseError(directory, found?.pid ?? 0);
    removeStale(path, found);
  }
  const heartbeat = setInterval(() => touch(path), HEARTBEAT_MS);
  heartbeat.unref();
  const release = (): void => {
    clearInterval(heartbeat);
    process.off('exit', release);
    if (read(path)?.token === self.token) rmSync(path, { force: true });
  };
  process.on('exit', release);
  return release;
}

function create(path: string, self: Holder): boolean {
  let file: number;
  try {
    file = openSync(path, 'wx', 0o600);
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  }
  writeSync(file, JSON.stringify(self));
  closeSync(file);
  return true;
}

/** `undefined`: no file; `null`: a file that names nobody (its writer died in between). */
function read(path: string): Holder | null | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    throw error;
  }
  try {
    const value = JSON.parse(text) as Partial<Holder>;
    if (typeof value.pid !== 'number' || typeof value.host !== 'string') return null;
    return { pid: value.pid, startedAt: value.startedAt ?? null, host: value.host, token: value.token ?? '' };
  } catch {
    return null;
  }
}

async function isAlive(path: string, holder: Holder | null): Promise<boolean> {
  if (holder?.host === hostname()) {
    return (
      isRunning(holder.pid) && (holder.startedAt === null || processStart(holder.pid) === holder.startedAt)
    );
  }
  for (let beat = modified(path); ;) {
    if (Date.now() - beat > BELIEVED_MS) return false;
    await sleep(HEARTBEAT_MS);
    const next = modified(path);
    if (next > beat) return true;
    beat = next;
  }
}

/** Moves the file away first, so that of two processes that found it stale only one removes it. */
function removeStale(path: string, seen: Holder | null): void {
  const aside = `${path}.${randomUUID()}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (isCode(error, 'ENOENT')) return;
    throw error;
  }
  const moved = read(aside);
  // The other one was faster and this is its fresh lock: give it back.
  if (moved && moved.token !== seen?.token) renameSync(aside, path);
  else rmSync(aside, { force: true });
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isCode(error, 'EPERM');
  }
}

/** When a process was started, in the kernel's ticks: tells a new process from an old one of the same pid. */
function processStart(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may hold anything; the start time is the 20th field after it.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

function modified(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function touch(path: string): void {
  try {
    utimesSync(path, new Date(), new Date());
  } catch {
    // A missing file is found by the next one who wants the lock, not by a heartbeat.
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
