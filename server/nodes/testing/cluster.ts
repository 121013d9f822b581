/** Nodes for tests: processes of the real program on one database and one Redis, each reached through its own proxies. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { program } from '../../testing/programs.ts';
import { startProxy } from '../../testing/tcp-proxy.ts';
import { makeTestDatabase } from '../../testing/test-database.ts';

/** The Redis for tests, when there is one. */
export const TEST_REDIS_URL = process.env.TEST_REDIS_URL;

/** What sign-ins belong to, whichever node they come to. */
const PUBLIC_URL = 'http://127.0.0.1:8080';

type Proxy = Awaited<ReturnType<typeof startProxy>>;

type Ready = {
  status: string;
  checks: Record<string, string>;
  roles: Record<string, 'owner' | 'follower'>;
  redis: string;
};

export type Node = {
  readonly url: string;
  readonly dataDir: string;
  readonly child: ChildProcess;
  readonly redis: Proxy;
  readonly database: Proxy;
  /** What it has printed. */
  output(): string;
  ready(): Promise<Ready | null>;
  role(): Promise<'owner' | 'follower' | null>;
  /** Signs in with a name; resolves with the token. */
  signIn(username: string): Promise<string>;
  /** Resolves with the exit code. */
  end(signal: NodeJS.Signals): Promise<number | null>;
};

export type Cluster = {
  /** Where the nodes' data stands, not through a proxy. */
  readonly databaseUrl: string;
  /** Starts one more node; resolves once it serves. */
  start(): Promise<Node>;
  /** Ends all nodes and removes what they had. */
  remove(): Promise<void>;
};

/** A place for nodes, with further settings for all of them. There has to be a PostgreSQL and a Redis for tests. */
export async function makeCluster(environment: Record<string, string> = {}): Promise<Cluster> {
  const place = await makeTestDatabase('postgres');
  const folder = await mkdtemp(join(tmpdir(), 'agent-desk-nodes-'));
  const nodes = new Set<Node>();
  return {
    databaseUrl: place.options.databaseUrl ?? '',
    start: async () => {
      const database = await proxyTo(place.options.databaseUrl ?? '');
      const redis = await proxyTo(TEST_REDIS_URL ?? '');
      const port = await freePort();
      const dataDir = join(folder, String(port));
      const child = spawn(process.execPath, [await program('main')], {
        env: {
          PATH: process.env.PATH,
          LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? 'warn',
          PORT: String(port),
          PUBLIC_URL,
          DATA_DIR: dataDir,
          FILES_DIR: join(folder, 'files'),
          DATABASE_URL: database.url,
          REDIS_URL: redis.url,
          ...environment,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const node = nodeOf(child, {
        url: `http://127.0.0.1:${port}`,
        dataDir,
        database: database.proxy,
        redis: redis.proxy,
      });
      nodes.add(node);
      await served(node);
      return node;
    },
    remove: async () => {
      for (const { child, redis, database } of nodes) {
        child.kill('SIGCONT');
        child.kill('SIGKILL');
        redis.close();
        database.close();
      }
      await Promise.all(Array.from(nodes, ({ child }) => exitOf(child)));
      await place.remove();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function nodeOf(child: ChildProcess, place: Pick<Node, 'url' | 'dataDir' | 'redis' | 'database'>): Node {
  const { url } = place;
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  }
  const ready = async (): Promise<Ready | null> => {
    try {
      const answer = await fetch(`${url}/ready`, { signal: AbortSignal.timeout(1_000) });
      return (await answer.json()) as Ready;
    } catch {
      return null;
    }
  };
  return {
    ...place,
    child,
    output: () => output,
    ready,
    role: async () => (await ready())?.roles.demo ?? null,
    signIn: async (username) => {
      const answer = await fetch(`${url}/agent/login`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ username, password: 'demo' }),
      });
      if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`);
      const { data } = (await answer.json()) as { data: { token: string } };
      return data.token;
    },
    end: (signal) => {
      child.kill(signal);
      return exitOf(child);
    },
  };
}

/** Resolves when the node is ready; rejects with what it said when it ends before. */
async function served(node: Node): Promise<void> {
  const ended = exitOf(node.child).then((code) => {
    throw new Error(`The node has ended with ${code}:\n${node.output()}`);
  });
  ended.catch(() => {});
  for (;;) {
    const ready = await Promise.race([node.ready(), ended]);
    if (ready?.status === 'ready') return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function exitOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.exitCode;
}

async function proxyTo(address: string): Promise<{ url: string; proxy: Proxy }> {
  const target = new URL(address);
  const proxy = await startProxy(target.hostname, Number(target.port));
  target.port = String(proxy.port);
  return { url: target.href, proxy };
}

/** A port of 127.0.0.1 that nobody uses. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
