import { chmod, lstat, mkdir, opendir } from 'node:fs/promises';
import { join } from 'node:path';

const DIRECTORY_MODE = 0o700;
const FILE_MODE = 0o600;

/**
 * Makes a directory that nobody else can read, or takes what others may read of one that is there already: the
 * database holds what customers write. Links are left alone.
 */
export async function makePrivateDirectory(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: DIRECTORY_MODE });
  await takeFromOthers(path);
}

async function takeFromOthers(path: string): Promise<void> {
  const { mode } = await lstat(path);
  if ((mode & 0o777) !== DIRECTORY_MODE) await chmod(path, DIRECTORY_MODE);
  for await (const entry of await opendir(path)) {
    const inside = join(path, entry.name);
    if (entry.isDirectory()) await takeFromOthers(inside);
    else if (entry.isFile() && ((await lstat(inside)).mode & 0o077) !== 0) await chmod(inside, FILE_MODE);
  }
}
