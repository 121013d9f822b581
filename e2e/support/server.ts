import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EMBEDDED, makeStoryDatabase } from './database.ts';

/** Settings of the contact centre that a story wants otherwise than the demo has them (D1). */
export type StorySettings = Record<string, number | string>;

/** The built server as a process of its own, so that a story can kill it like an operator's machine would. */
export type RunningServer = {
  url: string;
  /** What it was started with; a second process with the same wants the same port and data. */
  environment: Readonly<Record<string, string>>;
  /** `kill -9`, as a power cut does: nothing is said good-bye to. */
  kill: () => Promise<void>;
  /** Starts it again on the same port and data. */
  start: () => Promise<void>;
  /** Ends it gracefully and throws its data away. */
  close: () => Promise<void>;
  /** What it has logged so far. */
  log: () => string;
};

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

async function until(what: string, holds: () => Promise<boolean>, log: () => string): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (!(await holds().catch(() => false))) {
    if (Date.now() > deadline) throw new Error(`${what} did not happen within 30 s\n${log()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Starts the server on an empty database with the demo contact centre and the story's settings. */
export async function startServer(
  settings: StorySettings = {},
  users: readonly object[] = [],
  further: Readonly<Record<string, string>> = {},
): Promise<RunningServer> {
  const directory = await mkdtemp(join(tmpdir(), 'desk-story-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const demo = JSON.parse(await readFile('server/demo.json', 'utf8')) as {
    settings: StorySettings;
    users: object[];
  };
  const configFile = join(directory, 'contact-centre.json');
  const configuration = {
    ...demo,
    settings: { ...demo.settings, ...settings },
    users: [...demo.users, ...users],
  };
  await writeFile(configFile, JSON.stringify(configuration));
  const embedded = further.DATABASE_URL === EMBEDDED.DATABASE_URL;
  const database = await makeStoryDatabase(join(directory, 'data'), embedded);
  let child: ChildProcess | undefined;
  let output = '';
  const exited = async (process: ChildProcess): Promise<void> => {
    if (process.exitCode !== null || process.signalCode !== null) return;
    await new Promise<void>((resolve) => process.once('exit', () => resolve()));
  };
  const environment = {
    PORT: String(port),
    HOST: '127.0.0.1',
    ...database.settings,
    CONFIG_FILE: configFile,
    PUBLIC_URL: url,
    ...further,
  };
  const start = async (): Promise<void> => {
    const started = spawn(process.execPath, ['dist/server/main.js'], {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = started;
    const keep = (chunk: Buffer): void => {
      output += chunk.toString();
    };
    started.stdout.on('data', keep);
    started.stderr.on('data', keep);
    await until(
      'the server ready',
      async () => (await fetch(`${url}/ready`)).ok,
      () => output,
    );
  };
  const stop = async (signal: NodeJS.Signals): Promise<void> => {
    if (!child) return;
    child.kill(signal);
    await exited(child);
  };
  await start();
  return {
    url,
    environment,
    start,
    kill: () => stop('SIGKILL'),
    close: async () => {
      await stop('SIGTERM');
      await database.remove();
      await rm(directory, { recursive: true, force: true });
    },
    log: () => output,
  };
}

/** Starts the server as whoever has just run the first command has it: with the demo, and nothing configured. */
export function startDemo(): Promise<RunningServer> {
  return startServer({}, [], { ...EMBEDDED, CONFIG_FILE: '', DEMO: 'on' });
}
