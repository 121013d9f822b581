/**
 * One contact centre with a model of the engine around it: a mailbox that batches, a journal that a commit
 * appends to, snapshots, crashes that lose what was not committed, clients that are told what was.
 */
import type { Command } from '../core/commands.ts';
import type { Config } from '../core/config.ts';
import type { DomainEvent } from '../core/events.ts';
import type { DeadlineKind } from '../core/index/types.ts';
import type { State } from '../core/state.ts';
import type { World } from '../core/world.ts';
import type { Core } from './core.ts';
import type { ConversationView } from './desk.ts';
import type { TenantName } from './history.ts';
import { Audience } from './audience.ts';
import { checkHandedOn } from './checks/acting.ts';
import { checkAudiences } from './checks/audience.ts';
import { checkDeadlines } from './checks/deadlines.ts';
import { checkNumbers, checkPrivacy, checkTenant } from './checks/delivery.ts';
import { checkRevoked, listeners } from './checks/oversight.ts';
import { checkLabels, checkNobodyWaitsInVain, checkOffer } from './checks/routing.ts';
import { checkState, earliestDeadline } from './checks/state.ts';
import { checkTransition } from './checks/transitions.ts';
import { loadDesk, viewConversation } from './desk.ts';
import { difference } from './difference.ts';
import { enter } from './enter.ts';
import { createLedger } from './ledger.ts';
import { TaskNames } from './task-names.ts';
import { demand, Violation } from './violation.ts';

/** A decided command that waits for its commit, its events as they will be written. */
type DecidedCommand = {
  events: readonly DomainEvent[];
  lines: string[];
  /** Deadlines up to here were served before the turn, and after it. */
  served: { before: number; after: number };
  joined: Map<string, ConversationView>;
};

/** The id of nothing. */
const ORPHAN = 'orphan';

/**
 * So many events after a snapshot the next is taken, as the engine does it, and so many are replayed by a restart in the
 * middle: a longer journal is read from its first line at the end alone, so that a long history takes as long as its steps.
 */
const SNAPSHOT_EVERY = 10_000;

export class TenantRun {
  readonly name: TenantName;
  readonly ledger = createLedger();
  readonly audience = new Audience();
  readonly taskNames = new TaskNames();
  /** Ids that were born here. */
  readonly born = new Set<string>();
  /** Commands decided and refused, for the summary. */
  readonly counts = { accepted: 0, refused: 0, events: 0, crashes: 0 };
  /** The kinds of commands that were accepted, and of the events that followed. */
  readonly kinds = new Set<string>();
  readonly #core: Core;
  readonly #journal: string[] = [];
  #world: World;
  /** The same contact centre, rebuilt event by event from what the journal says (I8). */
  #replica: World;
  #snapshot: { text: string; events: number } | null = null;
  readonly #sameConfig = new WeakMap<Config, Config>();
  #batch: DecidedCommand[] = [];
  #overfull = new Set<string>();
  /** Deadlines up to here are served, in memory and durably. */
  #servedTo = 0;
  #servedDurably = 0;

  constructor(core: Core, name: TenantName) {
    this.#core = core;
    this.name = name;
    this.#world = core.createWorld(name);
    this.#replica = core.createWorld(name);
  }

  get state(): State {
    return this.#world.state;
  }

  get nextDeadline(): number | null {
    return this.#core.nextDeadline(this.#world);
  }

  get uncommitted(): number {
    return this.#batch.length;
  }

  /** Decides a command and checks what came of it; true when it was accepted. */
  command(command: Command, at: number): boolean {
    const before = this.#world.state.seq;
    // A clock that went back is taken to stand still, where the last fact left it.
    this.#servedTo = Math.min(this.#servedTo, Math.max(at, this.#world.state.clock));
    const servedBefore = this.#servedTo;
    const listened = command.type === 'configure' ? listeners(this.#world.state) : null;
    let decision;
    try {
      decision = this.#core.decide(this.#world, command, at);
    } catch (error) {
      throw new Violation('CRASH', `${command.type}: ${error instanceof Error ? (error.stack ?? '') : ''}`);
    }
    if (command.type === 'tick') this.#checkServed(Math.max(at, this.#world.state.clock));
    if (!decision.ok) {
      this.counts.refused += 1;
      demand(
        this.#world.state.seq === before,
        'I8',
        () => `${command.type} was refused with ${decision.rejection.code} and has changed the state`,
      );
    } else {
      this.counts.accepted += 1;
      this.kinds.add(command.type);
      this.#hold(decision.events, servedBefore);
      if (listened !== null) checkRevoked(listened, this.#world.state);
    }
    if (command.type === 'configure' || command.type === 'agent.connect') this.#findOverfull();
    return decision.ok;
  }

  /** I1 and I2 over the state as it is, and that the engine will be woken for all that is due in it (I5). */
  checkState(): void {
    const { state } = this.#world;
    checkState(state, (agentId, mrdId) => this.#overfull.has(`${agentId} ${mrdId}`));
    checkLabels(this.ledger);
    checkDeadlines(this.#world, ORPHAN);
    const earliest = earliestDeadline(state);
    const next = this.nextDeadline;
    demand(
      earliest === null || (next !== null && next <= earliest.at),
      'I5',
      () => `${String(earliest?.whose)} is due at ${String(earliest?.at)}, the next tick at ${String(next)}`,
    );
  }

  /** A deadline whose subject is gone: a tick has to let go of it and to serve the others. */
  orphan(kind: DeadlineKind, dueIn: number): void {
    const { deadlines } = this.#world.index;
    if (deadlines.bySubject[kind].has(ORPHAN)) return;
    const deadline = { at: this.#world.state.clock + dueIn, kind, order: 0, id: ORPHAN };
    deadlines.bySubject[kind].set(ORPHAN, deadline);
    deadlines.ordered.insert(deadline);
  }

  /** Makes the batch durable, publishes it, and checks what everybody has now. */
  commit(isForeign: (id: string) => boolean): void {
    const published: DomainEvent[] = [];
    for (const turn of this.#batch) {
      const events = turn.lines.map((line, index) => {
        demand(
          line === JSON.stringify(turn.events[index]),
          'I8',
          () => `an event changed between its decision and its commit: ${line}`,
        );
        return JSON.parse(line) as DomainEvent;
      });
      for (const event of events) this.#record(event, turn.served.before, isForeign);
      checkHandedOn(this.ledger, events);
      if (events.length > 0) checkNobodyWaitsInVain(this.ledger, turn.served.after);
      this.#servedDurably = turn.served.after;
      this.#journal.push(...turn.lines);
      this.counts.events += events.length;
      for (const { type } of events) this.kinds.add(type);
      this.audience.publish(events, turn.joined, this.#world.state);
      published.push(...events);
    }
    this.#batch = [];
    this.#checkReplica(this.#replica.state, 'the journal');
    if (published.length > 0) this.audience.check(published, this.#world.state);
    if (this.#journal.length - (this.#snapshot?.events ?? 0) >= SNAPSHOT_EVERY) this.#takeSnapshot();
  }

  /** The process dies: what was not committed never happened. */
  crash(): void {
    this.counts.crashes += 1;
    this.#batch = [];
    this.taskNames.forgetAfter(this.ledger.seq);
    this.#rebuild('snapshot');
  }

  restart(from: 'snapshot' | 'journal', isForeign: (id: string) => boolean): void {
    this.commit(isForeign);
    this.#rebuild(from);
  }

  /** Writes the state down, as the engine does after a commit. */
  snapshot(isForeign: (id: string) => boolean): void {
    this.commit(isForeign);
    this.#takeSnapshot();
  }

  /** I8 against the whole journal, read from its first line. */
  checkWholeJournal(): void {
    const world = this.#core.createWorld(this.name);
    for (const line of this.#journal) this.#core.evolve(world, JSON.parse(line) as DomainEvent);
    const found = difference(world.state, this.#world.state);
    demand(
      found === null,
      'I8',
      () => `the replay of ${this.#journal.length} events differs: ${String(found)}`,
    );
  }

  /**
   * The last evening: everybody goes, every deadline passes. Then the books balance: each task that began has ended,
   * and nothing is left of conversations, sessions and deadlines.
   */
  closeForGood(): void {
    const { state } = this.#world;
    const id = (what: string) => `closing-${what}`;
    for (const sessionId of Object.keys(state.sessions)) {
      if (!Object.hasOwn(state.sessions, sessionId)) continue;
      this.command({ type: 'session.end', id: id(sessionId), sessionId, reason: 'CUSTOMER' }, state.clock);
    }
    for (const agent of Object.values(state.agents)) {
      if (agent.state === 'LOGOUT') continue;
      const { id: agentId } = agent;
      this.command(
        { type: 'agent.logout', id: id(agentId), agentId, sid: null, reasonId: null },
        state.clock,
      );
    }
    for (let ticks = 0; this.nextDeadline !== null && ticks < 100; ticks += 1) {
      this.command({ type: 'tick', id: id(`tick-${ticks}`) }, this.nextDeadline);
    }
    this.commit(() => false);
    const { tasks, conversations, sessions } = state;
    const left = { tasks, conversations, sessions };
    for (const [what, record] of Object.entries(left)) {
      demand(
        Object.keys(record).length === 0,
        'I1',
        () => `everybody has gone, and ${what} are left: ${Object.keys(record).join(', ')}`,
      );
    }
    demand(this.nextDeadline === null, 'I5', () => 'everybody has gone, and a deadline is left');
    const { begun, closed } = this.ledger;
    demand(begun === closed, 'I1', () => `${begun} tasks began, ${closed} were closed`);
  }

  /** I9: nothing that happened elsewhere was felt here. */
  checkUntouched(): void {
    if (this.#batch.length === 0) this.#checkReplica(this.#replica.state, 'what was here');
  }

  /** I11 for one desk, all of it: it has just come back. */
  checkDesk(agentId: string): void {
    const desk = this.audience.desks.get(agentId);
    const fresh = loadDesk(this.#world.state, agentId);
    if (desk?.online !== true || fresh === null) return;
    const found =
      difference(desk.agent, fresh.agent) ??
      difference(Object.fromEntries(desk.conversations), Object.fromEntries(fresh.conversations));
    demand(
      found === null,
      'I11',
      () => `the desk of ${agentId} came back with another picture: ${String(found)}`,
    );
  }

  #hold(events: readonly DomainEvent[], servedBefore: number): void {
    const joined = new Map<string, ConversationView>();
    for (const event of events) {
      if (event.type === 'task.queued') this.taskNames.add(event.task, event.seq);
      if (event.type !== 'participant.joined' || event.participant.kind !== 'AGENT') continue;
      const view = viewConversation(this.#world.state, event.conversationId);
      if (view !== null) joined.set(event.conversationId, view);
    }
    checkAudiences(this.#world.state, events, this.#core.audiences(this.#world.state, events));
    const lines = events.map((event) => JSON.stringify(event));
    this.#batch.push({ events, lines, served: { before: servedBefore, after: this.#servedTo }, joined });
  }

  #record(event: DomainEvent, servedTo: number, isForeign: (id: string) => boolean): void {
    checkNumbers(this.ledger, event);
    checkTenant(event, isForeign);
    checkTransition(this.ledger, event);
    checkPrivacy(this.ledger, event);
    if (event.type === 'task.offered') checkOffer(this.ledger, event, servedTo);
    if (event.type === 'task.queued') {
      this.born.add(event.task.id);
      this.born.add(event.task.requestId);
    }
    enter(this.ledger, event);
    this.#core.evolve(this.#replica, event);
  }

  #takeSnapshot(): void {
    this.#snapshot = { text: JSON.stringify(this.#world.state), events: this.#journal.length };
  }

  /** I5 after a tick: nothing that was due is left, and the engine will be woken for what comes. */
  #checkServed(now: number): void {
    this.#servedTo = Math.max(this.#servedTo, now);
    const left = earliestDeadline(this.#world.state);
    demand(
      left === null || left.at > now,
      'I5',
      () => `the tick of ${now} left ${String(left?.whose)}, due at ${String(left?.at)}`,
    );
    const next = this.nextDeadline;
    demand(
      next === null || next > now,
      'I5',
      () => `after the tick of ${now} the next one is due at ${String(next)}`,
    );
  }

  /** A maximum may be lowered under the work in hand, which then is let finish. */
  #findOverfull(): void {
    this.#overfull = new Set();
    for (const agent of Object.values(this.#world.state.agents)) {
      for (const mrd of Object.values(agent.mrds)) {
        if (mrd.live > mrd.max) this.#overfull.add(`${agent.id} ${mrd.mrdId}`);
      }
    }
  }

  #checkReplica(replica: State, what: string): void {
    const { config, ...live } = this.#world.state;
    const { config: known, ...rest } = replica;
    // A configuration is large and never changes: it is compared once.
    if (this.#sameConfig.get(config) !== known) {
      const found = difference(known, config);
      demand(found === null, 'I8', () => `${what} gives another configuration: ${String(found)}`);
      this.#sameConfig.set(config, known);
    }
    const found = difference(rest, live);
    demand(found === null, 'I8', () => `${what} gives another state: ${String(found)}`);
  }

  #rebuild(from: 'snapshot' | 'journal'): void {
    const isLong = this.#journal.length > SNAPSHOT_EVERY;
    const snapshot = from === 'snapshot' || isLong ? this.#snapshot : null;
    const world =
      snapshot === null
        ? this.#core.createWorld(this.name)
        : this.#core.loadWorld(JSON.parse(snapshot.text) as State);
    for (const line of this.#journal.slice(snapshot?.events ?? 0)) {
      this.#core.evolve(world, JSON.parse(line) as DomainEvent);
    }
    this.#world = world;
    this.#checkReplica(this.#replica.state, `a restart from the ${from}`);
    // A task that had ended in what is lost is held again, also under a maximum that was lowered before.
    this.#findOverfull();
    // What a lost tick served is to be served again.
    this.#servedTo = this.#servedDurably;
    const [kept, rebuilt] = [this.#core.nextDeadline(this.#replica), this.nextDeadline];
    demand(
      kept === rebuilt,
      'I5',
      () => `the next tick was due at ${String(kept)}, after a restart at ${String(rebuilt)}`,
    );
  }
}
