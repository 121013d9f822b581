/**
 * A customer's message on its way to the agent's screen, and an agent's to the customer's, durable in PostgreSQL:
 * latency at 50, 200 and 1,200/s, the ceiling with a p99 below 500 ms, CPU per message with PostgreSQL's own; beside it, in the same run, a bare
 * Socket.IO relay without a database and one that commits each message with one INSERT.
 * `--seconds` per measurement, `--ceiling 0` leaves the ceiling out, `--profile 1` writes a CPU profile.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ServerProcess } from './lib/server-process.ts';
import type { Written } from './lib/load/messages.ts';
import { numbers } from './lib/arguments.ts';
import { writeCentre } from './lib/centre-file.ts';
import { finish, print, rounded, table } from './lib/figures.ts';
import type { Figures } from './lib/figures.ts';
import { startClients } from './lib/load/clients.ts';
import type { Target, Writer } from './lib/load/messages.ts';
import { startPostgres } from './lib/postgres.ts';
import { cpuOf } from './lib/process-figures.ts';
import { startRelayProcess, startServerProcess } from './lib/server-process.ts';

const { seconds, ceiling, profile } = numbers({ seconds: 10, ceiling: 1, profile: 0 });
const AGENTS = 20;
const CUSTOMERS = 100;
const RATES = [50, 200, 1200];
const LADDER = [1000, 2000, 3000, 4000, 5000, 6000, 7000, 8000, 10_000, 12_000, 15_000];
const CEILING_P99 = 500;

type Step = Written & { perSecond: number; cpuMicros: number; databaseMicros: number };

const postgres = await startPostgres();
if (postgres === null) throw new Error('this program needs PostgreSQL 15 or newer');
const directory = mkdtempSync(join(tmpdir(), 'agent-desk-bench-'));
const CONFIG_FILE = join(directory, 'centre.json');
writeCentre(CONFIG_FILE, { agents: AGENTS });
const database = postgres;

type Write = (perSecond: number, ms: number) => Promise<Step>;

/** The measurement at this rate when it is held, else null. */
async function climb(rate: number, write: Write): Promise<Step | null> {
  const ms = Math.min(seconds, 5) * 1000;
  for (let tries = 0; tries < 2; tries++) {
    const step = await write(rate, ms);
    const held = step.sent >= (rate * ms * 0.9) / 1000;
    if (held && step.lost === 0 && step.arrival.p99 < CEILING_P99) return step;
  }
  return null;
}

async function measure(name: string, target: Target, start: () => Promise<ServerProcess>): Promise<Figures> {
  const server = await start();
  const clients = startClients();
  await clients.ask({ do: 'agents', target, url: server.url, from: 0, count: AGENTS, accept: true });
  await clients.ask({
    do: 'customers',
    target,
    url: server.url,
    count: CUSTOMERS,
    identifier: 'customer',
    waits: target === 'server',
  });
  const writes =
    (by: Writer): Write =>
    async (perSecond, ms) => {
      const used = () => ({ server: cpuOf(server.pid), database: cpuOf(database.pid) });
      const before = used();
      const written = await clients.ask({ do: 'write', by, perSecond, ms });
      const after = used();
      const databaseMicros = rounded(((after.database - before.database) * 1000) / written.sent, 0);
      const serverMicros = rounded(((after.server - before.server) * 1000) / written.sent, 0);
      return { ...written, perSecond, cpuMicros: serverMicros + databaseMicros, databaseMicros };
    };
  const customers = await direction(`${name}: customer → agent`, writes('customers'));
  const agents = await direction(`${name}: agent → customer`, writes('agents'));
  await clients.close();
  await server.stop();
  return { ...customers, toCustomer: agents };
}

/** Latency at each rate, and the ceiling, of messages that one side writes. */
async function direction(name: string, write: Write): Promise<Figures> {
  // Code that has not been compiled yet would be measured instead of what people meet all day.
  await write(1000, 10_000);
  const steps: Step[] = [];
  for (const rate of RATES) steps.push(await write(rate, seconds * 1000));
  let highest: Step | null = null;
  if (ceiling !== 0) {
    for (const rate of LADDER) {
      // Twice before giving up: others may have had the machine for a moment.
      const step = await climb(rate, write);
      if (step === null) break;
      highest = step;
    }
  }
  print(`\n${name}`);
  const row = (step: Step) => [
    `${step.perSecond}/s`,
    step.arrival.p50,
    step.arrival.p99,
    step.acknowledgement.p50,
    step.cpuMicros,
    step.databaseMicros,
    step.lost,
    step.twice,
  ];
  table([
    ['', 'p50 ms', 'p99 ms', 'ack p50', 'CPU µs', 'of it PG', 'lost', 'twice'],
    ...steps.map(row),
    ...(highest === null ? [] : [row(highest)]),
  ]);
  const figure = (step: Step): Figures => ({
    p50: step.arrival.p50,
    p99: step.arrival.p99,
    cpuMicros: step.cpuMicros,
    databaseMicros: step.databaseMicros,
    lost: step.lost,
    twice: step.twice,
  });
  return {
    ...Object.fromEntries(steps.map((step) => [`at${step.perSecond}`, figure(step)])),
    ceilingPerSecond: highest?.perSecond ?? null,
    ceilingCpuMicros: highest?.cpuMicros ?? null,
  };
}

const relay = (environment: Record<string, string>) => () => startRelayProcess(environment);

const bare = await measure('bare relay, nothing stored', 'relay', relay({}));
const inserting = await measure(
  'bare relay, one INSERT per message',
  'relay',
  relay({ DATABASE_URL: postgres.url }),
);
const flags = profile === 0 ? [] : ['--cpu-prof', `--cpu-prof-dir=${tmpdir()}`];
const ours = await measure('server, durable in PostgreSQL', 'server', () =>
  startServerProcess({ DATABASE_URL: database.url, CONFIG_FILE, EVENT_LIMIT: '100000' }, flags),
);
await postgres.stop();
rmSync(directory, { recursive: true, force: true });
finish('messages', { bare, inserting, server: ours });
