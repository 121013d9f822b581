/**
 * The owner of a simulated contact centre, as its publisher knows it: decides at once, makes known with the commit.
 * When it crashes, what was not committed never happened and nobody is answered.
 */
import type { Command } from '../../core/commands.ts';
import type { Decision } from '../../core/decide.ts';
import type { World } from '../../core/world.ts';
import type { Content, Delivery, Outcome, Turn, View } from '../../engine/contract.ts';
import type { PublishedEngine } from '../../engine/follower/publisher.ts';
import { LiveRecords } from '../../engine/live-records.ts';
import { TurnSubscribers } from '../../engine/turn-subscribers.ts';
import { demand } from '../violation.ts';
import type { CommittedStore, KeptTurn } from './committed-store.ts';

/** A decided command that waits for its commit. */
type Waiting = { turn: KeptTurn | null; deliveries: readonly Delivery[]; answer: () => void };

/** Nobody has sockets in a simulation. */
const NO_PRESENCE: PublishedEngine['presence'] = { watch: () => () => {}, tell: () => {}, compare: () => {} };

export class SimulatedOwner implements PublishedEngine {
  readonly tenant: string;
  readonly presence = NO_PRESENCE;
  readonly now: () => number;
  readonly #store: CommittedStore;
  /** Lets a command happen in the simulation, which calls `decided` in it. */
  readonly #carryOut: (command: Command) => void;
  #subscribers = new TurnSubscribers({ error: fail });
  #records: LiveRecords = new LiveRecords();
  #waiting: Waiting[] = [];
  #content: Content = {};
  #decision: Decision | null = null;
  /** How often a command was asked for, less how often it has happened. */
  readonly #expected = new Map<string, number>();
  term = 1;

  constructor(store: CommittedStore, now: () => number, carryOut: (command: Command) => void) {
    this.tenant = store.world.state.tenant;
    this.#store = store;
    this.now = now;
    this.#carryOut = carryOut;
  }

  get records(): LiveRecords {
    return this.#records;
  }

  /** Somebody asks for this, here or at the follower: it may happen once more. */
  expect({ id }: Command): void {
    this.#expected.set(id, (this.#expected.get(id) ?? 0) + 1);
  }

  submit(command: Command, content: Content = {}): Promise<Outcome> {
    this.#decision = null;
    this.#content = content;
    // Not in the promise: what is found there ends the simulation.
    this.#carryOut(command);
    const decision = this.#decision as Decision | null;
    demand(decision !== null, 'CRASH', () => `${command.type} was not decided`);
    return new Promise((resolve) => {
      const answer = (): void => resolve(decision);
      const last = this.#waiting.at(-1);
      if (decision.ok && last !== undefined) last.answer = answer;
      else if (this.#waiting.length === 0) answer();
      else this.#waiting.push({ turn: null, deliveries: [], answer });
    });
  }

  /** The simulation has decided a command. */
  decided(world: World, command: Command, at: number, decision: Decision): void {
    this.#decision = decision;
    if (!decision.ok) return;
    const { events, signals } = decision;
    const records = this.#records;
    if (events.length > 0) records.begin(events, this.#content);
    const content = records.complete(events, this.#content);
    this.#content = {};
    const turn: Turn = { world, records, now: at, cause: command.id, events, signals, content };
    const deliveries = this.#subscribers.prepare(turn);
    if (events.length > 0) records.end(events);
    this.#waiting.push({ turn, deliveries, answer: () => {} });
  }

  read<T>(look: (view: View) => T): Promise<T> {
    return Promise.resolve(look({ world: this.#store.world, records: this.#records, now: this.now() }));
  }

  onTurn(prepare: (turn: Turn) => Delivery | undefined): () => void {
    return this.#subscribers.add(prepare);
  }

  /** Everything decided so far is durable. */
  commit(): void {
    for (const { turn, deliveries, answer } of this.#waiting.splice(0)) {
      if (turn !== null) this.#keep(turn);
      this.#subscribers.deliver(deliveries);
      answer();
    }
  }

  #keep(turn: KeptTurn): void {
    this.#store.append(turn);
    if (turn.events.length === 0) return;
    const left = (this.#expected.get(turn.cause) ?? 0) - 1;
    this.#expected.set(turn.cause, left);
    demand(left >= 0, 'I13', () => `the command ${turn.cause} has happened more often than it was asked for`);
  }

  /** What was not committed never happened, and nobody is answered. */
  crash(): void {
    this.#waiting = [];
  }

  /** The next owner takes over, with what was committed. */
  async takeOver(): Promise<void> {
    this.#subscribers = new TurnSubscribers({ error: fail });
    this.term += 1;
    this.#records = await this.#store.records();
  }
}

function fail(details: object): void {
  throw (details as { err?: unknown }).err;
}
