/** Makes a database with the tables of this version, in the directory that is named: what first starts copy. */
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openDatabase } from './database.ts';
import { migrate } from './migrate.ts';

const target = process.argv[2];
if (target === undefined) throw new Error('Name the directory.');
const dataDir = `${target}.making`;
await mkdir(dataDir, { recursive: true });
const database = await openDatabase({ dataDir });
await migrate(database.db);
await database.close();
await rename(join(dataDir, 'database'), target);
await rm(dataDir, { recursive: true, force: true });
