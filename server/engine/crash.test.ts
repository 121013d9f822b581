import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { DomainEvent } from '../core/events.ts';
import { openDatabase } from '../store/database.ts';
import { openJournalReader } from '../store/journal-reader.ts';
import { describeOnDatabases } from '../testing/describe-on-databases.ts';
import { program } from '../testing/programs.ts';
import { makeTestDatabase } from '../testing/test-database.ts';
import type { TestDatabasePlace } from '../testing/test-database.ts';
import { silentLogger } from '../testing/test-engine.ts';
import { openEngine } from './open-engine.ts';

const LIVES = 3;
const ACKNOWLEDGED = 300;

describeOnDatabases('a process killed with -9 while it writes', (kind) => {
  let place: TestDatabasePlace;

  beforeEach(async () => {
    place = await makeTestDatabase(kind);
  });
  afterEach(() => place.remove());

  /** Lets a process live until it has acknowledged enough; gives what it acknowledged. */
  const liveAndDie = async (life: number): Promise<string[]> => {
    const { dataDir, databaseUrl } = place.options;
    const child = spawn(process.execPath, [await program('crash-child'), `life${life}`], {
      env: {
        ...process.env,
        ...(dataDir === undefined ? {} : { DATA_DIR: dataDir }),
        ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const acknowledged: string[] = [];
    for await (const id of createInterface({ input: child.stdout })) {
      acknowledged.push(id);
      if (acknowledged.length === ACKNOWLEDGED) child.kill('SIGKILL');
    }
    if (child.signalCode === null && child.exitCode === null) await once(child, 'exit');
    expect(child.signalCode).toBe('SIGKILL');
    return acknowledged;
  };

  it('L-M2: has lost nothing that it acknowledged, and goes on at once', { timeout: 120_000 }, async () => {
    const acknowledged: string[] = [];
    for (let life = 1; life <= LIVES; life += 1) acknowledged.push(...(await liveAndDie(life)));

    const database = await openDatabase(place.options);
    const engine = await openEngine({ database, tenant: 'acme', nodeId: 'node', logger: silentLogger });
    const events: DomainEvent[] = [];
    for await (const event of openJournalReader(database.db, 'acme').replay(0)) events.push(event);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, at) => at + 1));
    const stored = new Set(
      events.flatMap((event) => (event.type === 'message.sent' ? [event.messageId] : [])),
    );
    expect(acknowledged.filter((id) => !stored.has(id))).toEqual([]);
    const known = await engine.read(({ world }) => Object.keys(world.state.conversations.c1?.messages ?? {}));
    expect(new Set(known)).toEqual(stored);
    // Every text is there, and there is not one without its event.
    const { count } = await database.db
      .selectFrom('messages')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('content', 'is not', null)
      .executeTakeFirstOrThrow();
    expect(count).toBe(stored.size);
    await engine.close();
    await database.close();
  });
});
