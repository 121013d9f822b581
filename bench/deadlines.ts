/**
 * How exactly offers and wrap-ups end: the difference between the time announced on the wire and the moment at
 * which the desk hears of the end; once on a running node and once across a node killed with -9 in between.
 * Targets: p99 at most 100 ms; at most 1 s across the killed node.
 * `--agents` (each has five at once).
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { numbers } from './lib/arguments.ts';
import { writeCentre } from './lib/centre-file.ts';
import { distribution, finish, print } from './lib/figures.ts';
import type { Distribution } from './lib/figures.ts';
import { freePort } from './lib/free-port.ts';
import { startClients } from './lib/load/clients.ts';
import type { Clients } from './lib/load/clients.ts';
import { until } from './lib/until.ts';
import { startServerProcess } from './lib/server-process.ts';
import type { ServerProcess } from './lib/server-process.ts';

const { agents } = numbers({ agents: 40 });
const conversations = agents * 5;
const RONA_SECONDS = 6;
const WRAPUP_SECONDS = 6;

/** Collects errors of one kind until nobody is waited for any more. */
async function collect(clients: Clients, kind: 'offers' | 'wrapups', patienceMs: number): Promise<number[]> {
  const errors: number[] = [];
  const end = Date.now() + patienceMs;
  await until(
    async () => {
      errors.push(...(await clients.ask({ do: 'deadlines' }))[kind]);
      return errors.length >= conversations || Date.now() > end;
    },
    'deadlines',
    { every: 200, patience: patienceMs + 5000 },
  );
  return errors;
}

type Story = { name: string; kind: 'offers' | 'wrapups'; kills: boolean };

/** A deadline may also be missed by nobody hearing of it: `heard` says how many of how many were. */
async function measure({ name, kind, kills }: Story): Promise<Distribution & { heard: string }> {
  const directory = mkdtempSync(join(tmpdir(), 'agent-desk-bench-'));
  const CONFIG_FILE = join(directory, 'centre.json');
  const rings = kind === 'offers';
  writeCentre(CONFIG_FILE, {
    agents,
    ronaSeconds: rings ? RONA_SECONDS : 3600,
    wrapupSeconds: rings ? 0 : WRAPUP_SECONDS,
  });
  const environment = { DATA_DIR: join(directory, 'data'), CONFIG_FILE, PORT: String(await freePort()) };
  let server: ServerProcess = await startServerProcess(environment);
  const clients = startClients();
  const { url } = server;
  await clients.ask({ do: 'agents', target: 'server', url, from: 0, count: agents, accept: !rings });
  await clients.ask({
    do: 'customers',
    target: 'server',
    url,
    count: conversations,
    identifier: 'customer',
    waits: !rings,
  });
  await clients.ask({ do: 'deadlines' });
  if (!rings) await clients.ask({ do: 'leave' });
  if (kills) {
    await sleep(500);
    await server.kill();
    server = await startServerProcess(environment);
  }
  const errors = await collect(clients, kind, (Math.max(RONA_SECONDS, WRAPUP_SECONDS) + 6) * 1000);
  await clients.close();
  await server.stop();
  rmSync(directory, { recursive: true, force: true });
  const result = { ...distribution(errors), heard: `${errors.length} of ${conversations}` };
  print(
    `${name}: p50 ${result.p50} ms, p99 ${result.p99} ms, at most ${result.max} ms (${result.heard} heard)`,
  );
  return result;
}

const stories: Record<string, Story> = {
  offers: { name: 'offers (RONA)', kind: 'offers', kills: false },
  wrapups: { name: 'wrap-ups', kind: 'wrapups', kills: false },
  offersAcrossKill: { name: 'offers across a killed node', kind: 'offers', kills: true },
  wrapupsAcrossKill: { name: 'wrap-ups across a killed node', kind: 'wrapups', kills: true },
};
const figures: Record<string, Distribution & { heard: string }> = {};
for (const [key, story] of Object.entries(stories)) figures[key] = await measure(story);
finish('deadlines', figures);
