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
import type { Archive } from './archive.ts';
import { catchUp } from './catch-up.ts';
import { FollowedTurns } from './followed-turns.ts';
import { completed } from './follower-options.ts';
import type { FollowerOptions, RunningFollower } from './follower-options.ts';
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
  readonly #archive: Archive;
  readonly #logger: EngineLogger;
  readonly #settings: PipeSettings;
  readonly #newId: () => string;
  readonly #monotonic: () => number;
  readonly #timers: Timers;
  readonly #turns: FollowedTurns;
  readonly #requests = new OpenRequests();
  readonly #sender: RequestSender;
  readonly #connections = new LocalConnections();
  readonly #clock: OwnerClock;
  readonly #subscribers: TurnSubscribers;
  readonly #resets = new Set<(reset: Reset) => void>();
  readonly #stops: (() => void)[] = [];
  /** Names the attempt to join that waits for its welcome, null when there is none. */
  #joining: string | null = null;
  /** While the journal is read, turns wait. */
  #catchingUp = false;
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
    this.#archive = options.archive;
    this.#logger = options.logger;
    const { settings, newId, monotonic, timers } = completed(options);
    this.#settings = settings;
    this.#newId = newId;
    this.#monotonic = monotonic;
    this.#timers = timers;
    this.#clock = new OwnerClock(this.#monotonic);
    this.#subscribers = new TurnSubscribers(options.logger);
    this.#id = this.#newId();
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
    this.#sender = new RequestSender({
      tenant,
      follower,
      pipe: options.pipe,
      requests: this.#requests,
      settings,
      monotonic,
      term: () => this.#turns.inbox.term,
      joined: () => this.#joining === null && !this.#catchingUp,
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
    this.#join();
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

  // ---- what the owner says

  #receive(message: OwnerMessage): void {
    // A former owner.
    if (message.term < this.#turns.inbox.term) return;
    this.#heardAt = this.#monotonic();
    this.#clock.hear(message.term, message.now);
    if (message.kind === 'welcome') {
      if (message.join === this.#joining && !this.#catchingUp) void this.#enter(message);
      return;
    }
    if (message.term > this.#turns.inbox.term) {
      this.#turns.isBehind = true;
      this.#join();
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
        this.#join();
        break;
      case 'stranger':
        this.#join();
        break;
    }
    this.#settle();
  }

  // ---- the turns

  #drain(): void {
    if (this.#catchingUp || this.#turns.isBehind || this.#turns.replica === null) return;
    const outcome = this.#turns.drain();
    if (outcome === 'COMPLETE') this.#completeAt = this.#monotonic();
    else if (outcome === 'BEHIND') this.#join();
  }

  // ---- joining

  #join(): void {
    if (this.#joining !== null || this.#closed !== null) return;
    this.#joining = this.#newId();
    this.#send({ kind: 'join', follower: this.#id, join: this.#joining });
  }

  /** The owner knows this follower now, and has said how far it is. */
  async #enter({ term, number, seq }: { term: number; number: number; seq: number }): Promise<void> {
    this.#joining = null;
    this.#turns.isBehind ||= term !== this.#turns.inbox.term;
    if (this.#turns.isBehind) {
      this.#turns.inbox.begin(term, number);
      if (!(await this.#catchUp(seq))) return;
    }
    this.#turns.inbox.saw(number);
    this.#sendConnections(true);
    this.#sender.again(Infinity);
    this.#drain();
    this.#onReady();
  }

  /** Everything up to event `seq` comes from the store. False when it does not have it yet, or could not be read. */
  async #catchUp(seq: number): Promise<boolean> {
    this.#catchingUp = true;
    try {
      this.#turns.isBehind = !(await catchUp(seq, {
        turns: this.#turns,
        archive: this.#archive,
        replayedEvents: this.#settings.replayedEvents,
        replaced: (replica) => this.#replaced(replica),
      }));
    } catch (error) {
      this.#logger.warn({ err: error, tenant: this.tenant }, 'what was missed could not be read yet');
    }
    this.#catchingUp = false;
    // It is sent with the next pulse, so that a store that is away is not asked without a pause.
    if (this.#turns.isBehind) this.#joining ??= this.#newId();
    return !this.#turns.isBehind;
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

  // ---- what is asked of the owner

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
    if (this.#joining !== null) {
      if (!this.#catchingUp) this.#send({ kind: 'join', follower: this.#id, join: this.#joining });
      return;
    }
    if (this.#catchingUp) return;
    const { term } = this.#turns.inbox;
    this.#send({ kind: 'alive', follower: this.#id, term, floor: this.#requests.floor });
    this.#sender.again(this.#settings.retryMs);
  }
}
