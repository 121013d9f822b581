/** A private PostgreSQL server with its own settings, as it comes: durable (`fsync` on), in a temporary directory. */
import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { freePort } from './free-port.ts';
import { until } from './until.ts';

const DEBIAN = '/usr/lib/postgresql';

export type Postgres = { url: string; pid: number; version: string; stop: () => Promise<void> };

/** Where the programs are; null when there are none of version 15 or newer. */
function programs(): string | null {
  if (!existsSync(DEBIAN)) return null;
  const versions = readdirSync(DEBIAN)
    .map(Number)
    .filter((version) => version >= 15);
  const newest = versions.sort((a, b) => b - a)[0];
  return newest === undefined ? null : join(DEBIAN, String(newest), 'bin');
}

/** PostgreSQL refuses to run as root: then it runs as `postgres`. */
function identity(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

/** Starts a server, or resolves with null where PostgreSQL is not installed. */
export async function startPostgres(): Promise<Postgres | null> {
  const bin = programs();
  if (bin === null) return null;
  const as = identity();
  const directory = mkdtempSync(join(tmpdir(), 'agent-desk-bench-pg-'));
  if (as.uid !== undefined && as.gid !== undefined) chownSync(directory, as.uid, as.gid);
  const data = join(directory, 'data');
  execFileSync(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C'],
    {
      ...as,
      stdio: 'ignore',
      cwd: directory,
    },
  );
  const port = await freePort();
  const server = spawn(
    join(bin, 'postgres'),
    ['-D', data, '-h', '127.0.0.1', '-p', String(port), '-k', directory, '-c', 'max_connections=60'],
    { ...as, stdio: 'ignore', cwd: directory },
  );
  const exited = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const kill = () => server.kill('SIGQUIT');
  process.once('exit', kill);
  const stop = async () => {
    process.off('exit', kill);
    server.kill('SIGINT');
    await exited;
    rmSync(directory, { recursive: true, force: true });
  };
  const url = `postgresql://postgres@127.0.0.1:${port}/postgres`;
  let version = '';
  await until(async () => {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => {});
    try {
      await client.connect();
      const { rows } = await client.query<{ server_version: string }>('show server_version');
      version = rows[0]?.server_version ?? '';
      return true;
    } catch {
      return false;
    } finally {
      await client.end().catch(() => {});
    }
  }, 'PostgreSQL to start');
  return { url, pid: server.pid ?? 0, version, stop };
}
