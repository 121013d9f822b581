/**
 * `npm run simulate -- --seed S --steps N`: a year of traffic in a minute, from a seed that replays.
 * `--replay FILE` runs a failing history again; `--out FILE` also writes it there; `--mutant NAME` breaks a rule
 * on purpose; `--follower` puts a follower beside each contact centre, on a bad pipe. `dialects` lets programs of every
 * protocol of chats meet on a real server instead. Exit code 1 when an invariant is broken.
 */
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Core } from './core.ts';
import type { FailingHistory } from './history.ts';
import { REAL_CORE } from './core.ts';
import { simulateFollower } from './follower/simulate-follower.ts';
import { MUTANTS } from './mutants/index.ts';
import { shrink } from './shrink.ts';
import { replay, simulate } from './simulate.ts';
import type { Result } from './simulate.ts';

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function report(core: Core, seed: string, result: Result, out: string | undefined): void {
  const { failure } = result;
  if (failure === null) return;
  process.exitCode = 1;
  print(`seed ${seed}, step ${failure.step}: ${failure.violation.message}`);
  print('shrinking …');
  const steps = shrink(core, result.history, failure.violation.invariant);
  const shortest = replay(core, steps).failure ?? failure;
  const failing: FailingHistory = {
    seed,
    invariant: failure.violation.invariant,
    message: shortest.violation.message,
    foundAtStep: failure.step,
    steps,
  };
  const text = JSON.stringify(failing);
  if (out !== undefined) writeFileSync(out, text);
  print(
    `${shortest.violation.message}\nshortest failing history, ${steps.length} steps (run it with --replay):`,
  );
  print(text);
}

async function dialects(seed: string, steps: number, mutant: string | undefined): Promise<void> {
  // A whole server: slow to load where nobody asks for it.
  const { runDialects } = await import('../testing/dialects/run.ts');
  print(`seed ${seed}, ${steps} steps`);
  const balance = await runDialects({ seed, steps, mutant }, print);
  process.exitCode = balance === null ? 2 : balance ? 0 : 1;
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      seed: { type: 'string' },
      steps: { type: 'string' },
      replay: { type: 'string' },
      out: { type: 'string' },
      mutant: { type: 'string' },
      follower: { type: 'boolean', default: false },
    },
  });
  const seed = values.seed ?? randomBytes(6).toString('hex');
  const steps = Number(values.steps ?? (positionals[0] === 'dialects' ? 600 : 20_000));
  if (!Number.isInteger(steps) || steps < 1) {
    print('--steps wants a whole number from 1');
    process.exitCode = 2;
    return;
  }
  if (positionals[0] === 'dialects') {
    await dialects(seed, steps, values.mutant);
    return;
  }
  const mutant = values.mutant === undefined ? undefined : MUTANTS.find(({ name }) => name === values.mutant);
  if (values.mutant !== undefined && mutant === undefined) {
    print(`mutants: ${MUTANTS.map(({ name }) => name).join(', ')}`);
    process.exitCode = 2;
    return;
  }
  const core = mutant?.breaks(REAL_CORE) ?? REAL_CORE;
  if (values.replay !== undefined) {
    const failing = JSON.parse(readFileSync(values.replay, 'utf8')) as FailingHistory;
    const { failure, summary } = replay(core, failing.steps);
    print(
      failure === null
        ? `nothing broke in ${summary.steps} steps`
        : `step ${failure.step}: ${failure.violation.message}`,
    );
    process.exitCode = failure === null ? 0 : 1;
    return;
  }
  print(`seed ${seed}, ${steps} steps`);
  if (values.follower) {
    const { violation, step, counts } = await simulateFollower(core, seed, steps);
    print(violation === null ? `I13 holds. ${JSON.stringify(counts)}` : `step ${step}: ${violation.message}`);
    process.exitCode = violation === null ? 0 : 1;
    return;
  }
  const began = performance.now();
  const result = simulate(core, seed, steps, true, true);
  const seconds = (performance.now() - began) / 1000;
  if (result.failure === null) {
    print(
      `I1 to I12, I14 and V1 to V6 hold after every step. ${JSON.stringify({ seed, ...result.summary, kinds: result.summary.kinds.length, seconds: Number(seconds.toFixed(2)) })}`,
    );
  }
  report(core, seed, result, values.out);
}

await main();
