/**
 * A server that is killed with many people on it: 2,000 agents and 10,000 conversations are in the store, messages
 * are written, and the process is killed (`kill -9`). How long the next start takes until it is ready, and how long
 * the loop of the writing process stood still at most while snapshots were taken.
 * Targets: ready in at most 1 s on PostgreSQL, no pause over 10 ms by a snapshot. `--agents`, `--conversations`,
 * `--rate` messages/s for `--seconds`.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { numbers } from './lib/arguments.ts';
import { writeCentre } from './lib/centre-file.ts';
import { finish, print } from './lib/figures.ts';
import type { Figures } from './lib/figures.ts';
import { freePort } from './lib/free-port.ts';
import { startPostgres } from './lib/postgres.ts';
import { bundleServer, startServerProcess } from './lib/server-process.ts';
import type { CrowdReport } from './lib/crowd.ts';

const options = numbers({ agents: 2_000, conversations: 10_000, rate: 1_000, seconds: 30 });
const directory = mkdtempSync(join(tmpdir(), 'agent-desk-bench-'));
const CONFIG_FILE = join(directory, 'centre.json');
writeCentre(CONFIG_FILE, { agents: options.agents });
await bundleServer();

/** Fills the store and writes until it is killed, which happens once it has reported. */
async function crowdAndKill(
  place: Record<string, string>,
  port: number,
  every: number,
): Promise<CrowdReport> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', fileURLToPath(new URL('./lib/crowd.ts', import.meta.url))],
    {
      env: {
        ...process.env,
        ...place,
        // The node that the server is known as: its lease need not run out.
        NODE_ID: `${hostname()}:127.0.0.1:${port}`,
        CROWD: JSON.stringify({ ...options, every }),
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  for await (const line of createInterface({ input: child.stdout })) {
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
    return JSON.parse(line) as CrowdReport;
  }
  throw new Error('the crowd ended without a report');
}

async function measure(name: string, place: Record<string, string>): Promise<Figures> {
  const port = await freePort();
  const environment = { ...place, CONFIG_FILE, PORT: String(port) };
  await (await startServerProcess(environment)).stop();
  const without = await crowdAndKill(place, port, 1e9);
  const report = await crowdAndKill(place, port, 10_000);
  const server = await startServerProcess(environment);
  await server.kill();
  const again = await startServerProcess(environment);
  await again.stop();
  const figures = {
    readyMs: Math.round(server.readyMs),
    againMs: Math.round(again.readyMs),
    snapshots: report.snapshots,
    pauseMaxMs: report.pauseMaxMs,
    pauseP99Ms: report.pauseP99Ms,
    pauseMaxWithoutMs: without.pauseMaxMs,
    pauseP99WithoutMs: without.pauseP99Ms,
    commitP99Ms: report.commitP99Ms,
    commitMaxMs: report.commitMaxMs,
  };
  print(
    `${name}: ready ${figures.readyMs} ms after kill -9 (once more ${figures.againMs} ms); loop p99 / max ` +
      `${figures.pauseP99Ms} / ${figures.pauseMaxMs} ms with ${figures.snapshots} snapshots, ` +
      `${figures.pauseP99WithoutMs} / ${figures.pauseMaxWithoutMs} ms without; commits p99 / max ` +
      `${figures.commitP99Ms} / ${figures.commitMaxMs} ms`,
  );
  return figures;
}

const postgres = await startPostgres();
if (postgres === null) print('PostgreSQL: not installed, skipped');
const server = postgres === null ? null : await measure('PostgreSQL', { DATABASE_URL: postgres.url });
await postgres?.stop();
const embedded = await measure('embedded', { DATA_DIR: join(directory, 'data') });
rmSync(directory, { recursive: true, force: true });
finish('restart', { ...options, postgres: server, embedded });
