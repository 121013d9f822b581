/**
 * The engine of a process that does not own the tenant. It keeps a replica of the state, follows the owner's
 * published turns, answers reads and tells of turns from there, and sends commands to the owner as plain data.
 */
import type { GatewayEngine, Outcome, Reset, View } from '../contract.ts';
import { EngineClosedError, OverloadedError, OwnerUnreachableError, ReplicaStaleError } from '../errors.ts';
import type { EngineLogger } from '../mailbox.ts';
import { REJECTIONS } from '../../core/rejections.ts';
import { isStorable } from '../storable.ts';
import { TurnSubscribers } from '../turn-subscribers.ts';
import { FollowedTurns } from './followed-turns.ts';
import { completed } from './follower-options.ts';
import type { FollowerOptions, RunningFollower } from './follower-options.ts';
import { Joining } from './joining.ts';
import { LocalConnections } from './local-connections.ts';
import { decodeFromOwner, encode } from './messages.ts';
import type { FollowerMessage, OwnerMessage } from './messages.ts';
import { OpenRequests } from './open-requests.ts';
import { OwnerClock } from './owner-clock.ts';
import type { FollowerPipe } from './pipe.ts';
import type { Replica } from './replica.ts';
import { RequestSender } from './request-sender.ts';
import type { PipeSettings, Timers } from './settings.ts';

/** Joins the owner and loads the state. Throws `OwnerUnreachableError` when there is no owner in time. */
export async function openFollower(options: FollowerOptions): Promise<RunningFollower> {
  const follower = new Follower(options);
  await follower.start(options.patienceMs ?? 30_000);
  return follower;
}

class Follower implements RunningFollower {
  readonly tenant: string;
  readonly #id: string;
  readonly #pipe: FollowerPipe;
  readonly #logger: EngineLogger;
  readonly #settings: PipeSettings;
  readonly #monotonic: () => number;
  readonly #timers: Timers;
  readonly #turns: FollowedTurns;
  readonly #requests = new OpenRequests();
  readonly #joining: Joining;
  readonly #sender: RequestSender;
  readonly #connections = new LocalConnections();
  readonly #clock: OwnerClock;
  readonly #subscribers: TurnSubscribers;
  readonly #resets = new Set<(reset: Reset) => void>();
  readonly #stops: (() => void)[] = [];
  /** When the replica was last known to be complete. */
  #completeAt = -Infinity;
  /** When the owner was last heard of. */
  #heardAt = -Infinity;
  #closed: Promise<void> | null = null;
  #onReady: () => void = () => {};
  #onSettled: () => void = () => {};

  constructor(options: FollowerOptions) {
    this.tenant = options.tenant;
    this.#pipe = options.pipe;
    this.#logger = options.logger;
    const { settings, newId, monotonic, timers } = completed(options);
    this.#settings = settings;
    this.#monotonic = monotonic;
    this.#timers = timers;
    this.#clock = new OwnerClock(this.#monotonic);
    this.#subscribers = new TurnSubscribers(options.logger);
    this.#id = newId();
    const { tenant, logger } = options;
    const follower = this.#id;
    this.#turns = new FollowedTurns({
      tenant,
      logger,
      settings,
      timers,
      subscribers: this.#subscribers,
      requests: this.#requests,
      missing: (term, after) => this.#send({ kind: 'missing', follower, term, after }),
    });
    this.#joining = new Joining({
      tenant,
      archive: options.archive,
      logger,
      turns: this.#turns,
      replayedEvents: settings.replayedEvents,
      newId,
      isClosed: () => this.#closed !== null,
      ask: (join) => this.#send({ kind: 'join', follower, join }),
      replaced: (replica) => this.#replaced(replica),
      entered: () => this.#entered(),
    });
    this.#sender = new RequestSender({
      tenant,
      follower,
      pipe: options.pipe,
      requests: this.#requests,
      settings,
      monotonic,
      term: () => this.#turns.inbox.term,
      joined: () => this.#joining.isDone,
    });
  }

  async start(patienceMs: number): Promise<void> {
    const ready = new Promise<boolean>((resolve) => {
      this.#onReady = () => resolve(true);
      this.#stops.push(this.#timers.after(patienceMs, () => resolve(false)));
    });
    this.#stops.push(
      this.#pipe.onMessage(this.#id, (text) => {
        const message = decodeFromOwner(this.tenant, text);
        if (message !== null) this.#receive(message);
      }),
      this.#timers.every(this.#settings.pulseMs, () => this.#beat()),
    );
    this.#joining.begin();
    if (await ready) return;
    this.#end();
    throw new OwnerUnreachableError();
  }

  readonly presence: GatewayEngine['presence'] = {
    watch: (source) => {
      const stop = this.#connections.watch(source);
      this.#sendConnections(false);
      return stop;
    },
    tell: (command) => {
      this.#sender.ask({ ask: 'presence', until: 0, command, held: this.#connections.note(command) });
    },
    compare: () => this.#sendConnections(true),
  };

  get seq(): number {
    return this.#turns.seq;
  }

  get silentMs(): number {
    return this.#monotonic() - this.#heardAt;
  }

  now(): number {
    return Math.max(this.#clock.now(), this.#turns.replica?.world.state.clock ?? 0);
  }

  submit(...[command, content = {}]: Parameters<GatewayEngine['submit']>): Promise<Outcome> {
    if (this.#closed !== null) return Promise.reject(new EngineClosedError());
    if (!isStorable(command) || !isStorable(content)) {
      const rejection = { code: 'VALIDATION', message: REJECTIONS.VALIDATION } as const;
      return Promise.resolve({ ok: false, rejection });
    }
    if (this.#isStale()) return Promise.reject(new OwnerUnreachableError());
    if (this.#requests.size >= this.#settings.openRequests) return Promise.reject(new OverloadedError());
    const until = this.now() + this.#settings.answerMs;
    const held = this.#connections.note(command);
    return new Promise((resolve, reject) => {
      this.#sender.ask({ ask: 'submit', until, command, content, held }, { resolve, reject });
    });
  }

  read<T>(look: (view: View) => T): Promise<T> {
    if (this.#closed !== null) return Promise.reject(new EngineClosedError());
    if (this.#isStale()) return Promise.reject(new ReplicaStaleError());
    return this.#turns.read(look, () => this.now());
  }

  onTurn(prepare: Parameters<GatewayEngine['onTurn']>[0]): () => void {
    return this.#subscribers.add(prepare);
  }

  onReset(listener: (reset: Reset) => void): () => void {
    this.#resets.add(listener);
    return () => this.#resets.delete(listener);
  }

  check(): Promise<void> {
    return this.#isStale() ? Promise.reject(new ReplicaStaleError()) : Promise.resolve();
  }

  /** Waits for what was asked; nothing more is taken in. */
  close(): Promise<void> {
    this.#closed ??= new Promise<void>((resolve) => {
      this.#onSettled = resolve;
      this.#settle();
    }).then(() => {
      this.#send({ kind: 'leave', follower: this.#id });
      this.#end();
    });
    return this.#closed;
  }

  #end(): void {
    this.#closed ??= Promise.resolve();
    for (const stop of this.#stops.splice(0)) stop();
    this.#turns.close();
    this.#requests.failAll(new EngineClosedError());
  }

  /** Who closes waits for the last answer. */
  #settle(): void {
    if (this.#closed !== null && this.#requests.size === 0) this.#onSettled();
  }

  #isStale(): boolean {
    return this.#monotonic() - this.#completeAt > this.#settings.staleMs;
  }

  #receive(message: OwnerMessage): void {
    // A former owner.
    if (message.term < this.#turns.inbox.term) return;
    this.#heardAt = this.#monotonic();
    this.#clock.hear(message.term, message.now);
    if (message.kind === 'welcome') {
      void this.#joining.welcome(message);
      return;
    }
    if (message.term > this.#turns.inbox.term) {
      this.#turns.isBehind = true;
      this.#joining.begin();
      return;
    }
    switch (message.kind) {
      case 'turns':
        for (const turn of message.turns) this.#turns.inbox.add(turn);
        this.#drain();
        break;
      case 'pulse':
        this.#turns.inbox.saw(message.number);
        this.#drain();
        break;
      case 'settled':
        this.#requests.settled(message.n, message.settlement, this.#turns.seq);
        break;
      case 'gone':
        if (message.after < this.#turns.inbox.number) break;
        this.#turns.isBehind = true;
        this.#joining.begin();
        break;
      case 'stranger':
        this.#joining.begin();
        break;
    }
    this.#settle();
  }

  #drain(): void {
    if (this.#joining.isCatchingUp || this.#turns.isBehind || this.#turns.replica === null) return;
    const outcome = this.#turns.drain();
    if (outcome === 'COMPLETE') this.#completeAt = this.#monotonic();
    else if (outcome === 'BEHIND') this.#joining.begin();
  }

  #entered(): void {
    this.#sendConnections(true);
    this.#sender.again(Infinity);
    this.#drain();
    this.#onReady();
  }

  #replaced({ seq }: Replica): void {
    const isFirst = this.#completeAt === -Infinity;
    // As the store has it now; whoever hears of the reset reads it at once.
    this.#completeAt = this.#monotonic();
    if (isFirst) return;
    this.#logger.warn({ tenant: this.tenant, seq }, 'turns were skipped');
    // Whether they are among what was skipped is not known here.
    this.#requests.failAll(new OwnerUnreachableError());
    for (const listener of this.#resets) listener({ skipped: true });
  }

  #sendConnections(compare: boolean): void {
    const replica = this.#turns.replica;
    // Joining tells them anyway.
    if (replica === null) return;
    const connections = this.#connections.all(replica.world.state);
    this.#sender.ask({ ask: 'connections', until: 0, connections, compare });
  }

  #send(message: FollowerMessage): void {
    this.#pipe.send(encode(this.tenant, message));
  }

  /** Says that the follower is there, and again what was not answered. */
  #beat(): void {
    if (this.#requests.expire(this.#monotonic())) this.#sendConnections(true);
    this.#settle();
    if (!this.#joining.isDone) {
      this.#joining.again();
      return;
    }
    const { term } = this.#turns.inbox;
    this.#send({ kind: 'alive', follower: this.#id, term, floor: this.#requests.floor });
    this.#sender.again(this.#settings.retryMs);
  }
}
