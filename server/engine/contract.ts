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
import type { CustomerRecord, SessionRecord } from '../store/records.ts';

export type { Json, JsonObject, CustomerRecord, SessionRecord };

/** The parts of a command that are personal: they go to the store beside the events, in the same commit. */
export type Content = {
  /** Message id → `{header, body}` as it will be delivered, or as it was entered for a wrap-up so far. */
  messages?: Record<string, JsonObject>;
  customers?: Record<string, CustomerRecord>;
  sessions?: Record<string, SessionRecord>;
};

/** What an agent has entered for a wrap-up that is not submitted yet. */
export type EnteredRecord = { messageId: string; content: JsonObject };

/** Personal data of what is open now, in memory: loaded at start, kept in step by every turn. */
export interface Records {
  customer(id: string): CustomerRecord | undefined;
  session(id: string): SessionRecord | undefined;
  enteredWrapup(taskId: string): EnteredRecord | undefined;
}

export type View = { world: World; records: Records; now: number };

/** One decided command, before its commit. `world` is as the command left it. */
export type Turn = View & {
  command: Command;
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
   * Lets a command happen. Resolves after the commit and after every delivery of its turn.
   * Rejects with `EngineClosedError` when the engine stops, `OwnershipLostError` when another node took over,
   * `CommitFailedError` when the store refused the batch (nothing happened, nothing was published).
   */
  submit(command: Command, content?: Content): Promise<Outcome>;
  /**
   * Looks at the world in mailbox order. `look` runs synchronously between two turns: whoever registers for
   * deliveries in it misses nothing after and gets nothing from before. Resolves once all it saw is durable.
   */
  read<T>(look: (view: View) => T): Promise<T>;
  /** Calls `prepare` for every accepted turn, in order, before the commit; its delivery runs after it. */
  onTurn(prepare: (turn: Turn) => Delivery | undefined): () => void;
  close(): Promise<void>;
}
