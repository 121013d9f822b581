/**
 * From the start of the process until it is ready: the first start, a restart on a filled database (`--messages`
 * of them), on the embedded database and on PostgreSQL; and `npm start` after the build.
 * Targets: 3 s after the build (6 s the first time), 600 ms on a filled PostgreSQL, 95 MB at rest there.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { numbers } from './lib/arguments.ts';
import { writeCentre } from './lib/centre-file.ts';
import { finish, print, rounded } from './lib/figures.ts';
import { freePort } from './lib/free-port.ts';
import type { Figures } from './lib/figures.ts';
import { startClients } from './lib/load/clients.ts';
import { startPostgres } from './lib/postgres.ts';
import { memoryOf } from './lib/process-figures.ts';
import { bundleServer, startProcess, startServerProcess } from './lib/server-process.ts';

const { messages } = numbers({ messages: 20_000 });
const AGENTS = 20;
const RESTARTS = 5;
const root = fileURLToPath(new URL('../', import.meta.url));

const directory = mkdtempSync(join(tmpdir(), 'agent-desk-bench-'));
const CONFIG_FILE = join(directory, 'centre.json');
writeCentre(CONFIG_FILE, { agents: AGENTS });
await bundleServer();

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

async function measure(name: string, place: Record<string, string>): Promise<Figures> {
  // The same port each time, as a server has: a node that was killed is known by it and takes its tenant back.
  const environment = { ...place, CONFIG_FILE, PORT: String(await freePort()) };
  const first = await startServerProcess(environment);
  const clients = startClients();
  await clients.ask({ do: 'agents', target: 'server', url: first.url, from: 0, count: AGENTS, accept: true });
  await clients.ask({
    do: 'customers',
    target: 'server',
    url: first.url,
    count: AGENTS * 5,
    identifier: 'customer',
    waits: true,
  });
  await clients.ask({ do: 'write', by: 'customers', perSecond: 2000, ms: messages / 2 });
  await clients.close();
  await first.stop();
  const restarts: number[] = [];
  let restMb = 0;
  for (let i = 0; i < RESTARTS; i++) {
    const again = await startServerProcess(environment);
    restarts.push(again.readyMs);
    await sleep(1000);
    restMb = memoryOf(again.pid);
    await again.stop();
  }
  const killed = await startServerProcess(environment);
  await killed.kill();
  const afterKill = await startServerProcess(environment);
  await afterKill.stop();
  const restartMs = median(restarts);
  print(
    `${name}: first start ${Math.round(first.readyMs)} ms, filled ${Math.round(restartMs)} ms, ` +
      `after kill -9 ${Math.round(afterKill.readyMs)} ms, ${rounded(restMb)} MB at rest`,
  );
  return {
    firstMs: Math.round(first.readyMs),
    filledMs: Math.round(restartMs),
    afterKillMs: Math.round(afterKill.readyMs),
    atRestMb: rounded(restMb),
  };
}

/** `npm start` with the demo, built already: the first start creates the database. */
async function measureNpmStart(): Promise<Figures> {
  const built = spawnSync(process.execPath, ['scripts/build.mjs'], { cwd: root, stdio: 'inherit' });
  if (built.status !== 0) throw new Error('the build failed');
  const environment = { DATA_DIR: join(directory, 'demo'), PORT: String(await freePort()) };
  const first = await startProcess('npm', ['start'], environment);
  await first.stop();
  const again = await startProcess('npm', ['start'], environment);
  await again.stop();
  print(`npm start: first ${Math.round(first.readyMs)} ms, then ${Math.round(again.readyMs)} ms`);
  return { firstMs: Math.round(first.readyMs), thenMs: Math.round(again.readyMs) };
}

const embedded = await measure('embedded', { DATA_DIR: join(directory, 'data') });
const postgres = await startPostgres();
if (postgres === null) print('PostgreSQL: not installed, skipped');
const server = postgres === null ? null : await measure('PostgreSQL', { DATABASE_URL: postgres.url });
await postgres?.stop();
const npmStart = await measureNpmStart();
rmSync(directory, { recursive: true, force: true });
finish('startup', { messages, embedded, postgres: server, npmStart });
