/**
 * What a message costs in each protocol, in the same run on PostgreSQL: the server's CPU per message, and the way from
 * the writer to the reader, both directions. Wanted: none costs more than twice as much as in the main protocol.
 * `--pairs` of an agent and a customer, `--rate` messages a second in all, `--seconds` for each measurement.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { io as io4 } from 'socket.io-client';
import { connect as io2 } from 'socket.io-client-2';
import { numbers } from './lib/arguments.ts';
import { writeCentre } from './lib/centre-file.ts';
import { finish, print, rounded, table } from './lib/figures.ts';
import type { Figures } from './lib/figures.ts';
import { Agents } from './lib/load/agents.ts';
import { ChatSolution } from './lib/load/chat-solution.ts';
import type { Connect } from './lib/load/chat-solution.ts';
import { Customers } from './lib/load/customers.ts';
import { GenesysAgents } from './lib/load/genesys.ts';
import type { Writer, Written } from './lib/load/messages.ts';
import { startPostgres } from './lib/postgres.ts';
import { cpuOf } from './lib/process-figures.ts';
import { startServerProcess } from './lib/server-process.ts';
import { until } from './lib/until.ts';

const { pairs, rate, seconds } = numbers({ pairs: 10, rate: 200, seconds: 10 });
const WRITERS: readonly Writer[] = ['customers', 'agents'];

const postgres = await startPostgres();
if (postgres === null) throw new Error('this program needs PostgreSQL 15 or newer');
const { url: databaseUrl, pid: databasePid } = postgres;
const directory = mkdtempSync(join(tmpdir(), 'agent-desk-bench-'));
const CONFIG_FILE = join(directory, 'centre.json');
writeCentre(CONFIG_FILE, { agents: pairs, maxTasks: 1 });

/** Everybody of a protocol, in conversations of two. */
type Crowd = {
  write: (by: Writer, perSecond: number, ms: number) => Promise<Written>;
  close: () => void;
};

type Side = { write: (perSecond: number, ms: number) => Promise<Written>; close: () => void };

function crowdOf(customers: Side, agents: Side): Crowd {
  return {
    write: (by, perSecond, ms) => (by === 'agents' ? agents : customers).write(perSecond, ms),
    close: () => {
      customers.close();
      agents.close();
    },
  };
}

async function mainCrowd(url: string): Promise<Crowd> {
  const customers: Customers = new Customers((id) => agents.arrived(id));
  const agents = new Agents((id) => customers.arrived(id));
  await agents.open('server', url, 0, pairs, true);
  await customers.open('server', url, pairs, 'customer', true);
  await until(() => agents.accepted === pairs, 'agents to accept');
  return crowdOf(customers, agents);
}

const chatSolution =
  (connect: unknown) =>
  async (url: string): Promise<Crowd> => {
    const crowd = new ChatSolution(connect as Connect);
    await crowd.open(url, 0, pairs);
    return crowd;
  };

async function genesysCrowd(url: string): Promise<Crowd> {
  const customers: Customers = new Customers((text) => agents.arrived(text));
  const agents = new GenesysAgents((id) => customers.arrived(id));
  await agents.open(url, 0, pairs);
  await customers.open('server', url, pairs, 'customer', true, 'text');
  await until(() => agents.accepted === pairs, 'agents to accept');
  return crowdOf(customers, agents);
}

type Row = Written & { cpuMicros: number };

/** The address of a new, empty database. */
async function freshDatabase(number: number): Promise<string> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(`create database dialect_${number}`);
  await client.end();
  return databaseUrl.replace(/\/postgres$/, `/dialect_${number}`);
}

/** One protocol on a server and a database of its own, so that nothing is left over from another. */
async function measure(number: number, open: (url: string) => Promise<Crowd>): Promise<Record<Writer, Row>> {
  const DATABASE_URL = await freshDatabase(number);
  const server = await startServerProcess({ DATABASE_URL, CONFIG_FILE, EVENT_LIMIT: '100000' });
  const crowd = await open(server.url);
  const rows: Partial<Record<Writer, Row>> = {};
  for (const by of WRITERS) {
    // Code that is not compiled yet is not what people meet all day.
    await crowd.write(by, rate, (seconds * 1000) / 2);
    const before = cpuOf(server.pid);
    const written = await crowd.write(by, rate, seconds * 1000);
    rows[by] = { ...written, cpuMicros: rounded(((cpuOf(server.pid) - before) * 1000) / written.sent, 0) };
  }
  crowd.close();
  await server.stop();
  return rows as Record<Writer, Row>;
}

const DIALECTS: Record<string, (url: string) => Promise<Crowd>> = {
  main: mainCrowd,
  'chat solution, client 2.x': chatSolution(io2),
  'chat solution, client 4.x': chatSolution(io4),
  genesys: genesysCrowd,
};

const measured: Record<string, Record<Writer, Row>> = {};
for (const [number, [name, open]] of Object.entries(DIALECTS).entries()) {
  measured[name] = await measure(number, open);
  print(`${name}: measured`);
}
const databaseMs = cpuOf(databasePid);
await postgres.stop();
rmSync(directory, { recursive: true, force: true });

const row = (name: string, by: Writer): (string | number)[] => {
  const found = measured[name]?.[by];
  if (found === undefined) throw new Error(`${name} was not measured`);
  const { arrival, cpuMicros, lost, twice } = found;
  const usual = measured.main?.[by].cpuMicros ?? 1;
  const factor = `×${rounded(cpuMicros / usual, 2)}`;
  return [`${name}: ${by} write`, arrival.p50, arrival.p99, cpuMicros, factor, lost, twice];
};
table([
  ['', 'p50 ms', 'p99 ms', 'CPU µs', 'of main', 'lost', 'twice'],
  ...Object.keys(DIALECTS).flatMap((name) => WRITERS.map((by) => row(name, by))),
]);
print(`PostgreSQL used ${rounded(databaseMs / 1000)} s in all`);
const figure = ({ arrival, cpuMicros, lost, twice }: Row): Figures => ({
  p50: arrival.p50,
  p99: arrival.p99,
  cpuMicros,
  lost,
  twice,
});
finish('dialects', {
  rate,
  ...Object.fromEntries(
    Object.entries(measured).map(([name, { customers, agents }]) => [
      name,
      { fromCustomers: figure(customers), fromAgents: figure(agents) },
    ]),
  ),
});
