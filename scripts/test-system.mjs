/**
 * Finds or installs what the tests need from the system, and says by name what is missing and why.
 * `node scripts/test-system.mjs` does it alone; `npm test` does it first.
 */
import { pathToFileURL } from 'node:url';
import { findActiveMq } from './system/activemq.mjs';
import { findHaproxy, findNginx } from './system/balancers.mjs';
import { findChromium, findHeadlessShell } from './system/chromium.mjs';
import { findFirefox } from './system/firefox.mjs';
import { findKeycloak } from './system/keycloak.mjs';
import { findPostgres } from './system/postgres.mjs';
import { findRedis } from './system/redis.mjs';

/** What each part is for, in the order of the report. */
const PARTS = {
  chromium: { find: findChromium, for: 'the stories in a browser' },
  shell: { find: findHeadlessShell, for: 'the stories that need no window, with less of the processor' },
  postgres: { find: findPostgres, for: 'the store, the engine and the gateways on a PostgreSQL server' },
  redis: { find: findRedis, for: 'several nodes' },
  keycloak: { find: findKeycloak, for: 'the sign-in on a real Keycloak' },
  firefox: { find: findFirefox, for: 'the smoke story in a second browser' },
  activemq: { find: findActiveMq, for: 'the Generic Connector on a real ActiveMQ' },
  nginx: { find: findNginx, for: 'its configuration in deploy' },
  haproxy: { find: findHaproxy, for: 'its configuration in deploy' },
};

/**
 * Resolves with `{paths, missing}`: the path of each part that is there (the executable of a browser or of Redis, the
 * directory of PostgreSQL's programs, Keycloak's home), and a sentence for each part that is not and that nothing
 * stands in for.
 */
export async function prepareSystem() {
  const keycloak = PARTS.keycloak.find();
  const found = {};
  // One after the other where apt may be needed; Maven fetches meanwhile.
  for (const name of ['chromium', 'shell', 'postgres', 'redis', 'firefox', 'activemq', 'nginx', 'haproxy'])
    found[name] = await PARTS[name].find();
  found.keycloak = await keycloak;
  const paths = {};
  const missing = [];
  for (const [name, part] of Object.entries(PARTS)) {
    const result = found[name];
    if (result.path !== undefined) paths[name] = result.path;
    else if (result.missing !== undefined) missing.push(`${name} (${part.for}): ${result.missing}`);
  }
  return { paths, missing };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { paths, missing } = await prepareSystem();
  for (const [name, path] of Object.entries(paths)) console.log(`${name}: ${path}`);
  for (const sentence of missing) console.log(`missing: ${sentence}`);
  process.exit(0);
}
