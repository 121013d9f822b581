/**
 * The engine of a process that does not own the tenant. It keeps a replica of the state, follows the owner's
 * published turns, answers reads and tells of turns from there, and sends commands to the owner as plain data.
 */
import { randomUUID } from 'node:crypto';
import type { GatewayEngine, Outcome, Reset, View } from '../contract.ts';
import { EngineClosedError, OverloadedError, OwnerUnreachableError, ReplicaStaleError } from '../errors.ts';
import type { EngineLogger } from '../mailbox.ts';
import { REJECTIONS } from '../../core/rejections.ts';
import { isStorable } from '../storable.ts';
import { TurnSubscribers } from '../turn-subscribers.ts';
import type { Archive, ArchivedTurn } from './archive.ts';
import { LocalConnections } from './local-connections.ts';
import { decodeFromOwner, encode, encodeRequests } from './messages.ts';
import type { FollowerMessage, OwnerMessage, PublishedTurn } from './messages.ts';
import { OpenRequests } from './open-requests.ts';
import type { NewRequest } from './open-requests.ts';
import { OwnerClock } from './owner-clock.ts';
import type { FollowerPipe } from './pipe.ts';
import { Replica } from './replica.ts';
import { PIPE_SETTINGS, systemTimers } from './settings.ts';
import type { PipeSettings, Timers } from './settings.ts';
import { TurnInbox } from './turn-inbox.ts';

export type FollowerOptions = {
  tenant: string;
  pipe: FollowerPipe;
  archive: Archive;
  logger: EngineLogger;
  settings?: Partial<PipeSettings>;
  /** How long to wait for the owner at first (ms); default 30,000. */
  patienceMs?: number;
  newId?: () => string;
  /** Ms that pass; default `performance.now`. */
  monotonic?: () => number;
  timers?: Timers;
};

/** An engine that follows another one. */
export type RunningFollower = GatewayEngine & {
  /** Rejects when reads would: the replica is not known to be complete. */
  check(): Promise<void>;
};

/** Requests that go in one message, and events that are read from the journal at once. */
const REQUESTS_AT_ONCE = 200;
const JOURNAL_PAGE = 1_000;

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
  readonly #inbox: TurnInbox;
  readonly #requests = new OpenRequests();
  readonly #connections = new LocalConnections();
  readonly #clock: OwnerClock;
  readonly #subscribers: TurnSubscribers;
  readonly #resets = new Set<(reset: Reset) => void>();
  readonly #stops: (() => void)[] = [];
  #replica: Replica | null = null;
  /** Names the attempt to join that waits for its welcome, null when there is none. */
  #joining: string | null = null;
  /** Whether turns are missing here that the owner will not send (any more). */
  #isBehind = true;
  /** While the journal is read, turns wait. */
  #catchingUp = false;
  /** When the replica was last known to be complete. */
  #completeAt = -Infinity;
  #stopGap: (() => void) | null = null;
  /** Requests of the present moment. */
  #outgoing: string[] = [];
  /** Looks that have to wait for the end of a turn. */
  #looks: (() => void)[] = [];
  #busy = false;
  #closed: Promise<void> | null = null;
  #onReady: () => void = () => {};
  #onSettled: () => void = () => {};

  constructor(options: FollowerOptions) {
    this.tenant = options.tenant;
    this.#pipe = options.pipe;
    this.#archive = options.archive;
    this.#logger = options.logger;
    this.#settings = { ...PIPE_SETTINGS, ...options.settings };
    this.#newId = options.newId ?? randomUUID;
    this.#monotonic = options.monotonic ?? (() => performance.now());
    this.#timers = options.timers ?? systemTimers;
    this.#inbox = new TurnInbox(this.#settings.waitingTurns);
    this.#clock = new OwnerClock(this.#monotonic);
    this.#subscribers = new TurnSubscribers(options.logger);
    this.#id = this.#newId();
  }

  async start(patienceMs: number): Promise<void> {
    const ready = new Promise<boolean>((resolve) => {
      this.#onReady = () => resolve(true);
      this.#stops.push(this.#timers.after(patienceMs, () => resolve(false)));
    });
    this.#stops.push(
      this.#pipe.onMessage(this.#id, (text) => {
        const message = decodeFromOwner(this.tenant, text);
        if (message !== null) this.#hear(message);
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
      this.#tellConnections(false);
      return stop;
    },
    tell: (command) => {
      this.#ask({ ask: 'presence', until: 0, command, held: this.#connections.note(command) });
    },
    compare: () => this.#tellConnections(true),
  };

  now(): number {
    return Math.max(this.#clock.now(), this.#replica?.world.state.clock ?? 0);
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
      this.#ask({ ask: 'submit', until, command, content, held }, { resolve, reject });
    });
  }

  read<T>(look: (view: View) => T): Promise<T> {
    if (this.#closed !== null) return Promise.reject(new EngineClosedError());
    if (this.#isStale()) return Promise.reject(new ReplicaStaleError());
    return new Promise((resolve, reject) => {
      this.#looks.push(() => {
        const replica = this.#replica;
        if (replica === null) {
          reject(new ReplicaStaleError());
          return;
        }
        try {
          resolve(look({ world: replica.world, records: replica.records, now: this.now() }));
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      });
      this.#look();
    });
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
    this.#stopGap?.();
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

  #hear(message: OwnerMessage): void {
    // A former owner.
    if (message.term < this.#inbox.term) return;
    this.#clock.hear(message.term, message.now);
    if (message.kind === 'welcome') {
      if (message.join === this.#joining && !this.#catchingUp) void this.#enter(message);
      return;
    }
    if (message.term > this.#inbox.term) {
      this.#isBehind = true;
      this.#join();
      return;
    }
    switch (message.kind) {
      case 'turns':
        for (const turn of message.turns) this.#inbox.add(turn);
        this.#drain();
        break;
      case 'pulse':
        this.#inbox.saw(message.number);
        this.#drain();
        break;
      case 'settled':
        this.#requests.settled(message.n, message.settlement, this.#replica?.seq ?? 0);
        break;
      case 'gone':
        if (message.after < this.#inbox.number) break;
        this.#isBehind = true;
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
    if (this.#catchingUp || this.#isBehind || this.#replica === null) return;
    for (let turn = this.#inbox.take(); turn !== undefined; turn = this.#inbox.take()) {
      if (this.#follow(turn)) continue;
      this.#isBehind = true;
      this.#join();
      return;
    }
    if (this.#inbox.complete) this.#completeAt = this.#monotonic();
    else this.#watchGap();
  }

  /** False when the turn does not continue what is here. */
  #follow(turn: PublishedTurn): boolean {
    const seq = this.#replica?.seq ?? 0;
    const last = turn.events.at(-1)?.seq ?? turn.after;
    if (turn.after === seq) return this.#apply(turn);
    // The journal was faster. Its signals are too old to be told.
    if (last > seq) return false;
    this.#requests.happened(turn);
    return true;
  }

  #apply(turn: ArchivedTurn): boolean {
    const replica = this.#replica;
    if (replica === null) return false;
    this.#busy = true;
    try {
      replica.apply(turn, this.#subscribers);
    } catch (error) {
      this.#logger.error({ err: error, tenant: this.tenant }, 'a turn could not be followed');
      this.#replica = null;
    }
    this.#busy = false;
    const followed = this.#replica !== null;
    if (followed) {
      this.#requests.happened(turn);
      this.#requests.reached(replica.seq);
    }
    // Also after a failure: nobody waits for a turn that may be long in coming.
    this.#look();
    return followed;
  }

  /** Looks run one after the other, between two turns. */
  #look(): void {
    if (this.#busy) return;
    this.#busy = true;
    for (let look = this.#looks.shift(); look !== undefined; look = this.#looks.shift()) look();
    this.#busy = false;
  }

  /** A turn is missing. It may still come by itself; then it is asked for. */
  #watchGap(): void {
    if (this.#stopGap !== null) return;
    const ask = (): void => {
      this.#stopGap = null;
      if (this.#inbox.complete || this.#isBehind) return;
      const { term, number: after } = this.#inbox;
      this.#send({ kind: 'missing', follower: this.#id, term, after });
      this.#stopGap = this.#timers.after(this.#settings.retryMs, ask);
    };
    this.#stopGap = this.#timers.after(this.#settings.gapMs, ask);
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
    this.#isBehind ||= term !== this.#inbox.term;
    if (this.#isBehind) {
      this.#inbox.begin(term, number);
      if (!(await this.#catchUp(seq))) return;
    }
    this.#inbox.saw(number);
    this.#tellConnections(true);
    this.#sendAgain(Infinity);
    this.#drain();
    this.#onReady();
  }

  /** Everything up to event `seq` comes from the store. False when it does not have it yet, or could not be read. */
  async #catchUp(seq: number): Promise<boolean> {
    this.#catchingUp = true;
    try {
      this.#isBehind = !(await this.#reach(seq));
    } catch (error) {
      this.#logger.warn({ err: error, tenant: this.tenant }, 'what was missed could not be read yet');
    }
    this.#catchingUp = false;
    // It is sent with the next pulse, so that a store that is away is not asked without a pause.
    if (this.#isBehind) this.#joining ??= this.#newId();
    return !this.#isBehind;
  }

  async #reach(seq: number): Promise<boolean> {
    if (this.#replica === null || seq - this.#replica.seq > this.#settings.replayedEvents) {
      return this.#load(seq);
    }
    while (this.#replica.seq < seq) {
      const turns = await this.#archive.turnsAfter(this.#replica.seq, JOURNAL_PAGE);
      if (turns.length === 0) return false;
      for (const turn of turns) if (!this.#apply(turn)) return false;
    }
    return true;
  }

  async #load(seq: number): Promise<boolean> {
    const loaded = new Replica(await this.#archive.load());
    if (loaded.seq < seq) return false;
    const isFirst = this.#completeAt === -Infinity;
    this.#replica = loaded;
    // As the store has it now; whoever hears of the reset reads it at once.
    this.#completeAt = this.#monotonic();
    if (isFirst) return true;
    this.#logger.warn({ tenant: this.tenant, seq: loaded.seq }, 'turns were skipped');
    // Whether they are among what was skipped is not known here.
    this.#requests.failAll(new OwnerUnreachableError());
    for (const listener of this.#resets) listener({ skipped: true });
    return true;
  }

  // ---- what is asked of the owner

  #tellConnections(compare: boolean): void {
    const replica = this.#replica;
    // Joining tells them anyway.
    if (replica === null) return;
    const connections = this.#connections.all(replica.world.state);
    this.#ask({ ask: 'connections', until: 0, connections, compare });
  }

  #ask(request: NewRequest, waiter: Parameters<OpenRequests['add']>[1] = null): void {
    const now = this.#monotonic();
    const joined = this.#joining === null && !this.#catchingUp;
    const times = { givenUpAt: now + this.#settings.answerMs, sentAt: joined ? now : null };
    const text = this.#requests.add(request, waiter, times);
    if (!joined) return;
    if (this.#outgoing.length === 0) queueMicrotask(() => this.#flush());
    this.#outgoing.push(text);
  }

  #flush(): void {
    const texts = this.#outgoing;
    this.#outgoing = [];
    this.#sendRequests(texts);
  }

  /** Sends what was not sent for so long (ms). */
  #sendAgain(after: number): void {
    const now = this.#monotonic();
    const before = after === Infinity ? Infinity : now - after;
    this.#sendRequests(this.#requests.unsent(before, now, this.#settings.openRequests));
  }

  #sendRequests(texts: readonly string[]): void {
    const { term } = this.#inbox;
    for (let from = 0; from < texts.length; from += REQUESTS_AT_ONCE) {
      const part = texts.slice(from, from + REQUESTS_AT_ONCE);
      const place = { follower: this.#id, term, floor: this.#requests.floor };
      this.#pipe.send(encodeRequests(this.tenant, place, part));
    }
  }

  #send(message: FollowerMessage): void {
    this.#pipe.send(encode(this.tenant, message));
  }

  /** Says that the follower is there, and again what was not answered. */
  #beat(): void {
    if (this.#requests.expire(this.#monotonic())) this.#tellConnections(true);
    this.#settle();
    if (this.#joining !== null) {
      if (!this.#catchingUp) this.#send({ kind: 'join', follower: this.#id, join: this.#joining });
      return;
    }
    if (this.#catchingUp) return;
    const { term } = this.#inbox;
    this.#send({ kind: 'alive', follower: this.#id, term, floor: this.#requests.floor });
    this.#sendAgain(this.#settings.retryMs);
  }
}
