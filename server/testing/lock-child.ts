/**
 * A process that opens the embedded database in `DATA_DIR`, says so, and then writes a number again and again,
 * printing each one once it is acknowledged. It is there to be stopped, woken up and killed.
 */
import { writeSync } from 'node:fs';
import { openDatabase } from '../store/database.ts';

const say = (line: string): void => void writeSync(1, `${line}\n`);
const database = await openDatabase({
  dataDir: process.env.DATA_DIR,
  onFailure: (error) => {
    say(`failed ${error.name}`);
    process.exit(1);
  },
}).catch((error: unknown) => {
  say(`refused ${error instanceof Error ? error.name : String(error)}`);
  process.exit(2);
});
await database.pool.query('create table if not exists numbers (n bigint)');
say('open');
for (let n = 1; ; n += 1) {
  await database.pool.query('insert into numbers values ($1)', [n]).catch(() => process.exit(3));
  say(`wrote ${n}`);
}
