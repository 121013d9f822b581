/**
 * What the engine offers to gateways. Nothing else reaches the core.
 *
 * Order is the promise: commands and reads pass one mailbox per tenant; whatever a turn or a read makes known
 * to the outside is made known after the commit that made it durable, in mailbox order.
 */
import type { Command } from '../core/commands.ts';
import type { DomainEvent, Signal } from '../core/events.ts';
import type { Rejection } from '../core/rejections.ts';
import type { World } from '../core/world.ts';
import type { Json, JsonObject } from '../store/json.ts';
import type { CustomerRecord, Origin, SessionRecord } from '../store/records.ts';
import type { PresenceCommand, PresenceSource } from './presence-source.ts';

export type { Json, JsonObject, CustomerRecord, Origin, SessionRecord };

/** The parts of a command that are personal: they go to the store beside the events, in the same commit. */
export type Content = {
  /** Message id → `{header, body}` as it will be delivered, or as it was entered for a wrap-up so far. */
  messages?: Record<string, JsonObject>;
  customers?: Record<string, CustomerRecord>;
  sessions?: Record<string, SessionRecord>;
  /**
   * Agent id → the name by which the customer shall know an agent who joins. It is told with the turn and not stored; the
   * agent's messages carry it.
   */
  nicknames?: Record<string, string>;
  /** Agent id → from where a supervisor comes who begins to monitor. It stands in the supervision record. */
  origins?: Record<string, Origin>;
};

/** What an agent has entered for a wrap-up that is not submitted yet. */
export type EnteredRecord = { messageId: string; content: JsonObject };

/** Personal data of what is open now, in memory: loaded at start, kept in step by every turn. */
export interface Records {
  customer(id: string): CustomerRecord | undefined;
  session(id: string): SessionRecord | undefined;
  /** All sessions that an open conversation has had, the latest last as far as this process has seen them begin. */
  sessionsOf(conversationId: string): readonly string[];
  enteredWrapup(taskId: string): EnteredRecord | undefined;
  /** The text that came with a request for another agent. */
  note(noteId: string): string | undefined;
}

export type View = { world: World; records: Records; now: number };

/** What one command has caused. `world` is as the command left it. */
export type Turn = View & {
  /** Id of the command. The command itself is not told: the journal, from which turns are repeated, has only its id. */
  cause: string;
  events: readonly DomainEvent[];
  signals: readonly Signal[];
  content: Content;
};

/** What to do once the turn is durable: send frames, wake somebody. Must not throw. */
export type Delivery = () => void;

export type Outcome =
  | { ok: true; events: readonly DomainEvent[]; signals: readonly Signal[] }
  | { ok: false; rejection: Rejection };

export interface Engine {
  readonly tenant: string;
  /** The engine's time, epoch ms: that of every deadline and event. It passes whatever is done to the wall clock. */
  now(): number;
  /**
   * Lets a command happen. Resolves after the commit and after every delivery of its turn in this process, so that
   * a later read shows its effect.
   * Rejects with `EngineClosedError` when the engine stops, `OwnershipLostError` when another node took over,
   * `CommitFailedError` when the store refused the batch (nothing happened, nothing was published),
   * `OwnerUnreachableError` when a follower got no answer (it may have happened).
   */
  submit(command: Command, content?: Content): Promise<Outcome>;
  /**
   * Looks at the world in mailbox order. `look` runs synchronously between two turns: whoever registers for
   * deliveries in it misses nothing after and gets nothing from before. Resolves once all it saw is durable.
   * Only what was acknowledged is promised to be seen: a command that is still on its way may come before or after.
   * Rejects with `ReplicaStaleError` when a follower does not know any more what is going on.
   */
  read<T>(look: (view: View) => T): Promise<T>;
  /**
   * Calls `prepare` for every accepted turn, in order, each once; its delivery runs after the commit. The owner
   * prepares before the commit, a follower after it.
   */
  onTurn(prepare: (turn: Turn) => Delivery | undefined): () => void;
  close(): Promise<void>;
}

/** Whose connections there are. The core is kept in step with them. */
export interface ConnectionWatch {
  /** From now on the comparison asks `source`, too. The result ends that. */
  watch(source: PresenceSource): () => void;
  /** A connection has come or gone, the last one of its kind in this process. */
  tell(command: PresenceCommand): void;
  /** Compares soon, and again until core and connections agree. */
  compare(): void;
}

/** Why the state did not come about turn by turn. */
export type Reset = {
  /**
   * Turns have happened of which no subscriber has heard: what clients have been told has a gap, so their
   * connections have to begin anew.
   */
  skipped: boolean;
};

/** An engine as gateways have it, on the owner and on a follower alike. */
export interface GatewayEngine extends Engine {
  readonly presence: ConnectionWatch;
  /**
   * Calls `listener` after the state was replaced. On the owner a commit had failed: turns that were prepared but
   * not delivered have not happened. A follower was too far behind. Whoever keeps something of its own since
   * `prepare` has to look again.
   */
  onReset(listener: (reset: Reset) => void): () => void;
}
