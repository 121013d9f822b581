/** Two nodes on one database, and somebody at each who writes without end: what they were told, and what is stored. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { openNodeEngine, type ServingEngine } from '../../engine/node/open-node-engine.ts';
import { openDatabase, type Database } from '../../store/database.ts';
import { openJournalReader } from '../../store/journal-reader.ts';
import { migrate } from '../../store/migrate.ts';
import { storyteller, writeAs } from '../../testing/stories.ts';
import { testConfig } from '../../testing/test-config.ts';
import { silentLogger } from '../../testing/test-engine.ts';
import { openNodes, type Nodes } from '../open-nodes.ts';
import { TEST_REDIS_URL } from './cluster.ts';

/** Between two tries of a message (ms). */
const AGAIN_MS = 50;

export class TwoWriters {
  readonly #tenant = `test-${randomUUID()}`;
  readonly #engines: ServingEngine[] = [];
  readonly #nodes: Nodes[] = [];
  readonly #databases: Database[] = [];
  readonly #acknowledged: string[] = [];
  readonly #refusals = new Set<string>();
  #writing: Promise<unknown> | null = null;
  #on = true;

  /** Opens both on an empty database, and begins to write. */
  async open(databaseUrl: string): Promise<void> {
    const [first, second] = [await this.#open(databaseUrl), await this.#open(databaseUrl)];
    await first.submit({ type: 'configure', id: randomUUID(), config: testConfig() });
    await storyteller(second).begin();
    this.#writing = Promise.all([first, second].map((engine) => this.#write(engine)));
  }

  /** Resolves once some more was taken. */
  async more(): Promise<void> {
    const before = this.#acknowledged.length;
    await expect
      .poll(() => this.#acknowledged.length, { timeout: 40_000, interval: 20 })
      .toBeGreaterThan(before + 10);
  }

  /** Resolves once somebody was told that it can't be taken. */
  async refused(): Promise<void> {
    this.#refusals.clear();
    await expect.poll(() => this.#refusals.size, { timeout: 20_000, interval: 20 }).toBeGreaterThan(0);
  }

  /** Stops writing. All that was acknowledged is there once: in the journal, and in what both nodes know. */
  async balance(): Promise<void> {
    this.#on = false;
    await this.#writing;
    const acknowledged = this.#acknowledged.toSorted();
    expect(this.#engines.map(({ role }) => role).toSorted()).toEqual(['follower', 'owner']);
    const written: string[] = [];
    const [database] = this.#databases;
    if (database === undefined) throw new Error('the nodes are not open');
    for await (const event of openJournalReader(database.db, this.#tenant).replay(0)) {
      if (event.type === 'message.sent') written.push(event.messageId);
    }
    expect(written.toSorted()).toEqual(acknowledged);
    for (const engine of this.#engines) {
      // What was written at the other node is on its way for a moment.
      const known = () =>
        engine.read(({ world }) => Object.keys(world.state.conversations.c1?.messages ?? {}).toSorted());
      await expect.poll(known, { timeout: 10_000 }).toEqual(acknowledged);
    }
  }

  async close(): Promise<void> {
    this.#on = false;
    await Promise.all(this.#engines.splice(0).map((engine) => engine.close()));
    await Promise.all(this.#nodes.splice(0).map((node) => node.close()));
    await Promise.all(this.#databases.splice(0).map((database) => database.close()));
  }

  async #open(databaseUrl: string): Promise<ServingEngine> {
    const database = await openDatabase({ databaseUrl, timeoutMs: 2_000 });
    this.#databases.push(database);
    await database.patiently(migrate);
    const node = randomUUID();
    const shared = await openNodes({
      redisUrl: TEST_REDIS_URL ?? '',
      databaseUrl,
      db: database.db,
      node,
      logger: { info: () => {}, warn: () => {} },
    });
    this.#nodes.push(shared);
    const engine = await openNodeEngine({
      database,
      tenant: this.#tenant,
      nodeId: node,
      logger: silentLogger,
      answerMs: 2_000,
      pipes: (ownerIsHere) => shared.pipes(this.#tenant, ownerIsHere),
    });
    this.#engines.push(engine);
    return engine;
  }

  /** One message after the other; as clients do: the same again under its id until it is taken. */
  async #write(engine: ServingEngine): Promise<void> {
    while (this.#on) {
      const id = randomUUID();
      for (let taken = false; !taken;) {
        const answer = await writeAs(engine, id, 'hello').catch((error: unknown) => String(error));
        if (typeof answer === 'string') this.#refusals.add(answer);
        taken = typeof answer !== 'string' && answer.ok;
        if (!taken) await sleep(AGAIN_MS);
      }
      this.#acknowledged.push(id);
    }
  }
}
