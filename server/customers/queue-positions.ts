import type { DomainEvent } from '../core/events.ts';
import { lookup } from '../core/lookup.ts';
import { hasPrimary } from '../core/participant.ts';
import { waitOf } from '../core/wait.ts';
import type { Wait } from '../core/wait.ts';
import type { Engine, Turn, View } from '../engine/contract.ts';
import type { CustomerConnections } from './customer-connections.ts';

/** What moves a queue: who waits in it, and who works for it. */
const MOVES: ReadonlySet<DomainEvent['type']> = new Set([
  'task.queued',
  'task.offered',
  'task.accepted',
  'task.closed',
  'agent.signedIn',
  'agent.signedOut',
  'agent.connected',
  'agent.disconnected',
  'agent.mrdStateChanged',
  'configured',
]);

/** A customer hears of the queue at most this often (ms). */
const EVERY_MS = 1_000;

/**
 * Tells waiting customers their place and the expected wait (D27), only what has changed, and at most
 * once a second however fast the queue moves.
 */
export class QueuePositions {
  readonly #engine: Engine;
  readonly #connections: CustomerConnections;
  /** Sessions with a connection here whose customer waits. */
  readonly #waiting = new Set<string>();
  /** What each connection was last told, so that a reloaded page is told again. */
  readonly #lastSent = new WeakMap<object, string>();
  #timer: NodeJS.Timeout | undefined;
  #lastAt = Number.NEGATIVE_INFINITY;
  #closed = false;

  constructor(engine: Engine, connections: CustomerConnections) {
    this.#engine = engine;
    this.#connections = connections;
  }

  /** A connection has joined: if its customer waits, it is told. */
  watch(sessionId: string): void {
    this.#waiting.add(sessionId);
    this.#soon();
  }

  /** For `engine.onTurn`. */
  notice(turn: Turn): void {
    let moved = false;
    for (const event of turn.events) {
      if (MOVES.has(event.type)) moved = true;
      if (event.type === 'task.queued') {
        const sessions = lookup(turn.world.state.conversations, event.task.conversationId)?.sessionIds ?? [];
        for (const sessionId of sessions) if (this.#connections.has(sessionId)) this.#waiting.add(sessionId);
      }
    }
    if (moved && this.#waiting.size > 0) this.#soon();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  #soon(): void {
    if (this.#closed || this.#timer !== undefined) return;
    const pause = Math.max(0, this.#lastAt + EVERY_MS - performance.now());
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#lastAt = performance.now();
      // A failed read means that the engine stops or starts anew; the next move tries again.
      this.#engine
        .read((view) => this.#look(view))
        .then(
          (deliver) => {
            deliver();
          },
          () => {},
        );
    }, pause);
  }

  #look(view: View): () => void {
    const deliveries: (() => void)[] = [];
    for (const sessionId of this.#waiting) {
      const found = this.#waitOfSession(view, sessionId);
      if (found === null || !this.#connections.has(sessionId)) {
        this.#waiting.delete(sessionId);
        continue;
      }
      const { position, expectedMs } = found.wait;
      const figures = `${position}/${expectedMs === null ? 'unknown' : Math.round(expectedMs / 1000)}`;
      const isNew = (connection: object): boolean => {
        if (this.#lastSent.get(connection) === figures) return false;
        this.#lastSent.set(connection, figures);
        return true;
      };
      const place = { conversationId: found.conversationId, sessionId };
      for (const protocol of this.#connections.protocols) {
        for (const { deliver } of protocol.wait(isNew, found.wait, view.now, place)) deliveries.push(deliver);
      }
    }
    return () => {
      for (const deliver of deliveries) deliver();
    };
  }

  /** The wait of the customer's own request; null when somebody serves them or nothing is searched for. */
  #waitOfSession(view: View, sessionId: string): { wait: Wait; conversationId: string } | null {
    const { state } = view.world;
    const conversationId = lookup(state.sessions, sessionId)?.conversationId;
    if (conversationId === undefined) return null;
    const conversation = lookup(state.conversations, conversationId);
    const isServed = conversation !== undefined && hasPrimary(conversation);
    for (const taskId of conversation?.taskIds ?? []) {
      const direction = lookup(state.tasks, taskId)?.direction;
      const isOwn = direction === 'INBOUND' || (direction === 'DIRECT_TRANSFER' && !isServed);
      if (!isOwn) continue;
      const wait = waitOf(view.world, taskId);
      if (wait !== null) return { wait, conversationId };
    }
    return null;
  }
}
