/**
 * Decides commands in memory one after the other, and makes known what they caused when it is durable, in the
 * same order. Knows no database: `append` writes, and whoever made the mailbox handles a failure of it.
 */
import type { Command } from '../core/commands.ts';
import { decide } from '../core/decide.ts';
import type { Decision } from '../core/decide.ts';
import { REJECTIONS } from '../core/rejections.ts';
import { nextDeadline } from '../core/world.ts';
import type { World } from '../core/world.ts';
import { CommitQueue } from './commit-queue.ts';
import type { Entry } from './commit-queue.ts';
import type { Content, Delivery, Outcome, Turn, View } from './contract.ts';
import { DeadlineTimer } from './deadline-timer.ts';
import { contentOf, NO_CONTENT } from './entry-content.ts';
import { CommitFailedError, OverloadedError } from './errors.ts';
import type { LiveRecords } from './live-records.ts';
import { MessageRate } from './message-rate.ts';
import { isStorable } from './storable.ts';
import { TurnSubscribers } from './turn-subscribers.ts';

/** What happened, for the operator. A pino logger fits. */
export type EngineLogger = {
  info: (details: object, message: string) => void;
  warn: (details: object, message: string) => void;
  error: (details: object, message: string) => void;
};

/** One step on the way of a command, for whoever traces; times are those of `performance.now()`. */
export type EngineStep = {
  commandId: string;
  commandType: string;
  name: 'decide' | 'commit';
  beganMs: number;
  endedMs: number;
  outcome: 'accepted' | 'refused';
};

/** What a mailbox needs from outside. */
type MailboxOptions = {
  world: World;
  records: LiveRecords;
  /** Epoch ms. */
  now: () => number;
  newId: () => string;
  /** Deadlines this close together (ms) are carried out together. */
  tickResolution: number;
  /** More than so many commands and looks do not wait at once: the rest is refused. */
  maxWaiting: number;
  logger: EngineLogger;
  /** Hears of each step; absent: nobody traces. */
  onStep?: (step: EngineStep) => void;
  append: (entries: readonly Entry[]) => Promise<void>;
  /** An append failed: nothing more is decided until `settleWritten` or `restart`. */
  onCommitFailure: (error: unknown) => void;
  /** A command broke the core. All before it is durable, nothing more is decided until `restart`. */
  onBroken: () => void;
};

/** Something that waits for its turn. */
type Item = { run: () => void; fail: (error: Error) => void };

/** A tick that broke the core is not tried again before this (ms), so that the rest goes on. */
const BROKEN_TICK_PAUSE = 5_000;

const TOO_MUCH: Decision = {
  ok: false,
  rejection: { code: 'QUOTA_MESSAGES', message: REJECTIONS.QUOTA_MESSAGES },
};

/** The mailbox of one tenant. */
export class Mailbox {
  readonly #options: MailboxOptions;
  readonly #queue: CommitQueue;
  readonly #timer: DeadlineTimer;
  readonly #subscribers: TurnSubscribers;
  readonly #messages = new MessageRate();
  #world: World;
  #records: LiveRecords;
  #inbox: Item[] = [];
  #draining = false;
  /** Set while nothing may be decided; `broken` waits for the entries before it to become durable. */
  #held: 'no' | 'broken' | 'failed' = 'no';
  #stopped: Error | null = null;
  /** Set while everything is refused at once, because it could not be stored. */
  #suspended: Error | null = null;
  #idleWaiters: (() => void)[] = [];
  #noTickBefore = 0;

  constructor(options: MailboxOptions) {
    this.#options = options;
    this.#world = options.world;
    this.#records = options.records;
    this.#subscribers = new TurnSubscribers(options.logger);
    this.#timer = new DeadlineTimer(options.now, options.tickResolution, () => {
      this.#tick();
    });
    this.#queue = new CommitQueue({
      append: options.append,
      onFailure: (error) => {
        this.#held = 'failed';
        options.onCommitFailure(error);
      },
      onIdle: () => {
        if (this.#held === 'broken') options.onBroken();
        else if (this.#inbox.length === 0) for (const wake of this.#idleWaiters.splice(0)) wake();
      },
    });
    this.#arm();
  }

  submit(command: Command, content: Content = {}): Promise<Outcome> {
    if (!isStorable(command) || !isStorable(content)) {
      const rejection = { code: 'VALIDATION', message: REJECTIONS.VALIDATION } as const;
      return Promise.resolve({ ok: false, rejection });
    }
    return new Promise((resolve, reject) => {
      this.#enter({ run: () => this.#decide(command, content, resolve, reject), fail: reject });
    });
  }

  read<T>(look: (view: View) => T): Promise<T> {
    return new Promise((resolve, reject) => {
      const run = (): void => {
        let seen: T;
        try {
          seen = look(this.#view());
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
          return;
        }
        this.#queue.push({ events: [], cause: '', ...NO_CONTENT, settle: () => resolve(seen), fail: reject });
      };
      this.#enter({ run, fail: reject });
    });
  }

  onTurn(prepare: (turn: Turn) => Delivery | undefined): () => void {
    return this.#subscribers.add(prepare);
  }

  /** Sequence of the last event of the batch whose append failed. */
  get writtenSeq(): number | null {
    return this.#queue.writtenSeq;
  }

  /** After a failed append that turned out to be durable: as if it had not failed. */
  settleWritten(): void {
    this.#held = 'no';
    this.#queue.settleWritten();
    this.#drain();
  }

  /**
   * Goes on with a state that was rebuilt from the journal. What was decided since then has not happened.
   * `first` is decided before anything that waits.
   */
  restart(world: World, records: LiveRecords, cause: unknown, first: readonly Command[]): void {
    this.#world = world;
    this.#records = records;
    this.#queue.failAll(new CommitFailedError(cause));
    this.#held = 'no';
    const ignore = (): void => {};
    this.#inbox.unshift(
      ...first.map((command) => ({ run: () => this.#decide(command, {}, ignore, ignore), fail: ignore })),
    );
    this.#drain();
  }

  /**
   * Answers everybody who waits with `error`, and everybody who asks from now on. What has been decided may
   * still become durable; then it is made known all the same.
   */
  suspend(error: Error): void {
    this.#suspended = error;
    for (const item of this.#inbox.splice(0)) item.fail(error);
    this.#queue.answerAll(error);
  }

  /** Takes commands in again. */
  resume(): void {
    this.#suspended = null;
    this.#drain();
  }

  /** Resolves when everything that was asked so far is settled. */
  whenIdle(): Promise<void> {
    if (this.#queue.idle && this.#inbox.length === 0 && !this.#draining) return Promise.resolve();
    return new Promise((resolve) => this.#idleWaiters.push(resolve));
  }

  /** Nothing more is taken in. What waits goes on, unless it is dropped by `stop`. */
  refuse(error: Error): void {
    this.#stopped ??= error;
    this.#timer.stop();
  }

  /** Ends at once: everything that waits fails with `error`. */
  stop(error: Error): void {
    this.refuse(error);
    this.#held = 'failed';
    for (const item of this.#inbox.splice(0)) item.fail(error);
    this.#queue.failAll(error);
    for (const wake of this.#idleWaiters.splice(0)) wake();
  }

  #enter(item: Item): void {
    const refused = this.#stopped ?? this.#suspended ?? (this.#isFull() ? new OverloadedError() : null);
    if (refused !== null) {
      item.fail(refused);
      return;
    }
    this.#inbox.push(item);
    this.#drain();
  }

  #isFull(): boolean {
    return this.#inbox.length + this.#queue.size >= this.#options.maxWaiting;
  }

  /** A deadline is due. Never refused: the next one is only known when this one has been carried out. */
  #tick(): void {
    if (this.#stopped) return;
    const ignore = (): void => {};
    const command: Command = { type: 'tick', id: this.#options.newId() };
    this.#inbox.push({ run: () => this.#decide(command, {}, ignore, ignore), fail: ignore });
    if (this.#suspended === null) this.#drain();
  }

  /** Works through the inbox. What a delivery or a subscriber asks meanwhile has to wait for its turn. */
  #drain(): void {
    if (this.#draining || this.#isHeld()) return;
    this.#draining = true;
    while (!this.#isHeld() && this.#inbox.length > 0) {
      // Taken as a whole: shifting a long array item by item would be quadratic.
      const items = this.#inbox;
      this.#inbox = [];
      for (let at = 0; at < items.length; at += 1) {
        items[at]?.run();
        if (this.#isHeld()) {
          this.#inbox = [...items.slice(at + 1), ...this.#inbox];
          break;
        }
      }
    }
    this.#draining = false;
    this.#arm();
    this.#queue.flush();
  }

  #isHeld(): boolean {
    return this.#held !== 'no';
  }

  #decide(
    command: Command,
    content: Content,
    resolve: (outcome: Outcome) => void,
    reject: (error: Error) => void,
  ): void {
    const { onStep } = this.#options;
    const beganMs = onStep === undefined ? 0 : performance.now();
    let decision: Decision;
    try {
      const now = this.#options.now();
      decision = this.#isTooMuch(command, now) ? TOO_MUCH : decide(this.#world, command, now);
    } catch (error) {
      this.#broke(command, error);
      reject(new Error(`The command ${command.type} could not be decided.`, { cause: error }));
      return;
    }
    const step = { commandId: command.id, commandType: command.type } as const;
    const decidedMs = onStep === undefined ? 0 : performance.now();
    const outcome = decision.ok ? 'accepted' : 'refused';
    onStep?.({ ...step, name: 'decide', beganMs, endedMs: decidedMs, outcome });
    if (!decision.ok) {
      this.#queue.push({
        events: [],
        cause: '',
        ...NO_CONTENT,
        settle: () => resolve(decision),
        fail: reject,
      });
      return;
    }
    const { events, signals } = decision;
    if (events.length > 0) this.#records.begin(events, content);
    const whole = this.#records.complete(events, content);
    const turn = { ...this.#view(), cause: command.id, events, signals, content: whole };
    const deliveries = this.#subscribers.prepare(turn);
    if (events.length > 0) this.#records.end(events);
    this.#queue.push({
      events,
      cause: command.id,
      ...contentOf(events, whole),
      settle: () => {
        onStep?.({ ...step, name: 'commit', beganMs: decidedMs, endedMs: performance.now(), outcome });
        this.#subscribers.deliver(deliveries);
        resolve(decision);
      },
      fail: reject,
    });
  }

  /** The rate is counted here and not in the core: what a message costs is paid before anything is decided of it. */
  #isTooMuch({ type }: Command, now: number): boolean {
    if (type !== 'message.send' && type !== 'message.edit') return false;
    return !this.#messages.take(this.#world.state.config.quotas?.messagesPerSecond, now);
  }

  #broke(command: Command, error: unknown): void {
    this.#options.logger.error(
      { err: error, command: command.type, id: command.id },
      'a command broke the core',
    );
    if (command.type === 'tick') this.#noTickBefore = this.#options.now() + BROKEN_TICK_PAUSE;
    this.#held = 'broken';
  }

  #view(): View {
    return { world: this.#world, records: this.#records, now: this.#options.now() };
  }

  #arm(): void {
    if (this.#stopped || this.#held !== 'no') return;
    const deadline = nextDeadline(this.#world);
    this.#timer.set(deadline === null ? null : Math.max(deadline, this.#noTickBefore));
  }
}
