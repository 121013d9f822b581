/**
 * One node with many people on PostgreSQL: memory at rest, per signed-in agent, per open conversation and per
 * idle connection; then messages while they are all there. Targets: at most 95 MB at rest and 30 MB per 1,000
 * idle connections; with everybody there nothing lost, nothing twice.
 * `--agents` and `--conversations` (at most five times as many); `--idle` connections; `--rate` messages/s.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { numbers } from './lib/arguments.ts';
import { writeCentre } from './lib/centre-file.ts';
import { finish, print, rounded, table } from './lib/figures.ts';
import { startClients } from './lib/load/clients.ts';
import { startPostgres } from './lib/postgres.ts';
import { cpuOf, memoryOf } from './lib/process-figures.ts';
import { startRelayProcess, startServerProcess } from './lib/server-process.ts';

const { agents, conversations, idle, rate, seconds } = numbers({
  agents: 500,
  conversations: 2500,
  idle: 1000,
  rate: 200,
  seconds: 20,
});

/** Memory (MB) once it has stopped moving: collections of garbage are the runtime's own affair. */
async function settledMemory(pid: number): Promise<number> {
  let lowest = Infinity;
  for (let i = 0; i < 12; i++) {
    await sleep(500);
    lowest = Math.min(lowest, memoryOf(pid));
  }
  return lowest;
}

const postgres = await startPostgres();
if (postgres === null) throw new Error('this program needs PostgreSQL 15 or newer');
const directory = mkdtempSync(join(tmpdir(), 'agent-desk-bench-'));
const CONFIG_FILE = join(directory, 'centre.json');
writeCentre(CONFIG_FILE, { agents });

/** Idle connections on a server of their own, so that what others left behind does not blur the figure. */
async function idleMemory(target: 'server' | 'relay', DATABASE_URL: string): Promise<number> {
  const server =
    target === 'server'
      ? await startServerProcess({ DATABASE_URL, CONFIG_FILE })
      : await startRelayProcess({});
  const clients = startClients();
  const before = await settledMemory(server.pid);
  await clients.ask({ do: 'idle', target, url: server.url, count: idle });
  const after = await settledMemory(server.pid);
  await clients.close();
  await server.stop();
  return ((after - before) / idle) * 1000;
}

// The first start reads the file and hashes passwords; what is measured is a server in its everyday life.
const first = await startServerProcess({ DATABASE_URL: postgres.url, CONFIG_FILE });
const firstReadyMs = first.readyMs;
await first.stop();
const idlePerThousand = await idleMemory('server', postgres.url);
const relayPerThousand = await idleMemory('relay', postgres.url);

const server = await startServerProcess({ DATABASE_URL: postgres.url, CONFIG_FILE });
const atRest = await settledMemory(server.pid);
const clients = startClients();
const { url } = server;
const signingIn = performance.now();
await clients.ask({ do: 'agents', target: 'server', url, from: 0, count: agents, accept: true });
const signInsPerSecond = agents / ((performance.now() - signingIn) / 1000);
const withAgents = await settledMemory(server.pid);
const arriving = performance.now();
await clients.ask({
  do: 'customers',
  target: 'server',
  url,
  count: conversations,
  identifier: 'customer',
  waits: true,
});
const arrivalsPerSecond = conversations / ((performance.now() - arriving) / 1000);
const withConversations = await settledMemory(server.pid);
const before = cpuOf(server.pid, postgres.pid);
const written = await clients.ask({ do: 'write', by: 'customers', perSecond: rate, ms: seconds * 1000 });
const cpuMicros = ((cpuOf(server.pid, postgres.pid) - before) * 1000) / written.sent;
const afterMessages = await settledMemory(server.pid);
await clients.close();
await server.stop();
await postgres.stop();
rmSync(directory, { recursive: true, force: true });

table([
  ['', 'MB', 'each'],
  ['at rest, on PostgreSQL', rounded(atRest), ''],
  [
    `${agents} agents signed in`,
    rounded(withAgents),
    `${rounded(((withAgents - atRest) * 1024) / agents)} kB`,
  ],
  [
    `${conversations} conversations`,
    rounded(withConversations),
    `${rounded(((withConversations - withAgents) * 1024) / conversations)} kB`,
  ],
  [`after ${written.sent} messages`, rounded(afterMessages), ''],
]);
print(`1,000 idle connections: ${rounded(idlePerThousand)} MB (bare relay: ${rounded(relayPerThousand)} MB)`);
print(`${rounded(signInsPerSecond)} sign-ins/s, ${rounded(arrivalsPerSecond)} accepted conversations/s`);
print(
  `${rate} messages/s with all of them there: p50 ${written.arrival.p50} ms, p99 ${written.arrival.p99} ms, ` +
    `lost ${written.lost}, twice ${written.twice}, ${rounded(cpuMicros, 0)} µs of CPU each`,
);
finish('scale', {
  agents,
  conversations,
  firstStartMs: rounded(firstReadyMs, 0),
  atRestMb: rounded(atRest),
  kbPerAgent: rounded(((withAgents - atRest) * 1024) / agents),
  kbPerConversation: rounded(((withConversations - withAgents) * 1024) / conversations),
  mbPerThousandIdle: rounded(idlePerThousand),
  mbPerThousandIdleRelay: rounded(relayPerThousand),
  signInsPerSecond: rounded(signInsPerSecond),
  arrivalsPerSecond: rounded(arrivalsPerSecond),
  messages: {
    rate,
    p50: written.arrival.p50,
    p99: written.arrival.p99,
    lost: written.lost,
    twice: written.twice,
    cpuMicros: rounded(cpuMicros, 0),
  },
  afterMessagesMb: rounded(afterMessages),
});
