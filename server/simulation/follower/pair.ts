/** One contact centre with a follower, on a pipe that loses, doubles and reorders as a seed has it. */
import type { Command } from '../../core/commands.ts';
import type { Content, View } from '../../engine/contract.ts';
import { ReplicaStaleError } from '../../engine/errors.ts';
import { openFollower } from '../../engine/follower/open-follower.ts';
import type { RunningFollower } from '../../engine/follower/follower-options.ts';
import { Publisher } from '../../engine/follower/publisher.ts';
import type { PipeSettings } from '../../engine/follower/settings.ts';
import { TestPipe } from '../../testing/test-pipe.ts';
import { difference } from '../difference.ts';
import type { Random } from '../random.ts';
import { demand, Violation } from '../violation.ts';
import type { CommittedStore } from './committed-store.ts';
import type { SimulatedOwner } from './simulated-owner.ts';
import type { VirtualTime } from './virtual-time.ts';

/** Small enough that every bound is reached. */
const SETTINGS: Partial<PipeSettings> = {
  answerMs: 3_000,
  staleMs: 4_000,
  keptTurns: 40,
  waitingTurns: 30,
  openRequests: 200,
  replayedEvents: 40,
  // A follower that is forgotten by an owner that lives on is a case of its own.
  forgetMs: 8_000,
};

const SILENT = { info: () => {}, warn: () => {}, error: () => {} };

/** What a pair has gone through. */
export type PairCounts = {
  asked: number;
  acknowledged: number;
  refused: number;
  failed: number;
  skips: number;
};

export class Pair {
  readonly counts: PairCounts = { asked: 0, acknowledged: 0, refused: 0, failed: 0, skips: 0 };
  readonly #random: Random;
  readonly #time: VirtualTime;
  readonly #owner: SimulatedOwner;
  readonly #store: CommittedStore;
  readonly #pipe: TestPipe;
  readonly #onTheWay: (() => void)[] = [];
  #publisher: Publisher | null = null;
  #follower: RunningFollower | null = null;
  #deliveredTo = 0;
  #open = 0;
  #isCut = false;
  /** What was found where nobody waits for it. */
  #violation: Violation | null = null;

  constructor(random: Random, time: VirtualTime, owner: SimulatedOwner, store: CommittedStore) {
    this.#random = random;
    this.#time = time;
    this.#owner = owner;
    this.#store = store;
    this.#pipe = new TestPipe(random, { lost: 0.03, doubled: 0.1 }, (deliver) =>
      this.#onTheWay.push(deliver),
    );
  }

  /** Opens both ends. */
  async open(settle: () => Promise<void>): Promise<void> {
    await this.#publish();
    const { timers, monotonic } = this.#time;
    const opening = openFollower({
      tenant: this.#owner.tenant,
      pipe: this.#pipe.follower,
      archive: this.#store.archive(this.#random),
      logger: { ...SILENT, error: (details) => this.#note(details) },
      settings: SETTINGS,
      newId: () => this.#random.uuid(),
      monotonic,
      timers,
      patienceMs: 600_000,
    });
    void opening.then((follower) => {
      this.#follower = follower;
    });
    while (this.#follower === null) {
      this.#time.pass(50);
      this.carryAll();
      await settle();
    }
    this.#listen(this.#follower);
  }

  /** Somebody at the follower asks; what comes of it is checked when it comes. */
  ask(command: Command, content: Content): void {
    this.counts.asked += 1;
    this.#open += 1;
    this.#follower
      ?.submit(command, content)
      .then(
        (outcome) => {
          this.counts[outcome.ok ? 'acknowledged' : 'refused'] += 1;
          if (!outcome.ok) return undefined;
          const seq = outcome.events.at(-1)?.seq ?? 0;
          demand(
            this.#deliveredTo >= seq,
            'I13',
            () => `${command.type} was acknowledged with event ${seq}, delivered was ${this.#deliveredTo}`,
          );
          return this.#look(({ world }) => {
            const reached = world.state.seq;
            demand(reached >= seq, 'I13', () => `event ${seq} was acknowledged, the replica has ${reached}`);
          });
        },
        () => {
          this.counts.failed += 1;
        },
      )
      .catch((error: unknown) => this.#note({ err: error }))
      .finally(() => {
        this.#open -= 1;
      });
  }

  /**
   * Looks at the replica. While it is not known to be complete that is refused, as the contract says; what was
   * acknowledged may have come from the journal then.
   */
  async #look(look: (view: View) => void): Promise<void> {
    try {
      await this.#follower?.read(look);
    } catch (error) {
      if (!(error instanceof ReplicaStaleError)) throw error;
    }
  }

  /** Some of the messages on their way arrive, in any order; sometimes the pipe is cut for a while. */
  carry(): void {
    const random = this.#random;
    if (!this.#isCut && random.chance(0.003)) {
      this.#isCut = true;
      this.#pipe.cut();
    } else if (this.#isCut && random.chance(0.03)) {
      this.#mend();
    }
    for (let some = random.int(6); some > 0 && this.#onTheWay.length > 0; some -= 1) {
      const [deliver] = this.#onTheWay.splice(random.int(Math.min(8, this.#onTheWay.length)), 1);
      deliver?.();
    }
  }

  /** Everything that is on its way arrives. */
  carryAll(): void {
    for (const deliver of this.#onTheWay.splice(0)) deliver();
  }

  /** The owner's process ends, with or without its last words; the next one takes over. */
  async takeOver(crashed: boolean): Promise<void> {
    if (crashed) this.#pipe.cut();
    this.#publisher?.close();
    if (!this.#isCut) this.#pipe.mend();
    await this.#owner.takeOver();
    await this.#publish();
  }

  /** Lets the pair come to rest, and compares the two. */
  async rest(settle: () => Promise<void>): Promise<void> {
    this.#mend();
    // What is decided is committed first: until then the owner's records are ahead of what it has published.
    await settle();
    const isDone = async (): Promise<boolean> => {
      const seq = await this.#follower?.read(({ world }) => world.state.seq).catch(() => -1);
      return this.#open === 0 && seq === this.#store.world.state.seq;
    };
    for (let rounds = 0; !(await isDone()); rounds += 1) {
      demand(rounds < 500, 'I13', () => `the follower does not catch up; ${this.#open} commands are open`);
      this.#time.pass(50);
      this.carryAll();
      await settle();
    }
    this.check();
    await this.#follower?.read(({ world, records }) => {
      const found = difference(world.state, this.#store.world.state);
      demand(found === null, 'I13', () => `the replica differs from its owner: ${String(found)}`);
      const { conversations, sessions, tasks } = world.state;
      const there = this.#owner.records;
      for (const { id, customerId } of Object.values(conversations)) {
        demandSame('customer', customerId, records.customer(customerId), there.customer(customerId));
        demandSame('sessions', id, records.sessionsOf(id).toSorted(), there.sessionsOf(id).toSorted());
      }
      for (const id of Object.keys(sessions))
        demandSame('session', id, records.session(id), there.session(id));
      for (const id of Object.keys(tasks)) {
        demandSame('wrap-up', id, records.enteredWrapup(id), there.enteredWrapup(id));
      }
    });
    const delivered = this.#deliveredTo;
    const { seq } = this.#store.world.state;
    demand(delivered === seq, 'I13', () => `turns were delivered to event ${delivered} of ${seq}`);
  }

  /** Throws what was found meanwhile. */
  check(): void {
    if (this.#violation !== null) throw this.#violation;
  }

  #listen(follower: RunningFollower): void {
    void follower.read(({ world }) => {
      this.#deliveredTo = world.state.seq;
      follower.onTurn(({ events, world: after }) => {
        const [first, last] = [events[0]?.seq, events.at(-1)?.seq];
        if (first === undefined || last === undefined) return undefined;
        const before = this.#deliveredTo;
        demand(first === before + 1, 'I13', () => `a turn from event ${first} follows event ${before}`);
        demand(after.state.seq === last, 'I13', () => `the turn to ${last} is told at ${after.state.seq}`);
        return () => {
          this.#deliveredTo = last;
        };
      });
    });
    follower.onReset(({ skipped }) => {
      demand(skipped, 'I13', () => 'a reset without a skipped turn');
      this.counts.skips += 1;
      void follower.read(({ world }) => {
        this.#deliveredTo = world.state.seq;
      });
    });
  }

  #mend(): void {
    this.#isCut = false;
    this.#pipe.mend();
  }

  async #publish(): Promise<void> {
    const { timers, monotonic } = this.#time;
    const pipe = this.#pipe.owner;
    this.#publisher = await Publisher.open({
      engine: this.#owner,
      pipe,
      settings: SETTINGS,
      timers,
      monotonic,
    });
  }

  #note(details: object): void {
    const error = (details as { err?: unknown }).err;
    const text = error instanceof Error ? (error.stack ?? error.message) : JSON.stringify(details);
    this.#violation ??= error instanceof Violation ? error : new Violation('CRASH', text);
  }
}

function demandSame(what: string, id: string, here: unknown, there: unknown): void {
  const found = difference(here, there);
  demand(found === null, 'I13', () => `the ${what} ${id} differs from its owner's: ${String(found)}`);
}
