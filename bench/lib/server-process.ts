/** The real server in a process of its own, bundled as the build does it, from the sources as they are. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleServer as bundleInto } from '../../scripts/lib/server-bundle.mjs';
import { freePort } from './free-port.ts';
import { until } from './until.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const bundle = join(root, '.cache/bench-server');

export type ServerProcess = {
  url: string;
  pid: number;
  /** From the start of the process until `/ready` said so, ms. */
  readyMs: number;
  /** Stops in order. */
  stop: () => Promise<void>;
  /** As when the power goes. */
  kill: () => Promise<void>;
};

let bundled: Promise<string> | null = null;

/** Bundles server and relay once per program, as the build does it; resolves with their directory. */
export function bundleServer(): Promise<string> {
  bundled ??= (async () => {
    mkdirSync(bundle, { recursive: true });
    await bundleInto(bundle, { relay: 'bench/lib/relay.ts' });
    return bundle;
  })();
  return bundled;
}

/** Whether a server there is ready to serve. */
async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/ready`)).ok;
  } catch {
    return false;
  }
}

/** Whether anything answers there. */
async function isAlive(url: string): Promise<boolean> {
  return fetch(`${url}/health`).then(
    () => true,
    () => false,
  );
}

function exited(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => child.once('exit', () => resolve()));
}

/**
 * Starts a program that serves on `PORT` and waits until it is ready. `environment` replaces settings; what
 * the program says goes to standard error when it fails to start.
 */
export async function startProcess(
  command: string,
  parameters: readonly string[],
  environment: Record<string, string>,
): Promise<ServerProcess> {
  const port = Number(environment.PORT ?? (await freePort()));
  const url = `http://127.0.0.1:${port}`;
  const began = performance.now();
  const child = spawn(command, parameters, {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      LOG_LEVEL: 'error',
      RATE_LIMIT: '0',
      ...environment,
      PORT: String(port),
    },
    stdio: ['ignore', 'ignore', 'inherit'],
    // A group of its own: npm does not pass every signal on to what it has started.
    detached: true,
  });
  const signal = (name: NodeJS.Signals) => {
    try {
      process.kill(-(child.pid ?? 0), name);
    } catch {
      // It has ended by itself.
    }
  };
  const abandon = () => signal('SIGKILL');
  process.once('exit', abandon);
  await until(
    () => {
      if (child.exitCode !== null) throw new Error(`${command} ended with ${child.exitCode}`);
      return isReady(url);
    },
    `${url}/ready`,
    { every: 5 },
  );
  const readyMs = performance.now() - began;
  const end = async (name: 'SIGINT' | 'SIGKILL') => {
    signal(name);
    await exited(child);
    await until(async () => !(await isAlive(url)), `${url} to be gone`);
    process.off('exit', abandon);
  };
  return { url, pid: child.pid ?? 0, readyMs, stop: () => end('SIGINT'), kill: () => end('SIGKILL') };
}

/** Starts the server. `flags` are for Node itself, such as `--cpu-prof`. */
export async function startServerProcess(
  environment: Record<string, string>,
  flags: readonly string[] = [],
): Promise<ServerProcess> {
  const directory = await bundleServer();
  return startProcess(process.execPath, [...flags, join(directory, 'main.js')], environment);
}

/** Starts the bare relay; with `DATABASE_URL` it commits each message. */
export async function startRelayProcess(environment: Record<string, string>): Promise<ServerProcess> {
  const directory = await bundleServer();
  return startProcess(process.execPath, [join(directory, 'relay.js')], environment);
}
