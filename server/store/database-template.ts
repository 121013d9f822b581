/**
 * A database with its tables, made by the build: copying it takes a fraction of the time and the memory that creating one
 * does. From source there is none, and the database is created.
 */
import { existsSync } from 'node:fs';
import { cp, rename, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** Where the build leaves it, beside the server's folder. */
const TEMPLATE = fileURLToPath(new URL('../database', import.meta.url));

/**
 * Puts a copy of the template where `directory` is to be, when neither is missing nor already there. The caller
 * holds the lock of the data directory. A copy that was interrupted is begun anew.
 */
export async function copyTemplate(directory: string, template = TEMPLATE): Promise<void> {
  if (existsSync(directory) || !existsSync(template)) return;
  const aside = `${directory}.new`;
  await rm(aside, { recursive: true, force: true });
  await cp(template, aside, { recursive: true });
  await rename(aside, directory);
}
