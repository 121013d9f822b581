/** Runs a test runner in the foreground, keeps its closing lines, and ends it when it hangs. */
import { spawn } from 'node:child_process';
import { root } from './paths.mjs';

/** Longer than any honest run; a runner that hangs must not hang the machine. */
const LONGEST_MS = 20 * 60_000;
const KEPT_LINES = 40;
const COLOURS = /\u001b\[[\d;]*m/g;

const running = new Set();

/** Resolves with the exit code, and the last lines without colours. */
export function runRunner(name, args, env) {
  console.log(`\n— ${name} —`);
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let text = '';
  const pass = (to) => (chunk) => {
    to.write(chunk);
    text = (text + chunk).slice(-20_000);
  };
  child.stdout.on('data', pass(process.stdout));
  child.stderr.on('data', pass(process.stderr));
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    child.kill('SIGKILL');
  }, LONGEST_MS);
  return new Promise((resolve) => {
    child.once('close', (code) => {
      clearTimeout(timer);
      running.delete(child);
      const lines = text.replace(COLOURS, '').split('\n').slice(-KEPT_LINES);
      if (late) lines.push(`${name} was ended after ${LONGEST_MS / 60_000} minutes`);
      resolve({ code: code ?? 1, lines });
    });
  });
}

/** Asks every runner to stop, for a test run that is itself stopped. */
export function stopRunners() {
  for (const child of running) child.kill('SIGTERM');
}
