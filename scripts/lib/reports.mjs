/**
 * Reads what the runners wrote into `{name, closing, passed, failed, failures, skipped}`: `closing` are the
 * runner's own last lines, `failures` the name of each failed test with the first lines of its message,
 * `skipped` names. A runner that failed without a failed test counts as one failure.
 */
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { root } from './paths.mjs';

const FAILURE_LINES = 12;
/** What a runner colours its messages with (ANSI). */
const COLOURS = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');

/** From vitest's JSON report and its run. */
export function vitestCounts(path, run) {
  const closing = run.lines
    .filter((line) => /^\s*(?:Test Files|Tests|Errors|Duration)\s+\S/.test(line))
    .map(tidy);
  const report = readJson(path);
  let passed = 0;
  const failures = [];
  const skipped = [];
  for (const file of report?.testResults ?? []) {
    const failuresBefore = failures.length;
    for (const test of file.assertionResults) {
      if (test.status === 'passed') passed++;
      else if (test.status === 'failed') {
        failures.push(failure(`${relative(root, file.name)}: ${test.fullName}`, test.failureMessages[0]));
      } else skipped.push(test.fullName);
    }
    // A file that could not even be loaded has no tests to fail.
    if (file.status === 'failed' && failures.length === failuresBefore) {
      failures.push(failure(relative(root, file.name), file.message));
    }
  }
  return finish('vitest', closing, run, { passed, failed: failures.length, failures, skipped });
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
    failures: specsThatAre('unexpected', suites).map(({ name, test }) =>
      failure(name, test.results.at(-1)?.error?.message),
    ),
    skipped: specsThatAre('skipped', suites).map(({ name }) => name),
  });
}

/** The tests with that outcome, each with the titles that lead to it. */
function specsThatAre(status, suites, titles = []) {
  return suites.flatMap((suite) => {
    const here = [...titles, suite.title];
    const own = (suite.specs ?? []).flatMap((spec) =>
      spec.tests
        .filter((test) => test.status === status)
        .map((test) => ({ name: [...here, spec.title].join(' › '), test })),
    );
    return [...own, ...specsThatAre(status, suite.suites ?? [], here)];
  });
}

/** A failure as a few lines: its name, and how its message begins. */
function failure(name, message = '') {
  const lines = message
    .replace(COLOURS, '')
    .split('\n')
    .filter((line) => line.trim() !== '');
  return [name, ...lines.slice(0, FAILURE_LINES).map((line) => `  ${line.slice(0, 200)}`)];
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
