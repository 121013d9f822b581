/**
 * `npm test`: all tests, with the programs that they need started before and stopped afterwards. Vitest and, where there
 * is a browser, the build and Playwright run at the same time: both wait for much of theirs, and what one leaves of the
 * processor is for the other. It ends with a summary.
 */
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { isBuilt } from './lib/fingerprint.mjs';
import { root } from './lib/paths.mjs';
import { playwrightCounts, vitestCounts } from './lib/reports.mjs';
import { runRunner, stopRunners } from './lib/runner.mjs';
import { startPostgres } from './system/postgres.mjs';
import { startRedis } from './system/redis.mjs';
import { prepareSystem } from './test-system.mjs';

const cache = join(root, '.cache');
const reports = { vitest: join(cache, 'vitest.json'), playwright: join(cache, 'playwright.json') };
/** Read by `.ci/run`, so that the summary comes last, whatever npm prints after a failure. */
const summary = join(cache, 'test-summary.txt');
const results = [];
const skippedParts = [];
/** Servers that are started here: they are stopped at the end, whatever it is. */
const servers = [];

mkdirSync(cache, { recursive: true });
for (const path of [...Object.values(reports), summary]) rmSync(path, { force: true });
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    stopRunners();
    void stopAll().finally(() => process.exit(signal === 'SIGINT' ? 130 : 143));
  });
}

try {
  console.log('Looking for what the tests need …');
  const { paths, missing } = await prepareSystem();
  skippedParts.push(...missing);
  const env = {
    ...(paths.chromium !== undefined && { CHROMIUM: paths.chromium }),
    ...(paths.shell !== undefined && { CHROMIUM_SHELL: paths.shell }),
    ...(paths.firefox !== undefined && { FIREFOX: paths.firefox }),
    ...(paths.keycloak !== undefined && { KEYCLOAK_HOME: paths.keycloak }),
    ...(paths.activemq !== undefined && { ACTIVEMQ_HOME: paths.activemq }),
    ...(paths.nginx !== undefined && { NGINX: paths.nginx }),
    ...(paths.haproxy !== undefined && { HAPROXY: paths.haproxy }),
    ...(paths.postgres !== undefined && { POSTGRES_BIN: paths.postgres }),
  };
  if (process.env.TEST_DATABASE_URL === undefined && paths.postgres !== undefined) {
    env.TEST_DATABASE_URL = await started(startPostgres(paths.postgres));
  }
  if (process.env.TEST_REDIS_URL === undefined && paths.redis !== undefined) {
    env.TEST_REDIS_URL = await started(startRedis(paths.redis));
  }
  for (const [name, path] of Object.entries(paths)) console.log(`  ${name}: ${path}`);

  const tellsStories = paths.chromium !== undefined && hasStories();
  if (paths.chromium === undefined) skippedParts.push('playwright: no Chromium');
  const both = await Promise.all([
    unitTests({ ...env, ...(tellsStories && { VITEST_MAX_WORKERS: String(availableParallelism()) }) }),
    ...(tellsStories ? [builtStories(env)] : []),
  ]);
  results.push(...both);
} finally {
  await stopAll();
}
report();

async function unitTests(env) {
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${reports.vitest}`];
  const run = await runRunner('vitest', [join(root, 'node_modules/vitest/vitest.mjs'), ...args], env);
  return vitestCounts(reports.vitest, run);
}

/** The stories in what is built now. */
async function builtStories(env) {
  const built = isBuilt() ? null : await runRunner('build', [join(root, 'scripts/build.mjs')], env);
  if (built === null || built.code === 0) return stories(env);
  return {
    name: 'build',
    closing: ['The build failed.'],
    passed: 0,
    failed: 1,
    failures: [],
    skipped: [],
  };
}

async function stories(env) {
  const args = ['test', '--config', join(root, 'e2e/playwright.config.ts')];
  const run = await runRunner('playwright', [join(root, 'node_modules/@playwright/test/cli.js'), ...args], {
    ...env,
    PLAYWRIGHT_JSON_OUTPUT_NAME: reports.playwright,
  });
  return playwrightCounts(reports.playwright, run);
}

function hasStories() {
  const folder = join(root, 'e2e');
  return (
    existsSync(folder) && readdirSync(folder, { recursive: true }).some((name) => /\.spec\.ts$/.test(name))
  );
}

/** Resolves with the address of a server that has started. */
async function started(starting) {
  const server = await starting;
  servers.push(server);
  return server.url;
}

async function stopAll() {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
}

function report() {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  console.log('\nSummary');
  for (const result of results) {
    for (const line of result.closing) console.log(`  ${result.name}: ${line}`);
    sum.passed += result.passed;
    sum.failed += result.failed;
    sum.skipped += result.skipped.length;
  }
  for (const result of results) {
    for (const lines of result.failures) {
      console.log(`  failed (${result.name}): ${lines.join('\n    ')}`);
    }
  }
  for (const part of skippedParts) console.log(`  not there: ${part}`);
  for (const result of results) {
    for (const name of result.skipped) console.log(`  skipped (${result.name}): ${name}`);
  }
  const line = `${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`;
  writeFileSync(summary, `${line}\n`);
  console.log(line);
  process.exit(sum.failed === 0 && sum.passed > 0 ? 0 : 1);
}
