/** A real Keycloak with our realm file, for tests: started from the distribution in `KEYCLOAK_HOME`. */
import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const REALM_FILE = fileURLToPath(new URL('../../../docs/keycloak/realm.json', import.meta.url));
const START_WITHIN_MS = 180_000;

export const KEYCLOAK_HOME = process.env.KEYCLOAK_HOME;

export type KeycloakServer = { url: string; stop(): Promise<void> };

/**
 * Starts Keycloak with `docs/keycloak/realm.json`, in which the desk's address is `deskOrigin` instead of the
 * default port. Works on a copy of the directories that Keycloak writes to.
 */
export async function startKeycloak(deskOrigin: string): Promise<KeycloakServer> {
  if (KEYCLOAK_HOME === undefined) throw new Error('KEYCLOAK_HOME is not set');
  const home = await mkdtemp(join(tmpdir(), 'agent-desk-keycloak-'));
  // The scripts find the home by their own place, and the first start writes below `lib/quarkus`.
  for (const part of ['bin', 'conf', 'lib/app', 'lib/quarkus', 'lib/quarkus-run.jar']) {
    await cp(join(KEYCLOAK_HOME, part), join(home, part), { recursive: true });
  }
  for (const part of ['providers', 'themes', 'lib/lib']) {
    await symlink(join(KEYCLOAK_HOME, part), join(home, part));
  }
  const imports = join(home, 'data', 'import');
  await mkdir(imports, { recursive: true });
  const realm = (await readFile(REALM_FILE, 'utf8')).replaceAll('http://127.0.0.1:8080', deskOrigin);
  await writeFile(join(imports, 'realm.json'), realm);

  const port = await freePort();
  const child = spawn(
    join(home, 'bin', 'kc.sh'),
    [
      'start-dev',
      `--http-port=${port}`,
      '--http-host=127.0.0.1',
      '--import-realm',
      '--cache=local',
      '--db=dev-mem',
    ],
    {
      // It lives for a minute: the second compiler would never pay.
      env: { ...process.env, JAVA_OPTS_APPEND: '-Xmx700m -XX:TieredStopAtLevel=1' },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  }
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async () => {
    // The script starts Java as its child: the whole group has to go.
    if (child.exitCode === null && child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
    await ended;
    await rm(home, { recursive: true, force: true });
  };
  const url = `http://127.0.0.1:${port}`;
  const deadline = Date.now() + START_WITHIN_MS;
  while (!(await answers(`${url}/realms/demo/.well-known/openid-configuration`))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      await stop();
      throw new Error(`Keycloak did not start:\n${output.slice(-4000)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  return { url, stop };
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
