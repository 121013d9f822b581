import type { DomainEvent } from '../../core/events.ts';
import { lookup } from '../../core/lookup.ts';
import { waitOf } from '../../core/wait.ts';
import type { Wait } from '../../core/wait.ts';
import type { Engine, Turn, View } from '../../engine/contract.ts';
import type { Attachments } from './attachments.ts';
import { queueFrame } from './customer-frames.ts';

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
  readonly #attachments: Attachments;
  /** Sessions with a socket here whose customer waits. */
  readonly #waiting = new Set<string>();
  /** Attachment id of what was last told, so that a reloaded page is told again. */
  readonly #told = new WeakMap<object, string>();
  #timer: NodeJS.Timeout | undefined;
  #lastAt = Number.NEGATIVE_INFINITY;
  #closed = false;

  constructor(engine: Engine, attachments: Attachments) {
    this.#engine = engine;
    this.#attachments = attachments;
  }

  /** A socket has joined: if its customer waits, it is told. */
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
        for (const sessionId of sessions) if (this.#attachments.has(sessionId)) this.#waiting.add(sessionId);
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
    const letters: (() => void)[] = [];
    for (const sessionId of this.#waiting) {
      const found = this.#waitOfSession(view, sessionId);
      if (found === null || !this.#attachments.has(sessionId)) {
        this.#waiting.delete(sessionId);
        continue;
      }
      const frame = queueFrame(found.wait, view.now, { conversationId: found.conversationId, sessionId });
      const { position, expectedMs } = found.wait;
      const figures = `${position}/${expectedMs === null ? 'unknown' : Math.round(expectedMs / 1000)}`;
      for (const to of this.#attachments.ofSession(sessionId)) {
        if (this.#told.get(to) === figures) continue;
        this.#told.set(to, figures);
        letters.push(() => {
          to.deliver(frame);
        });
      }
    }
    return () => {
      for (const letter of letters) letter();
    };
  }

  /** The wait of the customer's own request; null when somebody serves them or nothing is searched for. */
  #waitOfSession(view: View, sessionId: string): { wait: Wait; conversationId: string } | null {
    const { state } = view.world;
    const conversationId = lookup(state.sessions, sessionId)?.conversationId;
    if (conversationId === undefined) return null;
    const conversation = lookup(state.conversations, conversationId);
    for (const taskId of conversation?.taskIds ?? []) {
      if (lookup(state.tasks, taskId)?.direction !== 'INBOUND') continue;
      const wait = waitOf(view.world, taskId);
      if (wait !== null) return { wait, conversationId };
    }
    return null;
  }
}
