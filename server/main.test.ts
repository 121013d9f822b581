import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { startServer } from './main.ts';
import type { RunningServer } from './running-server.ts';
import { readSettings } from './settings/settings.ts';
import { program } from './testing/programs.ts';
import { makeTestDatabase, settingsOf } from './testing/test-database.ts';
import type { TestDatabasePlace } from './testing/test-database.ts';

const places: TestDatabasePlace[] = [];
const servers: RunningServer[] = [];
const children: ChildProcess[] = [];

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await Promise.all(servers.splice(0).map((server) => server.close()));
  await Promise.all(places.splice(0).map((place) => place.remove()));
});

/** A directory with an empty database, so that not every test has to create one. */
async function dataDir(): Promise<string> {
  const place = await makeTestDatabase('embedded');
  places.push(place);
  return place.options.dataDir ?? '';
}

/** The settings for data of one's own where it does not matter how it is kept: PostgreSQL opens at once where it is there. */
async function data(): Promise<Record<string, string>> {
  const place = await makeTestDatabase();
  places.push(place);
  return settingsOf(place);
}

async function start(environment: Record<string, string>): Promise<RunningServer> {
  const server = await startServer({
    settings: readSettings({ PORT: '0', LOG_LEVEL: 'silent', ...environment }),
    webDir: null,
  });
  servers.push(server);
  return server;
}

type Ended = { code: number | null; output: string };

/** The server as an operator starts it. `says` resolves when it has printed a text. */
async function run(environment: Record<string, string>) {
  const child = spawn(process.execPath, [await program('main')], {
    env: { PATH: process.env.PATH, LOG_LEVEL: 'warn', PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let output = '';
  const waiting: { text: string; resolve: () => void }[] = [];
  const take = (chunk: Buffer): void => {
    output += chunk.toString();
    for (const wait of waiting) if (output.includes(wait.text)) wait.resolve();
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  const ended = new Promise<Ended>((resolve) => child.once('close', (code) => resolve({ code, output })));
  const says = (text: string) =>
    Promise.race([
      new Promise<void>((resolve) => waiting.push({ text, resolve })),
      ended.then(() => Promise.reject(new Error(`It ended without saying "${text}":\n${output}`))),
    ]);
  return { child, says, ended, output: () => output };
}

describe('a server', { timeout: 60_000 }, () => {
  it('is ready, describes itself, lets people sign in, and remembers what was there when it starts again', async () => {
    const DATA_DIR = await dataDir();
    const first = await start({ DATA_DIR });
    expect(first.demo).toBe(true);
    expect(await (await fetch(`${first.url}/ready`)).json()).toEqual({
      status: 'ready',
      checks: { database: 'ok', engine: 'ok' },
    });
    expect((await fetch(`${first.url}/docs`)).status).toBe(200);
    const signIn = (server: RunningServer, password: string) =>
      fetch(`${server.url}/agent/login`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ username: 'agent1', password }),
      });
    expect((await signIn(first, 'demo')).status).toBe(200);
    expect((await signIn(first, 'wrong')).status).toBe(401);
    const { seq } = first.engine;
    await first.close();
    const again = await start({ DATA_DIR });
    expect(again.configuration.loaded).toBe(false);
    expect(again.engine.seq).toBe(seq);
    expect((await signIn(again, 'demo')).status).toBe(200);
  });

  it('closes once, however often it is asked, and lets go of a client that does not', async () => {
    const server = await start({ ...(await data()), DEMO: 'on' });
    const idle = await fetch(`${server.url}/health`, { headers: { connection: 'keep-alive' } });
    expect(idle.status).toBe(200);
    await Promise.all([server.close(), server.close()]);
    await expect(fetch(`${server.url}/health`)).rejects.toThrow();
  });

  it('never serves the demo to others by accident', async () => {
    const DATA_DIR = await dataDir();
    await (await start({ DATA_DIR })).close();
    await expect(start({ DATA_DIR, HOST: '0.0.0.0' })).rejects.toThrow('holds the demo contact centre');
    await expect(start({ ...(await data()), HOST: '0.0.0.0' })).rejects.toThrow('The store is empty');
    const asked = await start({ DATA_DIR, HOST: '0.0.0.0', DEMO: 'on' });
    expect(asked.demo).toBe(true);
  });
});

describe('the process', { timeout: 60_000 }, () => {
  it('prints the addresses and the demo sign-ins, and ends with 0 on SIGTERM', async () => {
    const server = await run({ DATA_DIR: await dataDir() });
    await server.says('Password');
    expect(server.output()).toMatch(/Desk +http:\/\/127\.0\.0\.1:\d+\//);
    expect(server.output()).toContain('agent1');
    server.child.kill('SIGTERM');
    expect((await server.ended).code).toBe(0);
  });

  it('refuses a data directory that another one uses, in one sentence, and ends with 1', async () => {
    const DATA_DIR = await dataDir();
    await start({ DATA_DIR });
    const { code, output } = await (await run({ DATA_DIR })).ended;
    expect(code).toBe(1);
    expect(output).toMatch(/^The data directory .* is in use .*\n$/);
  });

  it('refuses a port that is in use, in one sentence, and ends with 1', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const { code, output } = await (await run({ ...(await data()), PORT: String(port) })).ended;
    other.close();
    expect(code).toBe(1);
    expect(output).toMatch(new RegExp(`^Port ${port} on 127.0.0.1 is in use .*\\n$`));
  });

  it.each([
    [{ PORT: 'eighty' }, /^PORT is "eighty", but must be .*\n$/],
    [{ CONFIG_FILE: '/nowhere/contact-centre.json' }, /^The configuration cannot be used:\n.*cannot be read/],
    [{ DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none' }, /^Nobody answers at DATABASE_URL: .*\n$/],
  ])('ends with 1 and a sentence for %j', async (environment, sentence) => {
    const { code, output } = await (await run({ ...(await data()), ...environment })).ended;
    expect(code).toBe(1);
    expect(output).toMatch(sentence);
  });

  it('starts again after kill -9', async () => {
    const DATA_DIR = await dataDir();
    const first = await run({ DATA_DIR });
    await first.says('Password');
    first.child.kill('SIGKILL');
    await first.ended;
    const second = await run({ DATA_DIR });
    await second.says('Password');
  });
});
