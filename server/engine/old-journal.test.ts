import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Database } from '../store/database.ts';
import { describeOnDatabases } from '../testing/describe-on-databases.ts';
import { openTestDatabase } from '../testing/test-database.ts';
import { silentLogger } from '../testing/test-engine.ts';
import { openEngine } from './open-engine.ts';

/** Written by version 1 and never changed since: what an installation of that time has on its disk. */
const SAMPLE = new URL('./samples/journal-v1.jsonl', import.meta.url);

type Row = {
  seq: number;
  at: number;
  stream: string;
  stream_seq: number;
  type: string;
  version: number;
  cause: string;
  data: object;
};

describeOnDatabases('a journal of version 1', (kind) => {
  let database: Database;
  beforeEach(async () => {
    database = await openTestDatabase(kind);
  });
  afterEach(() => database.close());

  const restore = async (rows: Row[]): Promise<void> => {
    const tenant = 'sample';
    const head = rows.at(-1)?.seq ?? 0;
    await database.db
      .insertInto('ownership')
      .values({ tenant, node: 'old', owner: null, fence: 1, expires_at: 0, head })
      .execute();
    await database.db
      .insertInto('journal')
      .values(rows.map((row) => ({ ...row, tenant, data: JSON.stringify(row.data) })))
      .execute();
  };
  const rowsOfSample = (): Row[] =>
    readFileSync(SAMPLE, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Row);

  it('is read, and work goes on where it stood', async () => {
    const rows = rowsOfSample();
    await restore(rows);
    // A moment after the last event: the offer and the wrap-up of the time still run.
    const now = () => (rows.at(-1)?.at ?? 0) + 1;
    const engine = await openEngine({ database, tenant: 'sample', nodeId: 'new', logger: silentLogger, now });
    const seen = await engine.read(({ world: { state } }) => ({
      agents: Object.values(state.agents).map((agent) => [agent.id, agent.state, agent.connected]),
      tasks: Object.values(state.tasks).map((task) => [task.conversationId, task.state, task.agentId]),
      conversations: Object.values(state.conversations).map(({ id, state: name }) => [id, name]),
      messages: Object.keys(state.conversations.c1?.messages ?? {}),
    }));
    expect(seen).toEqual({
      agents: [
        ['agent1', 'READY', false],
        ['agent2', 'READY', false],
      ],
      tasks: [
        ['c1', 'WRAP_UP', 'agent2'],
        ['c2', 'OFFERED', 'agent1'],
      ],
      conversations: [
        ['c1', 'WRAP_UP'],
        ['c2', 'CREATED'],
      ],
      messages: ['m1', 'm2'],
    });
    const closed = await engine.submit({
      type: 'wrapup.close',
      id: 'close',
      agentId: 'agent2',
      conversationId: 'c1',
      messageId: null,
    });
    expect(closed.ok).toBe(true);
    await engine.close();
  });

  it('is refused when it comes from the future, instead of being read wrongly', async () => {
    await restore(rowsOfSample().map((row) => ({ ...row, version: 1_000 })));
    const engine = openEngine({ database, tenant: 'sample', nodeId: 'new', logger: silentLogger });
    await expect(engine).rejects.toThrow(/version 1000/);
  });
});
