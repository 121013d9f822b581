/**
 * A supervisor's floor under load, on the built pages and the embedded database: agents who change their state several
 * times a second each, seen by one supervisor in Chromium and by one on a bare socket. Frames per second on the wire,
 * pictures with changed rows per second (wanted: at most 10), rows that moved under the pointer (wanted: none), what the
 * server's processor does for it, tasks of the page that last 50 ms and more, and how long a large floor takes from the question to the picture (wanted: at most 1 s). `--agents` who change `--changes`
 * times a second each for `--seconds`; `--large`: agents of the large floor.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from '@playwright/test';
import { io, type Socket } from 'socket.io-client';
import { numbers } from './lib/arguments.ts';
import { agentName, PASSWORD, supervisorName, writeCentre } from './lib/centre-file.ts';
import { finish, print, rounded, table } from './lib/figures.ts';
import { cpuOf } from './lib/process-figures.ts';
import { startProcess, type ServerProcess } from './lib/server-process.ts';

const options = numbers({ agents: 200, changes: 5, seconds: 15, large: 2000 });
const root = fileURLToPath(new URL('../', import.meta.url));

const probe = readFileSync(new URL('./lib/desk/team-probe.js', import.meta.url), 'utf8');

const built = spawnSync(process.execPath, [join(root, 'scripts/build.mjs')], { stdio: 'inherit' });
if (built.status !== 0) throw new Error('the build failed');
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-quic', '--disable-background-networking'],
});

type Login = { data: { token: string } };

async function connect(url: string, username: string): Promise<Socket> {
  const answer = await fetch(`${url}/agent/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password: PASSWORD }),
  });
  if (!answer.ok) throw new Error(`${username} may not sign in: ${answer.status}`);
  const { token } = ((await answer.json()) as Login).data;
  const socket = io(url, { transports: ['websocket'], forceNew: true, auth: { token } });
  await new Promise<void>((resolve, reject) => {
    socket.once('snapshotComplete', () => resolve());
    socket.once('connect_error', reject);
  });
  return socket;
}

/** The team view of a supervisor who has just come, at its table of agents. */
async function openFloor(url: string): Promise<{ page: Page; openMs: number }> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(probe);
  await page.goto(url);
  await page.getByLabel('Username').fill(supervisorName(0));
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByRole('tab', { name: 'Agents' }).click();
  await page.locator('[data-row]').first().waitFor({ timeout: 120_000 });
  // Once more, with the code here: from the click that leads to it until rows are drawn.
  await page.evaluate('teamProbe.leave()');
  await page.locator('[data-row]').first().waitFor({ state: 'detached' });
  const openMs = await page.evaluate<number>('teamProbe.openFloor()');
  return { page, openMs };
}

type Watched = { paints: number; frames: number; jumps: number; longTasks: number; longestMs: number };

/** Pictures in which rows had changed, and rows that moved under a resting pointer, within some seconds. */
async function watchRows(page: Page, seconds: number): Promise<Watched> {
  await page.locator('[data-row]').nth(5).hover();
  return page.evaluate<Watched>(`teamProbe.watchRows(${seconds * 1000})`);
}

/** What a socket is told of the floor while `work` goes on. */
async function told<T>(
  socket: Socket,
  work: () => Promise<T>,
): Promise<{ result: T; frames: number; bytes: number }> {
  let frames = 0;
  let bytes = 0;
  const hear = (payload: unknown) => {
    frames++;
    bytes += JSON.stringify(payload).length;
  };
  socket.on('floorChanges', hear);
  const result = await work();
  socket.off('floorChanges', hear);
  return { result, frames, bytes };
}

/** From the question to the whole floor on a bare socket. */
async function askFloor(socket: Socket): Promise<{ ms: number; bytes: number }> {
  const began = performance.now();
  const floor = new Promise((resolve) => socket.once('floorSnapshot', resolve));
  socket.emit('watchFloor', { on: true });
  const bytes = JSON.stringify(await floor).length;
  return { ms: performance.now() - began, bytes };
}

/** The agents change their state, evenly spread, until told to stop; resolves with how many changes were answered. */
function change(sockets: readonly Socket[], perSecond: number): { stop: () => number } {
  let changes = 0;
  const timers = sockets.map((socket, at) => {
    let ready = at % 2 === 0;
    return setInterval(() => {
      ready = !ready;
      const state = { name: ready ? 'READY' : 'NOT_READY', reasonCode: null };
      socket.emit('changeAgentState', { action: 'agentState', state }, () => changes++);
    }, 1000 / perSecond);
  });
  return {
    stop: () => {
      for (const timer of timers) clearInterval(timer);
      return changes;
    },
  };
}

async function withServer<T>(
  agents: number,
  signedIn: number,
  work: (server: ServerProcess) => Promise<T>,
): Promise<T> {
  const directory = mkdtempSync(join(tmpdir(), 'agent-desk-bench-'));
  const CONFIG_FILE = join(directory, 'centre.json');
  writeCentre(CONFIG_FILE, { agents, supervisors: 2, signIns: signedIn });
  const server = await startProcess(process.execPath, [join(root, 'dist/server/main.js')], {
    CONFIG_FILE,
    DATA_DIR: join(directory, 'data'),
  });
  try {
    return await work(server);
  } finally {
    await server.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

const busy = await withServer(options.agents, options.agents, async ({ url, pid }) => {
  const sockets: Socket[] = [];
  while (sockets.length < options.agents) {
    const next = Array.from({ length: Math.min(20, options.agents - sockets.length) }, (_, at) =>
      connect(url, agentName(sockets.length + at)),
    );
    sockets.push(...(await Promise.all(next)));
  }
  const { page } = await openFloor(url);
  const supervisor = await connect(url, supervisorName(1));
  await askFloor(supervisor);
  const changing = change(sockets, options.changes);
  await sleep(2_000);
  const cpuBefore = cpuOf(pid);
  const { result, frames, bytes } = await told(supervisor, () => watchRows(page, options.seconds));
  const cpu = (cpuOf(pid) - cpuBefore) / (options.seconds * 1000);
  const changes = changing.stop();
  for (const socket of [...sockets, supervisor]) socket.disconnect();
  await page.context().close();
  return { ...result, wire: frames, bytes, changes, cpu };
});

const large = await withServer(options.large, 0, async ({ url }) => {
  const supervisor = await connect(url, supervisorName(1));
  const asked = await askFloor(supervisor);
  supervisor.disconnect();
  const { page, openMs } = await openFloor(url);
  const rows = await page.locator('[data-row]').count();
  await page.context().close();
  return { ...asked, openMs, rows };
});
await browser.close();

const each = (count: number) => rounded(count / options.seconds);
table([
  ['', 'a second', 'wanted'],
  [
    'changes that were answered',
    rounded(busy.changes / (options.seconds + 2)),
    options.agents * options.changes,
  ],
  ['frames on the wire', each(busy.wire), ''],
  ['kB on the wire', each(busy.bytes / 1000), ''],
  ['pictures in which rows had changed', each(busy.paints), '≤ 10'],
  ['pictures in all', each(busy.frames), ''],
]);
print(`the server's processor: ${rounded(busy.cpu * 100)} % of one core, with the changes themselves`);
print(`tasks of the page of 50 ms and more: ${busy.longTasks}, the longest ${rounded(busy.longestMs)} ms`);
print(`rows that moved under the pointer: ${busy.jumps} (wanted: 0)`);
print(
  `${options.large} agents: ${rounded(large.ms)} ms and ${rounded(large.bytes / 1000)} kB to the socket, ` +
    `${rounded(large.openMs)} ms until drawn (wanted: 1000), ${large.rows} rows in the page`,
);
finish('team', {
  agents: options.agents,
  changesPerSecond: rounded(busy.changes / (options.seconds + 2)),
  framesPerSecond: each(busy.wire),
  kbPerSecond: each(busy.bytes / 1000),
  paintsPerSecond: each(busy.paints),
  jumps: busy.jumps,
  cpuPart: rounded(busy.cpu),
  longTasks: busy.longTasks,
  longestTaskMs: rounded(busy.longestMs),
  large: options.large,
  snapshotMs: rounded(large.ms),
  snapshotKb: rounded(large.bytes / 1000),
  openMs: rounded(large.openMs),
  rowsDrawn: large.rows,
});
