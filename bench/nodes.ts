/**
 * One, two and three nodes on one PostgreSQL and one Redis, in one run: the way of a message in both directions, the
 * ceiling with a p99 below 500 ms, what it costs that nobody is at the owner, and how long writers wait when the owner
 * is killed. Agents and customers are spread over the nodes, so that most conversations are between two of them.
 * `--agents`, `--customers`, `--rate` messages/s, `--seconds` for each measurement, `--ceiling 0` leaves the ceiling out,
 * `--nodes 2` the run with three.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { findRedis, startRedis } from '../scripts/system/redis.mjs';
import { numbers } from './lib/arguments.ts';
import { writeCentre } from './lib/centre-file.ts';
import { finish, print, rounded, table } from './lib/figures.ts';
import type { Figures } from './lib/figures.ts';
import { freePort } from './lib/free-port.ts';
import { startClients } from './lib/load/clients.ts';
import type { Clients } from './lib/load/clients.ts';
import type { Writer, Written } from './lib/load/messages.ts';
import { startPostgres } from './lib/postgres.ts';
import { cpuOf } from './lib/process-figures.ts';
import { startServerProcess } from './lib/server-process.ts';
import type { ServerProcess } from './lib/server-process.ts';

const options = numbers({ agents: 24, customers: 96, rate: 200, seconds: 10, ceiling: 1, nodes: 3 });
const WRITERS: readonly Writer[] = ['customers', 'agents'];
const LADDER = [1000, 1500, 2000, 3000, 4000, 5000, 6000, 8000];
const CEILING_P99 = 500;
/** The owner is killed this long (ms) after the writers have begun. */
const KILLED_AFTER_MS = 2_000;

const redisFound = await findRedis();
const postgres = await startPostgres();
if (postgres === null) throw new Error('this program needs PostgreSQL 15 or newer');
if (redisFound.path === undefined) throw new Error(`this program needs Redis: ${redisFound.missing}`);
const { url: databaseUrl } = postgres;
const redis = await startRedis(redisFound.path);
const directory = mkdtempSync(join(tmpdir(), 'agent-desk-bench-'));
const CONFIG_FILE = join(directory, 'centre.json');
writeCentre(CONFIG_FILE, { agents: options.agents });

/** Nodes on a database of their own. The first is the owner. */
async function startNodes(name: string, count: number): Promise<ServerProcess[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  const ports = await Promise.all(Array.from({ length: count }, () => freePort()));
  const nodes: ServerProcess[] = [];
  for (const port of ports) {
    const node = await startServerProcess({
      DATABASE_URL: databaseUrl.replace(/\/postgres$/, `/${name}`),
      ...(count > 1 && { REDIS_URL: redis.url }),
      // A token of one node is good at all of them.
      PUBLIC_URL: `http://127.0.0.1:${ports[0] ?? port}`,
      CONFIG_FILE,
      EVENT_LIMIT: '100000',
      PORT: String(port),
    });
    nodes.push(node);
  }
  return nodes;
}

/** Agents and customers, as many at each of `nodes`. */
async function openClients(nodes: readonly ServerProcess[]): Promise<Clients> {
  const clients = startClients();
  const share = (whole: number) => Math.floor(whole / nodes.length);
  for (const [number, { url }] of nodes.entries()) {
    const count = share(options.agents);
    await clients.ask({ do: 'agents', target: 'server', url, from: number * count, count, accept: true });
  }
  for (const [number, { url }] of nodes.entries()) {
    const identifier = `customer-${number}`;
    const count = share(options.customers);
    await clients.ask({ do: 'customers', target: 'server', url, count, identifier, waits: true });
  }
  return clients;
}

type Way = Written & { ceiling: number; cpuMicros: number };

/** The highest rate that is held; 0: none of those tried. */
async function ceilingOf(clients: Clients, by: Writer): Promise<number> {
  let highest = 0;
  for (const perSecond of options.ceiling === 0 ? [] : LADDER) {
    const ms = 4_000;
    const { sent, arrival, lost } = await clients.ask({ do: 'write', by, perSecond, ms });
    if (sent < (perSecond * ms * 0.9) / 1000 || lost > 0 || arrival.p99 >= CEILING_P99) break;
    highest = perSecond;
  }
  return highest;
}

async function measureWay(clients: Clients, nodes: readonly ServerProcess[], by: Writer): Promise<Way> {
  const { rate: perSecond, seconds } = options;
  // Code that is not compiled yet is not what people meet all day.
  await clients.ask({ do: 'write', by, perSecond: 500, ms: 5_000 });
  const used = () => nodes.reduce((sum, { pid }) => sum + cpuOf(pid), 0);
  const before = used();
  const written = await clients.ask({ do: 'write', by, perSecond, ms: seconds * 1000 });
  const cpuMicros = rounded(((used() - before) * 1000) / written.sent, 0);
  return { ...written, cpuMicros, ceiling: await ceilingOf(clients, by) };
}

const measured = new Map<string, Way>();

async function measure(name: string, nodes: readonly ServerProcess[], at = nodes): Promise<Clients> {
  const clients = await openClients(at);
  for (const by of WRITERS) measured.set(`${name}: ${by} write`, await measureWay(clients, nodes, by));
  print(`${name}: measured`);
  return clients;
}

for (const count of [1, 2, 3].filter((some) => some <= options.nodes)) {
  const nodes = await startNodes(`nodes_${count}`, count);
  const clients = await measure(count === 1 ? 'one node' : `${count} nodes`, nodes);
  await clients.close();
  for (const node of nodes.toReversed()) await node.stop();
}

const [owner, ...followers] = await startNodes('followers', 3);
if (owner === undefined) throw new Error('no node was started');
const clients = await measure('nobody at the owner', [owner, ...followers], followers);
const writing = clients.ask({
  do: 'write',
  by: 'customers',
  perSecond: 50,
  ms: KILLED_AFTER_MS + 8_000,
});
await sleep(KILLED_AFTER_MS);
await owner.kill();
const failOver = await writing;
await clients.close();
for (const node of followers) await node.stop();
await redis.stop();
await postgres.stop();
rmSync(directory, { recursive: true, force: true });

table([
  ['', 'p50 ms', 'p99 ms', 'CPU µs', 'ceiling/s', 'lost', 'twice'],
  ...[...measured].map(([name, { arrival, cpuMicros, ceiling, lost, twice }]) => [
    name,
    arrival.p50,
    arrival.p99,
    cpuMicros,
    ceiling,
    lost,
    twice,
  ]),
]);
print(
  `owner killed: the longest that a writer waited ${rounded(failOver.acknowledgement.max, 0)} ms, the longest way ` +
    `${rounded(failOver.arrival.max, 0)} ms; ${failOver.lost} of ${failOver.sent} lost, ${failOver.twice} twice`,
);
finish('nodes', {
  ...options,
  ...Object.fromEntries(
    [...measured].map(([name, { arrival, cpuMicros, ceiling, lost, twice }]): [string, Figures] => [
      name,
      { p50: arrival.p50, p99: arrival.p99, cpuMicros, ceiling, lost, twice },
    ]),
  ),
  failOver: {
    longestAcknowledgementMs: failOver.acknowledgement.max,
    longestArrivalMs: failOver.arrival.max,
    lost: failOver.lost,
    twice: failOver.twice,
  },
});
