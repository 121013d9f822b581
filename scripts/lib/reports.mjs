/**
 * Reads what the runners wrote into `{name, closing, passed, failed, skipped}`: `closing` are the runner's own
 * last lines, `skipped` names. A runner that failed without a failed test counts as one failure.
 */
import { readFileSync } from 'node:fs';

/** From vitest's JSON report and its run. */
export function vitestCounts(path, run) {
  const closing = run.lines
    .filter((line) => /^\s*(?:Test Files|Tests|Errors|Duration)\s+\S/.test(line))
    .map(tidy);
  const report = readJson(path);
  let passed = 0;
  let failed = 0;
  const skipped = [];
  for (const file of report?.testResults ?? []) {
    for (const test of file.assertionResults) {
      if (test.status === 'passed') passed++;
      else if (test.status === 'failed') failed++;
      else skipped.push(test.fullName);
    }
    // A file that could not even be loaded has no tests to fail.
    if (file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed')) failed++;
  }
  return finish('vitest', closing, run, { passed, failed, skipped });
}

/** From Playwright's JSON report and its run. */
export function playwrightCounts(path, run) {
  const closing = run.lines
    .filter((line) => /^\s*\d+ (?:passed|failed|skipped|flaky|did not run|interrupted)/.test(line))
    .map(tidy);
  const { stats, suites = [] } = readJson(path) ?? {};
  return finish('playwright', closing, run, {
    passed: (stats?.expected ?? 0) + (stats?.flaky ?? 0),
    failed: stats?.unexpected ?? 0,
    skipped: suites.flatMap((suite) => skippedSpecs(suite, [])),
  });
}

function skippedSpecs(suite, titles) {
  const here = [...titles, suite.title];
  const own = (suite.specs ?? [])
    .filter((spec) => spec.tests.some((test) => test.status === 'skipped'))
    .map((spec) => [...here, spec.title].join(' › '));
  return [...own, ...(suite.suites ?? []).flatMap((inner) => skippedSpecs(inner, here))];
}

function finish(name, closing, run, counts) {
  const failed = run.code !== 0 && counts.failed === 0 ? 1 : counts.failed;
  if (closing.length === 0) closing.push(...run.lines.filter((line) => line.trim() !== '').slice(-3));
  return { name, closing, ...counts, failed };
}

function tidy(line) {
  return line.trim().replace(/\s+/g, ' ');
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}
