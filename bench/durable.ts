/**
 * Durable decisions: the engine with its journal and history, on the embedded database and on PostgreSQL.
 * Target: at least 1,000/s per tenant with a p99 of at most 20 ms, the commit included. First 1,000/s as people
 * send them (open loop), then as many as it takes with 64 in flight. `--seconds` per measurement.
 */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunningEngine } from '../server/engine/open-engine.ts';
import type { Database } from '../server/store/database.ts';
import { openEngine } from '../server/engine/open-engine.ts';
import { openDatabase } from '../server/store/database.ts';
import { migrate } from '../server/store/migrate.ts';
import { numbers } from './lib/arguments.ts';
import { largeCentre } from './lib/large-centre.ts';
import { distribution, finish, print, rounded } from './lib/figures.ts';
import type { Figures } from './lib/figures.ts';
import { asFastAsPossible, steadily } from './lib/load-steady.ts';
import { startPostgres } from './lib/postgres.ts';

const { seconds, rate } = numbers({ seconds: 6, rate: 1000 });
const CUSTOMERS = 100;
const silent = { info: () => {}, warn: () => {}, error: () => {} };

/** Customers in conversations; `write` sends a message of one of them and resolves after its commit. */
async function openCentre(engine: RunningEngine): Promise<(number: number) => Promise<unknown>> {
  const config = largeCentre(50);
  await engine.submit({ type: 'configure', id: randomUUID(), config });
  for (const agentId of Object.keys(config.agents)) {
    await engine.submit({ type: 'agent.connect', id: randomUUID(), agentId, sid: agentId });
    await engine.submit({
      type: 'agent.setState',
      id: randomUUID(),
      agentId,
      state: 'READY',
      reasonId: null,
    });
  }
  const talks = await Promise.all(
    Array.from({ length: CUSTOMERS }, async (_, number) => {
      const [sessionId, conversationId, customerId] = [randomUUID(), randomUUID(), randomUUID()];
      const names = { firstName: 'Ada', lastName: 'Byron', isAnonymous: false };
      const identifier = `customer-${number}`;
      await engine.submit(
        {
          type: 'session.start',
          id: randomUUID(),
          sessionId,
          conversationId,
          customerId,
          channelId: 'channel-0',
          queueId: null,
          priority: 1,
          connectionBound: true,
        },
        {
          customers: {
            [customerId]: { id: customerId, ...names, identifiers: { WEB: [identifier] }, attributes: {} },
          },
          sessions: {
            [sessionId]: {
              id: sessionId,
              customerId,
              channelId: 'channel-0',
              channelCustomerIdentifier: identifier,
              serviceIdentifier: 'channel-0',
              additionalAttributes: [],
              tokenHash: null,
            },
          },
        },
      );
      return { sessionId, conversationId };
    }),
  );
  return (number) => {
    const talk = talks[number % CUSTOMERS];
    const messageId = randomUUID();
    const markdownText = `Message ${number}: is there anybody who can help me with my order?`;
    return engine.submit(
      {
        type: 'message.send',
        id: randomUUID(),
        conversationId: talk?.conversationId ?? '',
        messageId,
        sender: { kind: 'CUSTOMER', sessionId: talk?.sessionId ?? '' },
        kind: 'MESSAGE',
        replyTo: null,
        textLength: markdownText.length,
      },
      {
        messages: {
          [messageId]: { header: { sender: { type: 'CONNECTOR' } }, body: { type: 'PLAIN', markdownText } },
        },
      },
    );
  };
}

async function measure(name: string, database: Database): Promise<Figures> {
  await migrate(database.db);
  const engine = await openEngine({ database, tenant: 'bench', nodeId: 'bench', logger: silent });
  const write = await openCentre(engine);
  await asFastAsPossible(16, 1000, write);
  const durations: number[] = [];
  const waiting: Promise<unknown>[] = [];
  await steadily(rate, seconds * 1000, (number) => {
    const began = performance.now();
    waiting.push(write(number).then(() => durations.push(performance.now() - began)));
  });
  await Promise.all(waiting);
  const steady = distribution(durations);
  const most: number[] = [];
  const { done, tookMs } = await asFastAsPossible(64, seconds * 1000, async (number) => {
    const began = performance.now();
    await write(number);
    most.push(performance.now() - began);
  });
  const perSecond = Math.round((done / tookMs) * 1000);
  const full = distribution(most);
  print(
    `${name}: at ${rate}/s p50 ${steady.p50} ms, p99 ${steady.p99} ms; 64 in flight ${perSecond.toLocaleString('en')}/s, p99 ${full.p99} ms`,
  );
  await engine.close();
  await database.close();
  return { p50: steady.p50, p99: steady.p99, max: steady.max, mostPerSecond: perSecond, mostP99: full.p99 };
}

const dataDir = mkdtempSync(join(tmpdir(), 'agent-desk-bench-'));
const embedded = await measure('embedded', await openDatabase({ dataDir }));
rmSync(dataDir, { recursive: true, force: true });

const postgres = await startPostgres();
if (postgres === null) print('PostgreSQL: not installed, skipped');
const server =
  postgres === null
    ? null
    : await measure(`PostgreSQL ${postgres.version}`, await openDatabase({ databaseUrl: postgres.url }));
await postgres?.stop();

finish('durable', {
  rate,
  embedded,
  postgres: server,
  memoryMb: rounded(process.memoryUsage().rss / 2 ** 20),
});
