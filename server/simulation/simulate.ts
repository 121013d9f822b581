/** Runs a history, or makes one up from a seed, and says what broke and where. */
import type { Command } from '../core/commands.ts';
import type { Config } from '../core/config.ts';
import type { Core } from './core.ts';
import type { Step, TenantName } from './history.ts';
import { beginsSession } from './begins-session.ts';
import { Generator } from './generator.ts';
import { TENANTS } from './history.ts';
import { createRandom } from './random.ts';
import { TenantRun } from './tenant-run.ts';
import { demand, Violation } from './violation.ts';

/** What a run saw, for its summary. */
export type Summary = {
  steps: number;
  accepted: number;
  refused: number;
  events: number;
  crashes: number;
  offers: number;
  /** The kinds of commands that were accepted, and of the events that followed. */
  kinds: string[];
};

export type Failure = { violation: Violation; step: number };
export type Result = { history: Step[]; failure: Failure | null; summary: Summary };

/** How often the other tenant is looked at, in steps: it must not have felt anything (I9). */
const GLANCE = 50;

/** Freezes what must never change, so that a change throws where it is made. */
function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(freeze);
  }
  return value;
}

/** Tasks stand in a history by name. */
function resolve(run: TenantRun, command: Command): Command {
  return 'taskId' in command && command.taskId !== null
    ? { ...command, taskId: run.taskNames.taskOf(command.taskId) }
    : command;
}

function bear(run: TenantRun, config: Config): void {
  for (const record of [
    config.agents,
    config.mrds,
    config.queues,
    config.lists,
    config.bots,
    config.channels,
    config.attributes,
    config.teams,
    config.reasons,
  ]) {
    for (const id of Object.keys(record)) run.born.add(id);
  }
}

/** The contact centres of a simulation, side by side. */
export class Simulation {
  readonly runs: Record<TenantName, TenantRun>;
  #steps = 0;

  constructor(core: Core) {
    this.runs = { north: new TenantRun(core, 'north'), south: new TenantRun(core, 'south') };
  }

  /** Does one step and checks everything; throws a `Violation`. */
  apply(step: Step): void {
    this.#steps += 1;
    const run = this.runs[step.tenant];
    const other = this.runs[step.tenant === 'north' ? 'south' : 'north'];
    const isForeign = (id: string) => other.born.has(id) && !run.born.has(id);
    switch (step.do) {
      case 'command': {
        const command = freeze(resolve(run, step.command));
        if (command.type === 'configure') bear(run, command.config);
        const accepted = run.command(command, step.at);
        if (accepted && beginsSession(command)) {
          run.born.add(command.sessionId).add(command.customerId).add(command.conversationId);
        }
        if (accepted && command.type === 'call.startLeg')
          run.born.add(command.callId).add(command.customerId);
        if (step.commit) run.commit(isForeign);
        run.checkState();
        break;
      }
      case 'crash':
        run.crash();
        break;
      case 'restart':
        run.restart(step.from, isForeign);
        break;
      case 'orphan':
        run.orphan(step.kind, step.dueIn);
        break;
      case 'snapshot':
        run.snapshot(isForeign);
        break;
      case 'lose':
        run.audience.lose(step.agentId);
        break;
      case 'catchUp':
        run.commit(isForeign);
        run.audience.catchUp(step.agentId, step.by, run.state);
        run.checkDesk(step.agentId);
        break;
    }
    if (this.#steps % GLANCE === 0) other.checkUntouched();
  }

  /** What can only be said at the end: the whole journal replays, every offer came to its end or still stands. */
  finish(): void {
    for (const name of TENANTS) {
      const run = this.runs[name];
      run.commit(() => false);
      run.checkWholeJournal();
      const { ledger } = run;
      const standing = [...ledger.tasks.values()].filter(({ state }) => state === 'OFFERED').length;
      demand(
        ledger.offersMade === ledger.offersEnded + standing,
        'I4',
        () => `${ledger.offersMade} offers, ${ledger.offersEnded} ended, ${standing} standing`,
      );
    }
  }

  /** The last evening, after which nothing may be left. */
  close(): void {
    for (const name of TENANTS) this.runs[name].closeForGood();
  }

  summary(): Summary {
    const kinds = [...new Set(Object.values(this.runs).flatMap((run) => [...run.kinds]))].toSorted();
    const sum = { steps: this.#steps, accepted: 0, refused: 0, events: 0, crashes: 0, offers: 0, kinds };
    for (const { counts, ledger } of Object.values(this.runs)) {
      sum.accepted += counts.accepted;
      sum.refused += counts.refused;
      sum.events += counts.events;
      sum.crashes += counts.crashes;
      sum.offers += ledger.offersMade;
    }
    return sum;
  }
}

function attempt(
  simulation: Simulation,
  steps: Iterable<Step>,
  history: Step[],
  closes: boolean,
): Failure | null {
  try {
    for (const step of steps) {
      history.push(step);
      simulation.apply(step);
    }
    simulation.finish();
    if (closes) simulation.close();
    return null;
  } catch (error) {
    if (error instanceof Violation) return { violation: error, step: history.length };
    // A replay or a restart threw inside the core.
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { violation: new Violation('CRASH', text), step: history.length };
  }
}

/** Each step is made up when the one before it has been done. */
function* madeUp(generator: Generator, count: number): Iterable<Step> {
  for (let step = 0; step < count; step++) yield generator.next();
}

/**
 * Makes a history up from a seed and runs it; with `closes`, everybody goes home afterwards and the books balance. With
 * `calls`, agents have telephones as well.
 */
export function simulate(core: Core, seed: string, steps: number, closes = false, calls = false): Result {
  const simulation = new Simulation(core);
  const generator = new Generator(createRandom(seed), simulation.runs, calls);
  const history: Step[] = [];
  const failure = attempt(simulation, madeUp(generator, steps), history, closes);
  return { history, failure, summary: simulation.summary() };
}

/** Runs a history that is given. */
export function replay(core: Core, history: readonly Step[]): Result {
  const simulation = new Simulation(core);
  const done: Step[] = [];
  const failure = attempt(simulation, history, done, false);
  return { history: done, failure, summary: simulation.summary() };
}
