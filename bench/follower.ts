/**
 * What a follower adds: a command is given and its turn delivered, once in the owner's process and once through a
 * follower over a pipe of text, in the same run on PostgreSQL (or the embedded database). The pipe hands a message
 * over in the next turn of the event loop, so what is measured is our work: text, validation, the replica, two more
 * turns of the loop. `--rate` messages a second for `--seconds`.
 */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GatewayEngine } from '../server/engine/contract.ts';
import { openArchive } from '../server/engine/follower/archive.ts';
import { openFollower } from '../server/engine/follower/open-follower.ts';
import { Publisher } from '../server/engine/follower/publisher.ts';
import { openEngine } from '../server/engine/open-engine.ts';
import { createRandom } from '../server/simulation/random.ts';
import { openDatabase } from '../server/store/database.ts';
import { migrate } from '../server/store/migrate.ts';
import { TestPipe } from '../server/testing/test-pipe.ts';
import { numbers } from './lib/arguments.ts';
import { distribution, finish, print, rounded } from './lib/figures.ts';
import type { Distribution, Figures } from './lib/figures.ts';
import { largeCentre } from './lib/large-centre.ts';
import { steadily } from './lib/load-steady.ts';
import { startPostgres } from './lib/postgres.ts';

const { seconds, rate } = numbers({ seconds: 10, rate: 200 });
const logger = { info: () => {}, warn: () => {}, error: () => {} };

const postgres = await startPostgres();
const dataDir = mkdtempSync(join(tmpdir(), 'agent-desk-bench-'));
const database = await openDatabase(postgres === null ? { dataDir } : { databaseUrl: postgres.url });
await migrate(database.db);
const tenant = 'bench';
const owner = await openEngine({ database, tenant, nodeId: 'bench', logger });
await owner.submit({ type: 'configure', id: randomUUID(), config: largeCentre(50) });
const pipe = new TestPipe(createRandom('bench'), { lost: 0, doubled: 0 }, (deliver) => setImmediate(deliver));
const publisher = await Publisher.open({ engine: owner, pipe: pipe.owner });
const archive = openArchive(database.db, tenant);
const follower = await openFollower({ tenant, pipe: pipe.follower, archive, logger });

const [sessionId, conversationId, customerId] = [randomUUID(), randomUUID(), randomUUID()];
await owner.submit({
  type: 'session.start',
  id: randomUUID(),
  sessionId,
  conversationId,
  customerId,
  channelId: 'channel-0',
  queueId: null,
  priority: 1,
  connectionBound: true,
});

/** Sends messages through `engine`; the time from there to their delivery in the same process. */
async function measure(engine: GatewayEngine): Promise<Distribution> {
  const began = new Map<string, number>();
  const took: number[] = [];
  const stop = engine.onTurn(({ cause }) => () => {
    const at = began.get(cause);
    if (at !== undefined) took.push(performance.now() - at);
  });
  const waiting: Promise<unknown>[] = [];
  await steadily(rate, seconds * 1000, (number) => {
    const [id, messageId] = [randomUUID(), randomUUID()];
    const markdownText = `Message ${number}: is there anybody who can help me with my order?`;
    began.set(id, performance.now());
    waiting.push(
      engine.submit(
        {
          type: 'message.send',
          id,
          conversationId,
          messageId,
          sender: { kind: 'CUSTOMER', sessionId },
          kind: 'MESSAGE',
          replyTo: null,
          textLength: markdownText.length,
        },
        { messages: { [messageId]: { header: {}, body: { type: 'PLAIN', markdownText } } } },
      ),
    );
  });
  await Promise.all(waiting);
  stop();
  return distribution(took);
}

// Code that is not compiled yet is not what people meet all day.
await measure(owner);
await measure(follower);
const alone = await measure(owner);
const before = { ...pipe.traffic };
const followed = await measure(follower);
const messages = rounded((pipe.traffic.messages - before.messages) / followed.count, 2);
const characters = rounded((pipe.traffic.characters - before.characters) / followed.count, 0);
print(`${rate}/s on ${database.kind}: in the owner's process p50 ${alone.p50} ms, p99 ${alone.p99} ms`);
print(`through a follower                   p50 ${followed.p50} ms, p99 ${followed.p99} ms`);
print(`${messages} messages and ${characters} characters on the pipe for each`);
await follower.close();
publisher.close();
await owner.close();
await database.close();
await postgres?.stop();
rmSync(dataDir, { recursive: true, force: true });
const figure = ({ p50, p99 }: Distribution): Figures => ({ p50, p99 });
finish('follower', {
  rate,
  owner: figure(alone),
  follower: figure(followed),
  addedP50: rounded(followed.p50 - alone.p50, 3),
  messages,
  characters,
});
