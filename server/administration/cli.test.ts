import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import demo from '../demo.json' with { type: 'json' };
import { startServer } from '../main.ts';
import type { RunningServer } from '../running-server.ts';
import { readSettings } from '../settings/settings.ts';
import { program } from '../testing/programs.ts';
import { makeTestDatabase, settingsOf } from '../testing/test-database.ts';
import type { TestDatabasePlace } from '../testing/test-database.ts';

const places: TestDatabasePlace[] = [];
const servers: RunningServer[] = [];
const folders: string[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
  await Promise.all(places.splice(0).map((place) => place.remove()));
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

async function dataDir(): Promise<string> {
  const place = await makeTestDatabase('embedded');
  places.push(place);
  return place.options.dataDir ?? '';
}

/** Settings for data of one's own where it does not matter how it is kept: PostgreSQL opens at once where it is there. */
async function anyData(): Promise<Record<string, string> & { DATA_DIR: string }> {
  const place = await makeTestDatabase();
  places.push(place);
  return { ...settingsOf(place), DATA_DIR: place.directory };
}

async function start(environment: Record<string, string>): Promise<RunningServer> {
  const server = await startServer({
    settings: readSettings({ PORT: '0', LOG_LEVEL: 'silent', ...environment }),
    webDir: null,
  });
  servers.push(server);
  return server;
}

/** The command as an administrator types it. */
async function admin(args: string[], environment: Record<string, string>, input = '') {
  const child = spawn(process.execPath, [await program('admin'), ...args], {
    env: { PATH: process.env.PATH, TMPDIR: tmpdir(), ...environment },
    stdio: 'pipe',
  });
  child.stdin.end(input);
  let output = '';
  child.stdout.on('data', (part: Buffer) => (output += part.toString()));
  child.stderr.on('data', (part: Buffer) => (output += part.toString()));
  return new Promise<{ code: number | null; output: string }>((resolve) =>
    child.once('close', (code) => resolve({ code, output })),
  );
}

const signIn = (server: RunningServer, username: string, password: string) =>
  fetch(`${server.url}/agent/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password }),
  });

describe('npm run admin', { timeout: 120_000 }, () => {
  it('adds and disables people while the server serves, without a new start', async () => {
    const place = await anyData();
    const { DATA_DIR } = place;
    const server = await start({ ...place, DEMO: 'on' });
    const added = await admin(
      ['users', 'add', 'anna', '--roles', 'agent', '--team', 'North', '--first', 'Anna'],
      place,
      'her own password\n',
    );
    expect(added).toEqual({ code: 0, output: 'Added anna.\n' });
    const answer = await signIn(server, 'anna', 'her own password');
    expect(answer.status).toBe(200);
    const { data } = (await answer.json()) as { data: { token: string } };
    const me = () =>
      fetch(`${server.url}/agent-manager/me`, { headers: { authorization: `Bearer ${data.token}` } });
    expect((await me()).status).toBe(200);
    const disabled = await admin(['users', 'disable', 'anna'], place);
    expect(disabled.output).toContain('1 sign-ins ended');
    expect((await me()).status).toBe(401);
    expect((await signIn(server, 'anna', 'her own password')).status).toBe(401);
    expect((await stat(join(DATA_DIR, 'admin.sock'))).mode & 0o777).toBe(0o600);
  });

  it('works on the database when no server runs, and the next start has it', async () => {
    const DATA_DIR = await dataDir();
    await (await start({ DATA_DIR })).close();
    const changed = await admin(['users', 'password', 'agent1'], { DATA_DIR }, 'another one');
    expect(changed.code).toBe(0);
    const server = await start({ DATA_DIR });
    expect((await signIn(server, 'agent1', 'another one')).status).toBe(200);
    expect((await signIn(server, 'agent1', 'demo')).status).toBe(401);
  });

  it('refuses with a sentence and ends with 1', async () => {
    const DATA_DIR = await dataDir();
    expect(await admin(['users', 'list'], { DATA_DIR: join(DATA_DIR, 'nothing') })).toEqual({
      code: 1,
      output: expect.stringMatching(/^There is nothing in .*\n$/),
    });
    await start({ DATA_DIR });
    expect(await admin(['users', 'disable', 'nobody'], { DATA_DIR })).toEqual({
      code: 1,
      output: 'There is no user "nobody".\n',
    });
  });

  it('shows how a file differs, applies it to a running server, and exports what is served', async () => {
    const place = await anyData();
    const server = await start({ ...place, DEMO: 'on' });
    const folder = await mkdtemp(join(tmpdir(), 'agent-desk-admin-'));
    folders.push(folder);
    const path = join(folder, 'centre.json');
    const queues = [...demo.queues, { name: 'Returns', mrd: 'CHAT' }];
    await writeFile(path, JSON.stringify({ ...demo, queues }));
    expect((await admin(['config', 'diff', path], place)).output).toBe('queues: added Returns\n');
    expect((await admin(['config', 'apply', path], place)).code).toBe(0);
    const known = await server.engine.read(({ world }) =>
      Object.values(world.state.config.queues).map((queue) => queue.name),
    );
    expect(known).toContain('Returns');
    const exported = join(folder, 'export.json');
    await admin(['config', 'export', exported], place);
    const document = await readFile(exported, 'utf8');
    expect(document).toContain('"Returns"');
    expect(document).not.toContain('"password"');
    expect((await stat(exported)).mode & 0o777).toBe(0o600);
  });
});
