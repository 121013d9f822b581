/**
 * The owner's side of the pipe: publishes every committed turn as plain data, carries out what followers ask for,
 * and holds their connections as its own.
 */
import type { Outcome } from '../contract.ts';
import type { RunningEngine } from '../open-engine.ts';
import { failureOf } from './failures.ts';
import { decodeFromFollower, encode, encodeTurns } from './messages.ts';
import type {
  FollowerMessage,
  FollowerRequest,
  OwnerMessage,
  PublishedTurn,
  Settlement,
} from './messages.ts';
import type { OwnerPipe } from './pipe.ts';
import { RemoteConnections } from './remote-connections.ts';
import { RequestLine } from './request-line.ts';
import { PIPE_SETTINGS, systemTimers } from './settings.ts';
import type { PipeSettings, Timers } from './settings.ts';
import { TurnLog } from './turn-log.ts';

/** What of the owner's engine is published. */
export type PublishedEngine = Pick<
  RunningEngine,
  'tenant' | 'term' | 'now' | 'submit' | 'read' | 'onTurn' | 'presence'
>;

export type PublisherOptions = {
  engine: PublishedEngine;
  pipe: OwnerPipe;
  settings?: Partial<PipeSettings>;
  /** Ms that pass; default `performance.now`. */
  monotonic?: () => number;
  timers?: Pick<Timers, 'every'>;
};

/** A follower, as the owner knows it. */
type Follower = { line: RequestLine; connections: RemoteConnections; heardAt: number; lost: boolean };

/** At most so many turns, and about so many characters, go in one message. */
const TURNS_AT_ONCE = 500;
const CHARACTERS_AT_ONCE = 500_000;

export class Publisher {
  readonly #engine: PublishedEngine;
  readonly #pipe: OwnerPipe;
  readonly #settings: PipeSettings;
  readonly #monotonic: () => number;
  readonly #log: TurnLog;
  readonly #followers = new Map<string, Follower>();
  readonly #stops: (() => void)[] = [];
  #number = 0;
  /** Sequence of the last event that was published. */
  #seq = 0;
  /** Turns of the present moment: a batch is committed as a whole, and goes out as a whole. */
  #outgoing: string[] = [];
  #closed = false;

  private constructor(options: PublisherOptions) {
    this.#engine = options.engine;
    this.#pipe = options.pipe;
    this.#settings = { ...PIPE_SETTINGS, ...options.settings };
    this.#monotonic = options.monotonic ?? (() => performance.now());
    this.#log = new TurnLog(this.#settings.keptTurns, this.#settings.keptCharacters);
  }

  /** Publishes from now on. One publisher per engine: its turns are numbered anew. */
  static async open(options: PublisherOptions): Promise<Publisher> {
    const publisher = new Publisher(options);
    const { engine, pipe, timers = systemTimers } = options;
    // Subscribed in the very look that sees where the turns begin.
    await engine.read(({ world }) => {
      publisher.#seq = world.state.seq;
      publisher.#subscribe();
    });
    publisher.#stops.push(
      pipe.onMessage((text) => {
        const message = decodeFromFollower(engine.tenant, text);
        if (message !== null) publisher.#hear(message);
      }),
      timers.every(publisher.#settings.pulseMs, () => publisher.#beat()),
    );
    publisher.#beat();
    return publisher;
  }

  /** Publishes nothing more. Followers wait for the next owner. */
  close(): void {
    if (this.#closed) return;
    this.#flush();
    this.#closed = true;
    for (const stop of this.#stops.splice(0)) stop();
    for (const { connections } of this.#followers.values()) connections.forget();
    this.#followers.clear();
  }

  #subscribe(): void {
    const stop = this.#engine.onTurn(({ cause, events, signals, content, now }) => () => {
      this.#number += 1;
      const turn: PublishedTurn = {
        number: this.#number,
        after: this.#seq,
        cause,
        events: [...events],
        signals: [...signals],
        content: events.length > 0 ? content : {},
        now,
      };
      this.#seq = events.at(-1)?.seq ?? this.#seq;
      const text = JSON.stringify(turn);
      this.#log.add(text);
      if (this.#outgoing.length === 0) queueMicrotask(() => this.#flush());
      this.#outgoing.push(text);
    });
    this.#stops.push(stop);
  }

  #flush(): void {
    if (this.#closed) return;
    const turns = this.#outgoing;
    this.#outgoing = [];
    for (const part of parts(turns)) {
      const { tenant, term } = this.#engine;
      this.#pipe.broadcast(encodeTurns(tenant, term, this.#engine.now(), part));
    }
  }

  #beat(): void {
    const { lostMs, forgetMs } = this.#settings;
    const now = this.#monotonic();
    const message = { kind: 'pulse', ...this.#place(), number: this.#number, seq: this.#seq } as const;
    this.#pipe.broadcast(encode(this.#engine.tenant, message));
    for (const [id, follower] of this.#followers) {
      const silent = now - follower.heardAt;
      if (!follower.lost && silent > lostMs) lose(follower);
      if (silent > forgetMs) this.#forget(id);
    }
  }

  #hear(message: FollowerMessage): void {
    if (this.#closed) return;
    const id = message.follower;
    if (message.kind === 'join') {
      this.#welcome(id, message.join);
      return;
    }
    const follower = this.#followers.get(id);
    if (message.kind === 'leave') {
      if (follower !== undefined) lose(follower);
      return;
    }
    // Whose connections were given up has to say again which there are.
    if (follower === undefined || follower.lost || message.term !== this.#engine.term) {
      this.#send(id, { kind: 'stranger', ...this.#place() });
      return;
    }
    follower.heardAt = this.#monotonic();
    switch (message.kind) {
      case 'alive':
        follower.line.take(message.floor, []);
        return;
      case 'requests':
        follower.line.take(message.floor, message.requests);
        return;
      case 'missing':
        this.#repeat(id, message.after);
        return;
    }
  }

  #welcome(id: string, join: string): void {
    const follower = this.#followers.get(id) ?? this.#meet(id);
    this.#followers.set(id, follower);
    follower.heardAt = this.#monotonic();
    follower.lost = false;
    this.#flush();
    this.#send(id, { kind: 'welcome', ...this.#place(), join, number: this.#number, seq: this.#seq });
  }

  #meet(id: string): Follower {
    const connections = new RemoteConnections(this.#engine.presence);
    const line: RequestLine = new RequestLine(
      {
        run: (request) => this.#run(request, id, line, connections),
        answer: (n, settlement) => this.#send(id, { kind: 'settled', ...this.#place(), n, settlement }),
      },
      this.#settings.openRequests,
    );
    return { line, connections, heardAt: this.#monotonic(), lost: false };
  }

  #forget(id: string): void {
    this.#followers.get(id)?.connections.forget();
    this.#followers.delete(id);
  }

  #repeat(id: string, after: number): void {
    const turns = this.#log.after(after, TURNS_AT_ONCE);
    if (turns === null) {
      this.#send(id, { kind: 'gone', ...this.#place(), after });
      return;
    }
    const { tenant, term } = this.#engine;
    for (const part of parts(turns)) {
      this.#pipe.send(id, encodeTurns(tenant, term, this.#engine.now(), part));
    }
  }

  #run(request: FollowerRequest, id: string, line: RequestLine, connections: RemoteConnections): void {
    const { n } = request;
    const settle = (settlement: Settlement): void => {
      line.settle(n, settlement);
      this.#send(id, { kind: 'settled', ...this.#place(), n, settlement });
    };
    if (request.ask === 'connections') {
      connections.replace(request.connections);
      if (request.compare) this.#engine.presence.compare();
      settle({ as: 'noted' });
      return;
    }
    if (request.ask === 'presence' || request.held) connections.note(request.command, request.held);
    if (request.ask === 'presence') {
      this.#engine.presence.tell(request.command);
      settle({ as: 'noted' });
      return;
    }
    if (this.#engine.now() > request.until) {
      settle({ as: 'failed', error: 'late' });
      return;
    }
    this.#engine.submit(request.command, request.content).then(
      (outcome) => {
        const settlement = this.#settlementOf(outcome);
        // The published turn is the answer; this one is for a follower that asks again.
        if (settlement.as === 'accepted') line.settle(n, settlement);
        else settle(settlement);
      },
      (error: unknown) => settle({ as: 'failed', error: failureOf(error) }),
    );
  }

  #settlementOf(outcome: Outcome): Settlement {
    if (!outcome.ok) return { as: 'refused', seq: this.#seq, rejection: outcome.rejection };
    const events = [...outcome.events];
    return { as: 'accepted', seq: events.at(-1)?.seq ?? this.#seq, events, signals: [...outcome.signals] };
  }

  #place(): { term: number; now: number } {
    return { term: this.#engine.term, now: this.#engine.now() };
  }

  #send(id: string, message: OwnerMessage): void {
    if (!this.#closed) this.#pipe.send(id, encode(this.#engine.tenant, message));
  }
}

/** Nobody is connected there any more. What it has asked for is remembered: the same may come again. */
function lose(follower: Follower): void {
  follower.lost = true;
  follower.connections.lose();
}

/** Turns in messages that are not too large. */
function* parts(turns: readonly string[]): Generator<readonly string[]> {
  let from = 0;
  let characters = 0;
  for (const [at, { length }] of turns.entries()) {
    if (at > from && (characters + length > CHARACTERS_AT_ONCE || at - from >= TURNS_AT_ONCE)) {
      yield turns.slice(from, at);
      from = at;
      characters = 0;
    }
    characters += length;
  }
  if (from < turns.length) yield turns.slice(from);
}
