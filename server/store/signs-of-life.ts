/**
 * How a process proves to others that it lives, and how they find out.
 *
 * On the same kernel by a listening socket: the kernel closes it when the process is truly gone, and not before.
 * A process that is stopped, or slow, or in a container of another name still answers; one that was killed and is
 * still dying does, too. From another kernel by a counter in a file that goes up: who watches it measures with
 * a monotonic clock of its own, so that no two clocks are ever compared.
 */
import { closeSync, openSync, readFileSync, rmSync, symlinkSync, writeSync } from 'node:fs';
import { createConnection, createServer } from 'node:net';
import type { Server } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** How often the counter goes up (ms). */
export const BEAT_MS = 1_000;

/** The system takes no longer path for a socket. */
const LONGEST_SOCKET_PATH = 100;

/** An answer that takes longer (ms) than this does not come any more, but the socket is there. */
const ANSWER_MS = 1_000;

const beaconPath = (folder: string, token: string): string => join(folder, `${token}.sock`);
const counterPath = (folder: string, token: string): string => join(folder, `${token}.beat`);

/** What tells this running kernel from every other one, and from itself before it was booted. */
export function kernelId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return hostname();
  }
}

/** Starts to listen. Null where the file system has no sockets; the counter has to do then. */
export async function lightBeacon(folder: string, token: string): Promise<Server | null> {
  const server = createServer((socket) => socket.destroy());
  try {
    await withShortPath(
      beaconPath(folder, token),
      token,
      (path) =>
        new Promise<void>((resolve, reject) => {
          server.once('error', reject);
          server.listen(path, resolve);
        }),
    );
  } catch {
    return null;
  }
  server.unref();
  return server;
}

/** Whether somebody listens there, on this kernel. */
export async function seesBeacon(folder: string, token: string): Promise<boolean> {
  return withShortPath(
    beaconPath(folder, token),
    `${token}-${process.pid}`,
    (path) =>
      new Promise<boolean>((resolve) => {
        const socket = createConnection(path);
        const settle = (alive: boolean): void => {
          socket.destroy();
          resolve(alive);
        };
        socket.setTimeout(ANSWER_MS, () => settle(true));
        socket.once('connect', () => settle(true));
        socket.once('error', (error: NodeJS.ErrnoException) => {
          // Anything else (a full queue of a process that is stopped) comes from somebody who listens.
          settle(error.code !== 'ECONNREFUSED' && error.code !== 'ENOENT');
        });
      }),
  );
}

/** Writes the counter. In place, so that a full disk does not stop it, and closed, so that other hosts see it. */
export function beat(folder: string, token: string, count: number): void {
  const file = openSync(counterPath(folder, token), count === 0 ? 'w' : 'r+', 0o600);
  try {
    writeSync(file, String(count).padStart(12, '0'), 0);
  } finally {
    closeSync(file);
  }
}

/** Whether the counter stands still for `silenceMs`. */
export async function isSilent(folder: string, token: string, silenceMs: number): Promise<boolean> {
  const before = readCounter(folder, token);
  const began = performance.now();
  while (performance.now() - began < silenceMs) {
    await sleep(Math.min(BEAT_MS / 4, silenceMs));
    if (readCounter(folder, token) !== before) return false;
  }
  return true;
}

/** Removes what proved that somebody lives. */
export function removeSigns(folder: string, token: string): void {
  rmSync(counterPath(folder, token), { force: true });
  rmSync(beaconPath(folder, token), { force: true });
}

function readCounter(folder: string, token: string): string {
  try {
    return readFileSync(counterPath(folder, token), 'utf8');
  } catch {
    return '';
  }
}

/** Calls `use` with a path to the same place that is short enough for a socket. */
async function withShortPath<T>(path: string, name: string, use: (path: string) => Promise<T>): Promise<T> {
  if (path.length <= LONGEST_SOCKET_PATH) return use(path);
  const link = join(tmpdir(), `desk-${name}`);
  rmSync(link, { force: true });
  symlinkSync(dirname(path), link);
  try {
    return await use(join(link, basename(path)));
  } finally {
    rmSync(link, { force: true });
  }
}
