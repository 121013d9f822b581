/** Runs a test runner, shows what it says, keeps its closing lines, and ends it when it hangs. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { root } from './paths.mjs';

/** Longer than any honest run; a runner that hangs must not hang the machine. */
const LONGEST_MS = 30 * 60_000;
const KEPT_LINES = 40;
const COLOURS = /\u001b\[[\d;]*m/g;

const running = new Set();

/**
 * Resolves with the exit code, and the last lines without colours. Runners may run at the same time: each line begins
 * with the name of its runner.
 */
export function runRunner(name, args, env) {
  console.log(`— ${name} begins —`);
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  const kept = [];
  for (const [from, to] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ]) {
    createInterface({ input: from, crlfDelay: Infinity }).on('line', (line) => {
      to.write(`${name} │ ${line}\n`);
      kept.push(line.replace(COLOURS, ''));
      if (kept.length > KEPT_LINES) kept.shift();
    });
  }
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    child.kill('SIGKILL');
  }, LONGEST_MS);
  return new Promise((resolve) => {
    child.once('close', (code) => {
      clearTimeout(timer);
      running.delete(child);
      if (late) kept.push(`${name} was ended after ${LONGEST_MS / 60_000} minutes`);
      resolve({ code: code ?? 1, lines: kept });
    });
  });
}

/** Asks every runner to stop, for a test run that is itself stopped. */
export function stopRunners() {
  for (const child of running) child.kill('SIGTERM');
}
