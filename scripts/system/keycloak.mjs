/** A real Keycloak from Maven Central, where Java and Maven are there. About 150 MB, fetched once. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../lib/paths.mjs';
import { lastLine, run, which } from './run.mjs';

const VERSION = '26.7.3';
const OLDEST_JAVA = 17;

/** Resolves with `{path}`, its home, or `{missing}`, the reason. `KEYCLOAK_HOME` in the environment goes first. */
export async function findKeycloak() {
  const named = process.env.KEYCLOAK_HOME;
  if (named !== undefined && named !== '') {
    return existsSync(join(named, 'bin/kc.sh'))
      ? { path: named }
      : { missing: 'KEYCLOAK_HOME holds no bin/kc.sh' };
  }
  if (javaVersion() < OLDEST_JAVA) return { missing: `it needs Java ${OLDEST_JAVA} or newer` };
  const cache = join(root, '.cache');
  const home = join(cache, `keycloak-${VERSION}`);
  if (existsSync(join(home, 'bin/kc.sh'))) return { path: home };
  if (which('mvn') === null) return { missing: 'it is fetched by Maven, which is not there' };
  const aside = join(cache, `keycloak-${process.pid}`);
  mkdirSync(aside, { recursive: true });
  const done = await run(
    'mvn',
    [
      '-q',
      '-B',
      'dependency:unpack',
      `-Dartifact=org.keycloak:keycloak-quarkus-dist:${VERSION}:zip`,
      `-DoutputDirectory=${aside}`,
    ],
    // Maven's plug-in leaves marks of its own where it is started.
    { timeoutMs: 420_000, quiet: true, cwd: aside },
  );
  try {
    if (!done.ok) return { missing: `Maven could not fetch it: ${lastLine(done.output)}` };
    renameSync(join(aside, `keycloak-${VERSION}`), home);
    return { path: home };
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

function javaVersion() {
  const said = spawnSync('java', ['-version'], { encoding: 'utf8' });
  return Number(/version "(\d+)/.exec(said.stderr ?? '')?.[1] ?? 0);
}
