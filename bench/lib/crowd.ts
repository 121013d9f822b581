/**
 * A process that is there to be killed: it brings agents and customers into the contact centre in the store, writes
 * messages at a steady rate, reports how its loop did meanwhile, and goes on writing.
 */
import { randomUUID } from 'node:crypto';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { openEngine } from '../../server/engine/open-engine.ts';
import type { RunningEngine } from '../../server/engine/open-engine.ts';
import { openDatabase } from '../../server/store/database.ts';
import { distribution, rounded } from './figures.ts';
import { steadily } from './load-steady.ts';

export type CrowdReport = {
  pauseMaxMs: number;
  pauseP99Ms: number;
  commitP99Ms: number;
  commitMaxMs: number;
  snapshots: number;
};
type Crowd = { agents: number; conversations: number; rate: number; seconds: number; every: number };

const crowd = JSON.parse(process.env.CROWD ?? '{}') as Crowd;
const database = await openDatabase({ databaseUrl: process.env.DATABASE_URL, dataDir: process.env.DATA_DIR });
const engine = await openEngine({
  database,
  tenant: 'bench',
  nodeId: process.env.NODE_ID ?? '',
  logger: {
    info: () => {},
    warn: (details, message) => console.error(message, details),
    error: console.error,
  },
  snapshotEvery: crowd.every,
});

type Talk = { sessionId: string; conversationId: string };

/** Runs `work` for all numbers, a hundred at a time. */
async function forAll(count: number, work: (number: number) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < count; from += 100) {
    await Promise.all(Array.from({ length: Math.min(100, count - from) }, (_, at) => work(from + at)));
  }
}

async function gather({ agents, conversations }: Crowd): Promise<Talk[]> {
  const known = await engine.read(({ world: { state } }) => ({
    agentIds: Object.keys(state.config.agents),
    channelId: Object.keys(state.config.channels)[0] ?? '',
    talks: Object.values(state.sessions).map(({ id, conversationId }) => ({ sessionId: id, conversationId })),
  }));
  await forAll(agents, async (number) => {
    const agentId = known.agentIds[number] ?? '';
    await engine.submit({ type: 'agent.connect', id: randomUUID(), agentId, sid: agentId });
    await engine.submit({
      type: 'agent.setState',
      id: randomUUID(),
      agentId,
      state: 'READY',
      reasonId: null,
    });
  });
  const { talks } = known;
  await forAll(talks.length, async (number) => {
    const sessionId = talks[number]?.sessionId ?? '';
    await engine.submit({ type: 'session.connect', id: randomUUID(), sessionId });
  });
  await forAll(conversations - talks.length, async (number) => {
    talks.push(await begin(engine, known.channelId, number));
  });
  return talks;
}

/** A customer comes; whoever is offered the chat takes it. */
async function begin(running: RunningEngine, channelId: string, number: number): Promise<Talk> {
  const [sessionId, conversationId, customerId] = [randomUUID(), randomUUID(), randomUUID()];
  const identifier = `customer-${number}`;
  const outcome = await running.submit(
    {
      type: 'session.start',
      id: randomUUID(),
      sessionId,
      conversationId,
      customerId,
      channelId,
      queueId: null,
      priority: 1,
      connectionBound: true,
    },
    {
      customers: {
        [customerId]: {
          id: customerId,
          firstName: 'Ada',
          lastName: 'Byron',
          isAnonymous: false,
          identifiers: { WEB: [identifier] },
          attributes: {},
        },
      },
      sessions: {
        [sessionId]: {
          id: sessionId,
          customerId,
          channelId,
          channelCustomerIdentifier: identifier,
          serviceIdentifier: 'bench-web',
          additionalAttributes: [],
          tokenHash: null,
        },
      },
    },
  );
  for (const event of outcome.ok ? outcome.events : []) {
    if (event.type !== 'task.offered') continue;
    await running.submit({
      type: 'task.accept',
      id: randomUUID(),
      agentId: event.agentId,
      conversationId,
      taskId: null,
      participantId: null,
    });
  }
  return { sessionId, conversationId };
}

function write({ sessionId, conversationId }: Talk, number: number): Promise<unknown> {
  const messageId = randomUUID();
  const markdownText = `Message ${number}: is there anybody who can help me with my order?`;
  return engine.submit(
    {
      type: 'message.send',
      id: randomUUID(),
      conversationId,
      messageId,
      sender: { kind: 'CUSTOMER', sessionId },
      kind: 'MESSAGE',
      replyTo: null,
      textLength: markdownText.length,
    },
    { messages: { [messageId]: { header: {}, body: { type: 'PLAIN', markdownText } } } },
  );
}

const snapshotCount = async (): Promise<number> => {
  const rows = await database.db
    .selectFrom('snapshots')
    .select('seq')
    .orderBy('seq', 'desc')
    .limit(1)
    .execute();
  return rows[0]?.seq ?? 0;
};

const talks = await gather(crowd);
const commits: number[] = [];
const seqs = new Set<number>();
const delays = monitorEventLoopDelay({ resolution: 1 });
const writeOne = (number: number): void => {
  const talk = talks[number % talks.length];
  const began = performance.now();
  if (talk) void write(talk, number).then(() => commits.push(performance.now() - began));
};
delays.enable();
for (let second = 0; second < crowd.seconds; second += 1) {
  await steadily(crowd.rate, 1_000, (number) => writeOne(second * crowd.rate + number));
  seqs.add(await snapshotCount());
}
delays.disable();
const { p99, max } = distribution(commits);
const report: CrowdReport = {
  // The histogram counts the resolution itself.
  pauseMaxMs: rounded(delays.max / 1e6 - 1),
  pauseP99Ms: rounded(delays.percentile(99) / 1e6 - 1),
  commitP99Ms: p99,
  commitMaxMs: max,
  snapshots: Math.max(0, seqs.size - 1),
};
process.stdout.write(`${JSON.stringify(report)}\n`);
await steadily(crowd.rate, 600_000, writeOne);
