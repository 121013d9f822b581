import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

/** A longer path is no address of a socket on any system that we know. */
const LONGEST_PATH = 100;

/**
 * Where a server with this data directory listens to its administrator: a socket in the directory, which only
 * the server's own user may open. A long path gets a directory of its own among the temporary files.
 * @param dataDir absolute
 */
export function socketAddress(dataDir: string, platform: NodeJS.Platform = process.platform): string {
  const name = createHash('sha256').update(dataDir).digest('hex').slice(0, 16);
  if (platform === 'win32') return `\\\\.\\pipe\\agent-desk-${name}`;
  const path = join(dataDir, 'admin.sock');
  if (Buffer.byteLength(path) <= LONGEST_PATH) return path;
  return join(tmpdir(), `agent-desk-${userInfo().uid}-${name}`, 'admin.sock');
}

/** Makes the directory of a socket, for nobody else to enter. */
export function makeSocketDirectory(address: string): void {
  if (address.startsWith('\\\\.\\')) return;
  const directory = join(address, '..');
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  if (directory.startsWith(join(tmpdir(), 'agent-desk-'))) chmodSync(directory, 0o700);
}
