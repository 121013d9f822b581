/** Days of two contact centres, each with an owner and a follower, made up from a seed. */
import { setImmediate as turnOfOthers } from 'node:timers/promises';
import type { Core } from '../core.ts';
import { beginsSession } from '../begins-session.ts';
import { Generator } from '../generator.ts';
import type { Step, TenantName } from '../history.ts';
import { TENANTS } from '../history.ts';
import { createRandom } from '../random.ts';
import type { Random } from '../random.ts';
import { Simulation } from '../simulate.ts';
import { Violation } from '../violation.ts';
import { CommittedStore } from './committed-store.ts';
import { contentFor } from './command-content.ts';
import { Pair } from './pair.ts';
import type { PairCounts } from './pair.ts';
import { SimulatedOwner } from './simulated-owner.ts';
import { VirtualTime } from './virtual-time.ts';

export type FollowerResult = {
  violation: Violation | null;
  step: number;
  counts: Record<TenantName, PairCounts>;
};

/** Steps between two moments at which everything comes to rest and is compared. */
const REST_EVERY = 400;
const BEGINNING = Date.UTC(2026, 0, 5, 8);

/** Microtasks and promises have run. */
const settle = (): Promise<void> => turnOfOthers();

class FollowerSimulation {
  readonly simulation: Simulation;
  readonly pairs: Record<TenantName, Pair>;
  readonly #random: Random;
  readonly #time = new VirtualTime();
  readonly #owners: Record<TenantName, SimulatedOwner>;
  readonly #at: Record<TenantName, number> = { north: BEGINNING, south: BEGINNING };
  readonly #started = new Set<string>();
  #texts = 0;

  constructor(core: Core, random: Random) {
    this.#random = random;
    const observed: Core = {
      ...core,
      decide: (world, command, now) => {
        const decision = core.decide(world, command, now);
        this.#owners[world.state.tenant as TenantName].decided(world, command, now, decision);
        return decision;
      },
    };
    this.simulation = new Simulation(observed);
    const stores = { north: new CommittedStore(core, 'north'), south: new CommittedStore(core, 'south') };
    this.#owners = { north: this.#owner('north', stores), south: this.#owner('south', stores) };
    this.pairs = { north: this.#pair('north', stores), south: this.#pair('south', stores) };
  }

  async open(): Promise<void> {
    for (const name of TENANTS) await this.pairs[name].open(settle);
  }

  /** Does one step, at the owner or through the follower, and lets the pipe do something. */
  async apply(step: Step): Promise<void> {
    const { tenant } = step;
    if (step.do === 'command') {
      this.#at[tenant] = step.at;
      this.#owners[tenant].expect(step.command);
      if (this.#isForFollower(step)) {
        this.pairs[tenant].ask(step.command, contentFor(step.command, (this.#texts += 1)));
      } else {
        const content = contentFor(step.command, (this.#texts += 1));
        this.#direct = step;
        void this.#owners[tenant].submit(step.command, content);
      }
    } else {
      this.#commit(tenant);
      this.simulation.apply(step);
      if (step.do === 'crash') this.#owners[tenant].crash();
    }
    this.#commit(tenant);
    if (step.do === 'crash' || step.do === 'restart') await this.pairs[tenant].takeOver(step.do === 'crash');
    for (const name of TENANTS) {
      this.pairs[name].carry();
      this.#commit(name);
    }
    this.#time.pass(this.#random.int(60));
    await settle();
    for (const name of TENANTS) this.pairs[name].check();
  }

  async rest(): Promise<void> {
    for (const name of TENANTS) {
      await this.pairs[name].rest(async () => {
        this.simulation.apply({ do: 'snapshot', tenant: name });
        this.#commit(name);
        await settle();
      });
    }
  }

  /** The step that the owner is asked for in its own process, while it is carried out. */
  #direct: Extract<Step, { do: 'command' }> | null = null;

  #owner(name: TenantName, stores: Record<TenantName, CommittedStore>): SimulatedOwner {
    const now = (): number => BEGINNING + this.#time.monotonic();
    return new SimulatedOwner(stores[name], now, (command) => {
      this.#commit(name);
      const step = this.#direct;
      this.#direct = null;
      if (step !== null) {
        this.simulation.apply(step);
        return;
      }
      const commit = this.#random.chance(0.5);
      this.simulation.apply({ do: 'command', tenant: name, at: this.#at[name], command, commit });
    });
  }

  #pair(name: TenantName, stores: Record<TenantName, CommittedStore>): Pair {
    return new Pair(this.#random, this.#time, this.#owners[name], stores[name]);
  }

  /** A session that is begun again may have ended when that arrives; the store knows such, the core does not. */
  #isForFollower({ command }: Extract<Step, { do: 'command' }>): boolean {
    if (command.type === 'tick' || command.type === 'configure') return false;
    if (!beginsSession(command)) return this.#random.chance(0.6);
    if (this.#started.has(command.sessionId)) return false;
    this.#started.add(command.sessionId);
    return this.#random.chance(0.6);
  }

  /** The simulation has committed what it had: so has the owner. */
  #commit(name: TenantName): void {
    if (this.simulation.runs[name].uncommitted === 0) this.#owners[name].commit();
  }
}

/** Makes days up from a seed, and says what broke. */
export async function simulateFollower(core: Core, seed: string, steps: number): Promise<FollowerResult> {
  const run = new FollowerSimulation(core, createRandom(`${seed} pipe`));
  const generator = new Generator(createRandom(seed), run.simulation.runs);
  let step = 0;
  const result = (violation: Violation | null): FollowerResult => ({
    violation,
    step,
    counts: { north: run.pairs.north.counts, south: run.pairs.south.counts },
  });
  try {
    await run.open();
    while (step < steps) {
      step += 1;
      await run.apply(generator.next());
      if (step % REST_EVERY === 0) await run.rest();
    }
    await run.rest();
    run.simulation.finish();
    return result(null);
  } catch (error) {
    if (error instanceof Violation) return result(error);
    return result(new Violation('CRASH', error instanceof Error ? (error.stack ?? '') : String(error)));
  }
}
