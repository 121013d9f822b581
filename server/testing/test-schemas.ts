/**
 * Schemas for tests on a PostgreSQL server. To make one with its tables and to drop it costs more than most tests do,
 * so a process empties what its tests gave back and hands it out again.
 */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { openDatabase } from '../store/database.ts';
import { migrate } from '../store/migrate.ts';

/** A busy machine is slow; what a timeout does has tests of its own. */
export const PATIENCE_MS = 60_000;

/** How the tables with the migrator's notes begin, which say that the tables are there. */
const NOTES = 'kysely_';

/** With the tables and nothing in them. */
type TestSchema = { name: string; url: string; giveBack(): Promise<void> };

type Shape = {
  /** That tests write to. */
  tables: readonly string[];
  /** Changes when a table or an index comes or goes. */
  made: string;
};

type Made = Shape & { name: string; url: string };

/** The schemas of one process on one server. */
export class TestSchemas {
  readonly #server: string;
  readonly #run: string | undefined;
  readonly #operator: pg.Pool;
  /** What tests gave back: it is emptied when the next one needs it, since their connections end meanwhile. */
  readonly #spare: Made[] = [];

  /** @param run the beginning of their names, by which the run of all tests drops them; without it none is kept */
  constructor(server: string, run: string | undefined) {
    this.#server = server;
    this.#run = run;
    this.#operator = new pg.Pool({ connectionString: server, max: 2, allowExitOnIdle: true });
    // A server that restarts in a test ends them: the next question opens another.
    this.#operator.on('error', () => {});
  }

  async take(): Promise<TestSchema> {
    const made = (await this.#takeSpare()) ?? (await this.#make());
    return {
      name: made.name,
      url: made.url,
      giveBack: async () => {
        if (this.#run === undefined) await this.#drop(made.name);
        else this.#spare.push(made);
      },
    };
  }

  async #takeSpare(): Promise<Made | null> {
    for (let looked = this.#spare.length; looked > 0; looked -= 1) {
      const schema = this.#spare.shift();
      if (schema === undefined) return null;
      const { name, made, tables } = schema;
      if (await this.#isInUse(name)) {
        this.#spare.push(schema);
      } else if ((await this.#shape(name)).made === made) {
        await this.#operator.query(tables.map((table) => `delete from ${name}.${table}`).join('; '));
        return schema;
      } else {
        // A test was about the tables themselves.
        await this.#drop(name);
      }
    }
    return null;
  }

  async #make(): Promise<Made> {
    const run = this.#run ?? '';
    const name = `test_${run}${randomUUID().replaceAll('-', '').slice(run.length)}`;
    await this.#operator.query(`create schema ${name}`);
    const own = new URL(this.#server);
    own.searchParams.set('options', `-c search_path=${name} -c application_name=${name}`);
    const database = await openDatabase({ databaseUrl: own.href, timeoutMs: PATIENCE_MS });
    await migrate(database.db);
    await database.close();
    return { name, url: own.href, ...(await this.#shape(name)) };
  }

  async #drop(name: string): Promise<void> {
    await this.#operator.query(`set client_min_messages = warning; drop schema ${name} cascade`);
  }

  /** Whether a connection to it is left. */
  async #isInUse(name: string): Promise<boolean> {
    const { rowCount } = await this.#operator.query(
      'select from pg_stat_activity where application_name = $1 limit 1',
      [name],
    );
    return rowCount !== 0;
  }

  async #shape(name: string): Promise<Shape> {
    const { rows } = await this.#operator.query<{ name: string; kind: string; oid: number }>(
      'select relname as name, relkind as kind, oid from pg_class where relnamespace = $1::regnamespace order by oid',
      [name],
    );
    return {
      tables: rows.filter((row) => row.kind === 'r' && !row.name.startsWith(NOTES)).map((row) => row.name),
      made: rows.map(({ oid }) => oid).join(),
    };
  }
}
