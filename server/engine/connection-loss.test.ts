import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import pg from 'pg';
import { openDatabase } from '../store/database.ts';
import type { Database } from '../store/database.ts';
import { openJournalReader } from '../store/journal-reader.ts';
import { migrate } from '../store/migrate.ts';
import { storyteller, writeAs } from '../testing/stories.ts';
import { makeTestDatabase, TEST_DATABASE_URL } from '../testing/test-database.ts';
import type { TestDatabasePlace } from '../testing/test-database.ts';
import { openTestEngine } from '../testing/test-engine.ts';

const NAME = 'connection-loss-test';

describe.skipIf(TEST_DATABASE_URL === undefined)(
  'a lost connection to PostgreSQL (skipped without TEST_DATABASE_URL)',
  () => {
    let place: TestDatabasePlace;
    let database: Database;

    beforeAll(async () => {
      place = await makeTestDatabase('postgres');
      const url = new URL(place.options.databaseUrl!);
      url.searchParams.set('application_name', NAME);
      database = await openDatabase({ databaseUrl: url.href });
      await migrate(database.db);
    });
    afterAll(async () => {
      await database.close();
      await place.remove();
    });

    it('L-M2: loses and repeats nothing, and work goes on by itself', async () => {
      const { engine, close } = await openTestEngine({ database });
      await storyteller(engine).begin();
      const killer = new pg.Client({ connectionString: TEST_DATABASE_URL });
      await killer.connect();
      // Clients try again with the same id until they have an answer.
      const write = async (id: string): Promise<void> => {
        for (;;) {
          const outcome = await writeAs(engine, id, 'hello').catch(() => null);
          if (outcome?.ok) return;
          // As the network would: what the store has to say comes in between.
          await new Promise((resolve) => setImmediate(resolve));
        }
      };
      const ids = Array.from({ length: 400 }, (_, n) => `m${n}`);
      let written = 0;
      await Promise.all(
        Array.from({ length: 8 }, async (_, writer) => {
          for (let n = writer; n < ids.length; n += 8) {
            await write(ids[n]!);
            written += 1;
            if (written % 100 !== 50) continue;
            await killer.query(
              'select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1',
              [NAME],
            );
          }
        }),
      );
      const seqs: number[] = [];
      const sent: string[] = [];
      for await (const event of openJournalReader(database.db, engine.tenant).replay(0)) {
        seqs.push(event.seq);
        if (event.type === 'message.sent') sent.push(event.messageId);
      }
      expect(seqs).toEqual(seqs.map((_, at) => at + 1));
      expect(sent.toSorted()).toEqual(ids.toSorted());
      await killer.end();
      await close();
    });
  },
);
