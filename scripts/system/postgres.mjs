/** A PostgreSQL server for the tests alone: found or installed, started in a temporary directory, removed. */
import { spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { freePort } from '../lib/free-port.mjs';
import { aptInstall, lastLine, which } from './run.mjs';

const OLDEST = 15;
const START_TIMEOUT_MS = 30_000;

/** Resolves with `{path}`, the directory of the programs, or `{missing}`, the reason. */
export async function findPostgres() {
  const there = newest();
  if (there !== null) return { path: there };
  const refused = await aptInstall(['postgresql']);
  const installed = newest();
  return installed === null
    ? { missing: refused ?? `what was installed is older than ${OLDEST}` }
    : { path: installed };
}

function newest() {
  const debian = '/usr/lib/postgresql';
  const folders = existsSync(debian) ? readdirSync(debian).map((name) => join(debian, name, 'bin')) : [];
  const inPath = [which('initdb')].filter((path) => path !== null).map((path) => dirname(path));
  const found = [...folders, ...inPath]
    .filter((path) => existsSync(join(path, 'initdb')) && existsSync(join(path, 'postgres')))
    .map((path) => ({ path, version: versionOf(path) }))
    .filter(({ version }) => version >= OLDEST)
    .sort((one, other) => other.version - one.version);
  return found[0]?.path ?? null;
}

function versionOf(path) {
  const said = spawnSync(join(path, 'postgres'), ['--version'], { encoding: 'utf8' }).stdout ?? '';
  return Number(/(\d+)/.exec(said)?.[1] ?? 0);
}

/**
 * Starts a server on a free port of 127.0.0.1: an empty one, or a standby of the server that is at `standbyOf`. Resolves with
 * its `url` and `stop`, which also removes it.
 * PostgreSQL refuses to run as root; then it runs as the user `postgres`, or as `nobody`.
 */
export async function startPostgres(bin, standbyOf = null) {
  const directory = mkdtempSync(join(tmpdir(), 'agent-desk-postgres-'));
  const identity = otherUser();
  if (identity.uid !== undefined) chownSync(directory, identity.uid, identity.gid);
  const data = join(directory, 'data');
  const [maker, ...how] =
    standbyOf === null
      ? ['initdb', '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync']
      : ['pg_basebackup', '-d', standbyOf, '-R', '-X', 'stream', '-c', 'fast', '--no-sync'];
  const made = spawnSync(join(bin, maker), [...how, '-D', data], {
    cwd: directory,
    encoding: 'utf8',
    ...identity,
  });
  if (made.status !== 0) {
    rmSync(directory, { recursive: true, force: true });
    throw new Error(`${maker} failed: ${lastLine(made.stderr ?? String(made.error))}`);
  }
  const port = await freePort();
  const settings = ['fsync=off', 'full_page_writes=off', 'max_connections=400', 'log_min_messages=fatal'];
  const server = spawn(
    join(bin, 'postgres'),
    [
      '-D',
      data,
      '-h',
      '127.0.0.1',
      '-p',
      String(port),
      '-k',
      directory,
      ...settings.flatMap((s) => ['-c', s]),
    ],
    { cwd: directory, stdio: ['ignore', 'ignore', 'pipe'], ...identity },
  );
  let said = '';
  server.stderr.on('data', (chunk) => (said += chunk));
  const ended = new Promise((resolve) => server.once('exit', resolve));
  const killAtExit = () => server.kill('SIGQUIT');
  process.once('exit', killAtExit);
  const stop = async () => {
    process.off('exit', killAtExit);
    // At once: nothing in it is worth keeping.
    server.kill('SIGQUIT');
    await ended;
    rmSync(directory, { recursive: true, force: true });
  };
  const url = `postgresql://postgres@127.0.0.1:${port}/postgres`;
  for (const deadline = Date.now() + START_TIMEOUT_MS; !(await answers(url)); await sleep(50)) {
    if (server.exitCode !== null || Date.now() > deadline) {
      await stop();
      throw new Error(`PostgreSQL did not start: ${lastLine(said)}`);
    }
  }
  return { url, stop };
}

async function answers(url) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1_000 });
  // A server that is still starting may drop the connection.
  client.on('error', () => {});
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

function otherUser() {
  if (process.getuid?.() !== 0) return {};
  for (const name of ['postgres', 'nobody']) {
    const id = (flag) => spawnSync('id', [flag, name], { encoding: 'utf8' });
    const uid = id('-u');
    if (uid.status === 0) return { uid: Number(uid.stdout), gid: Number(id('-g').stdout) };
  }
  return {};
}
