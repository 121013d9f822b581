/** Running other programs, with an end in every case. */
import { spawn, spawnSync } from 'node:child_process';

/** Runs a command to its end. Resolves with whether it succeeded and what it said. */
export function run(command, args, { timeoutMs = 600_000, env = {}, quiet = false, cwd } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: timeoutMs,
    });
    let output = '';
    const take = (chunk) => {
      output += chunk;
      if (!quiet) process.stderr.write(chunk);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.once('error', (error) => resolve({ ok: false, output: error.message }));
    child.once('close', (code, signal) => {
      const late = signal === 'SIGTERM' ? ` (ended after ${timeoutMs / 1000} s)` : '';
      resolve({ ok: code === 0, output: output + late });
    });
  });
}

/** Where a program stands in the PATH, or null. */
export function which(program) {
  const found = spawnSync('sh', ['-c', 'command -v "$0"', program], { encoding: 'utf8' });
  return found.status === 0 ? found.stdout.trim() : null;
}

let updated;

/**
 * Installs Debian packages, when this is a Debian and we are root. Resolves with null, or with the reason why
 * they could not be had. The lists of packages are fetched once.
 */
export async function aptInstall(packages) {
  if (process.getuid?.() !== 0) return 'installing it takes root';
  if (which('apt-get') === null) return 'there is no apt-get to install it with';
  const options = ['-o', 'DPkg::Lock::Timeout=180', '-o', 'Acquire::Retries=2', '-qq'];
  // Services are not started: the tests start what they need by themselves, on ports of their own.
  const env = { DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  updated ??= run('apt-get', [...options, 'update'], { timeoutMs: 180_000, env, quiet: true });
  await updated;
  const install = [...options, 'install', '-y', '--no-install-recommends', ...packages];
  const done = await run('apt-get', install, { timeoutMs: 600_000, env, quiet: true });
  return done.ok ? null : `apt-get could not install it: ${lastLine(done.output)}`;
}

/** The last line of what a program said: as a rule the one that says why. */
export function lastLine(output) {
  return output.trim().split('\n').at(-1)?.trim() ?? '';
}
