/**
 * `npm run bench [-- NAME [options]]`: runs one program, or all of them one after the other. Each prints its
 * figures; the last line is one JSON object (of all programs: one with an object for each).
 */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** In the order in which they run; the quick ones first. */
const PROGRAMS = [
  'core',
  'durable',
  'follower',
  'startup',
  'restart',
  'reconnect',
  'deadlines',
  'desk',
  'team',
  'messages',
  'dialects',
  'nodes',
  'faults',
  'scale',
  'fuzz',
  'return',
];

/** Runs one program, passes on what it prints, and resolves with its last line. */
function run(name: string, options: readonly string[]): Promise<string> {
  const program = fileURLToPath(new URL(`./${name}.ts`, import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', program, ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
    process.stdout.write(chunk);
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve(said.trimEnd().split('\n').at(-1) ?? '');
      else reject(new Error(`${name} ended with ${String(code)}`));
    });
  });
}

const [name, ...options] = process.argv.slice(2);
if (name !== undefined) {
  if (!PROGRAMS.includes(name)) {
    process.stderr.write(`There is no program ${name}. There are: ${PROGRAMS.join(', ')}\n`);
    process.exit(2);
  }
  await run(name, options);
} else {
  const all: Record<string, unknown> = {};
  for (const program of PROGRAMS) {
    process.stdout.write(`\n== ${program} ==\n`);
    all[program] = JSON.parse(await run(program, []));
  }
  process.stdout.write(`${JSON.stringify(all)}\n`);
}
