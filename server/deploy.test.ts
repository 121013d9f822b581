/** What `deploy/` says of the server is so: settings, figures and addresses that it names are there. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createMetrics, useMetrics } from './http/metrics.ts';
import { SETTINGS } from './settings/settings.ts';
import Fastify from 'fastify';

const DEPLOY = fileURLToPath(new URL('../deploy/', import.meta.url));
const read = (name: string): string => readFileSync(join(DEPLOY, name), 'utf8');

/** A program of the system; null where it is not installed. */
function programNamed(name: string): string | null {
  const places = (process.env.PATH ?? '').split(':').concat('/usr/sbin', '/usr/local/sbin');
  return places.map((place) => join(place, name)).find((path) => existsSync(path)) ?? null;
}

const nginx = process.env.NGINX ?? programNamed('nginx');
const haproxy = process.env.HAPROXY ?? programNamed('haproxy');
const systemdAnalyze = programNamed('systemd-analyze');
const unless = (program: string | null, name: string) =>
  program === null ? ` (${name} is not installed)` : '';

async function figures(): Promise<Set<string>> {
  const metrics = createMetrics(
    new Map([
      [
        'demo',
        () => Promise.resolve({ openConversations: 1, queuedTasks: 0, signedInAgents: 1, quotas: [] }),
      ],
    ]),
    { roles: () => ({ demo: 'owner' }), lagMs: () => ({ demo: 3 }), hasRedis: () => true },
  );
  const app = Fastify();
  useMetrics(app, metrics, null);
  const names = [...(await metrics.text()).matchAll(/^# TYPE (\S+) (\S+)$/gm)].flatMap(
    ([, name = '', type]) =>
      type === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
  );
  await app.close();
  return new Set(names);
}

/** Every path in the values of the chart: two spaces are one step in. */
function valuePaths(): Set<string> {
  const paths = new Set<string>();
  const above: string[] = [];
  for (const line of read('helm/agent-desk/values.yaml').split('\n')) {
    const [, indent = '', key] = /^( *)([A-Za-z]+):/.exec(line) ?? [];
    if (key === undefined) continue;
    above.length = indent.length / 2;
    above.push(key);
    paths.add(above.join('.'));
  }
  return paths;
}

describe('deploy', () => {
  it.each(['alerts.yaml', 'grafana/agent-desk.json'])('%s asks for figures that there are', async (file) => {
    const known = await figures();
    const expressions = [...read(file).matchAll(/^ *"?expr"?: *(.+?),?$/gm)].map(
      ([, expression = '']) => expression,
    );
    expect(expressions.length).toBeGreaterThan(7);
    const named = expressions.flatMap((one) => one.match(/\b(?:desk|process|nodejs)_[a-z0-9_]+/g) ?? []);
    expect(named.length).toBeGreaterThanOrEqual(expressions.length);
    expect(named.filter((name) => !known.has(name))).toEqual([]);
  });

  it('the dashboard is one, with panels that do not lie on each other', () => {
    type Panel = { id: number; gridPos: { x: number; y: number }; targets: unknown[] };
    const { panels } = JSON.parse(read('grafana/agent-desk.json')) as { panels: Panel[] };
    expect(new Set(panels.map(({ gridPos: { x, y } }) => `${x} ${y}`)).size).toBe(panels.length);
    expect(panels.every(({ targets }) => targets.length > 0)).toBe(true);
  });

  it('settings that are set are settings of the server', () => {
    const known = new Set<string>(Object.keys(SETTINGS));
    const others = new Set(['NODE_ENV', 'POSTGRES_PASSWORD', 'POSTGRES_USER', 'POSTGRES_DB']);
    const texts = ['compose.yaml', 'Dockerfile', 'agent-desk.service', 'helm/agent-desk/values.yaml']
      .concat(
        readdirSync(join(DEPLOY, 'helm/agent-desk/templates')).map(
          (name) => `helm/agent-desk/templates/${name}`,
        ),
      )
      .map(read);
    const named = texts.flatMap(
      (text) => text.match(/(?<![\w.{-])[A-Z][A-Z]+(?:_[A-Z]+)+(?=[:=, ]|$)/gm) ?? [],
    );
    expect(named).toContain('DATABASE_URL');
    expect(
      [...new Set(named)].filter((name) => !known.has(name) && !others.has(name) && !name.startsWith('AF_')),
    ).toEqual([]);
  });

  it('the chart asks for values that there are, closes what it opens, and leaves a node time to be drained', () => {
    const templates = readdirSync(join(DEPLOY, 'helm/agent-desk/templates'));
    const texts = templates.map((name) => read(`helm/agent-desk/templates/${name}`));
    const asked = texts.flatMap((text) => text.match(/(?<=\.Values\.)[A-Za-z.]+/g) ?? []);
    expect(asked.length).toBeGreaterThan(10);
    expect([...new Set(asked)].filter((path) => !valuePaths().has(path))).toEqual([]);
    for (const text of texts) {
      const count = (words: RegExp): number => text.match(words)?.length ?? 0;
      expect(count(/\{\{-? *(?:if|range|with|define)\b/g)).toBe(count(/\{\{-? *end\b/g));
      expect(count(/\{\{/g)).toBe(count(/\}\}/g));
      expect(text).not.toContain('\t');
    }
    expect(Number(/terminationGracePeriodSeconds: (\d+)/.exec(texts.join('\n'))?.[1])).toBeGreaterThan(20);
    expect(Number(/stop_grace_period: (\d+)s/.exec(read('compose.yaml'))?.[1])).toBeGreaterThan(20);
    expect(Number(/TimeoutStopSec=(\d+)/.exec(read('agent-desk.service'))?.[1])).toBeGreaterThan(20);
  });

  it('addresses that are probed are those of the server', () => {
    const probed = [...read('helm/agent-desk/templates/deployment.yaml').matchAll(/path: (\/\w+)/g)].map(
      ([, path]) => path,
    );
    expect(probed).toEqual(['/health', '/health', '/ready']);
    expect(read('haproxy.cfg')).toContain('GET /ready');
    expect(read('Dockerfile')).toMatch(/^USER node$/m);
    expect(read('compose.yaml')).toContain('read_only: true');
  });

  it.skipIf(nginx === null)(`nginx takes its configuration${unless(nginx, 'nginx')}`, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'agent-desk-nginx-'));
    // Names of other containers are not known here.
    const text = read('nginx.conf')
      .replaceAll(/node-[12]:8080/g, '127.0.0.1:8080')
      .replace('/tmp/nginx.pid', join(folder, 'nginx.pid'));
    await writeFile(join(folder, 'nginx.conf'), text);
    const args = ['-t', '-c', join(folder, 'nginx.conf'), '-e', join(folder, 'log'), '-p', folder];
    const { status, stderr } = spawnSync(nginx ?? '', args, { encoding: 'utf8' });
    await rm(folder, { recursive: true, force: true });
    expect(stderr).toContain('syntax is ok');
    expect(status === 0 || stderr.includes('mkdir()'), stderr).toBe(true);
  });

  it.skipIf(haproxy === null)(`HAProxy takes its configuration${unless(haproxy, 'haproxy')}`, () => {
    const { status, stderr } = spawnSync(haproxy ?? '', ['-c', '-f', join(DEPLOY, 'haproxy.cfg')], {
      encoding: 'utf8',
    });
    expect(status, stderr).toBe(0);
  });

  it.skipIf(systemdAnalyze === null)(
    `systemd takes the unit${unless(systemdAnalyze, 'systemd-analyze')}`,
    () => {
      const { stderr } = spawnSync(systemdAnalyze ?? '', ['verify', join(DEPLOY, 'agent-desk.service')], {
        encoding: 'utf8',
      });
      // That node or the build is not installed where the tests run says nothing about the unit.
      const complaints = stderr
        .split('\n')
        .filter((line) => line.includes('agent-desk.service') && !line.includes('is not executable'));
      expect(complaints).toEqual([]);
    },
  );
});
