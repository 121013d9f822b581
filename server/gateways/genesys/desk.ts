/**
 * What one sign-in has here: the clients that poll for it, and whether its agent works by it. To the contact centre all of
 * them are one connection, which is there as long as one client is.
 */
import type { AgentConnection } from '../../connections/agent-connections.ts';
import type { Principal } from '../../identity/principal.ts';
import type { BayeuxClient } from './bayeux/client.ts';
import { InteractionMemory } from './interactions/memory.ts';
import { heardOn, type Notification } from './bayeux/topics.ts';
import { readerAt, type Reader } from './reader.ts';

/** A client with the origin by which it reaches us. */
export type DeskClient = { client: BayeuxClient; origin: string };

/** The contact centre's name of the work of a sign-in: the sign-in itself goes on when the work ends. */
export function workOf(sid: string): string {
  return `${sid}.work`;
}

export class AgentDesk {
  readonly agentId: string;
  readonly sid: string;
  /** What the contact centre knows as the agent's sign-in. */
  readonly workSid: string;
  /** By id. */
  readonly clients = new Map<string, DeskClient>();
  /** Whether the agent works by this sign-in. */
  working = false;
  /** As the contact centre counts it; null: it does not, or not any more. */
  connection: AgentConnection | null = null;
  readonly from: { address: string; userAgent: string };
  /** The agent ends the work by themselves: the sign-in goes on. */
  goingHome = false;
  /** What was told of the channels last, as JSON. */
  channelsTold: string | null = null;
  /** How often it was told. */
  channelsCount = 0;
  /** What was told of interactions. */
  readonly interactions = new InteractionMemory();
  #principal: Principal;
  #lease: NodeJS.Timeout | null = null;

  constructor(principal: Principal, from: { address: string; userAgent: string }) {
    this.#principal = principal;
    this.from = from;
    this.agentId = principal.userId;
    this.sid = principal.sid;
    this.workSid = workOf(principal.sid);
  }

  get principal(): Principal {
    return this.#principal;
  }

  renew(principal: Principal): void {
    this.#principal = principal;
  }

  /** Whether anybody is there: a client that polls, or one that has a moment to begin. */
  get isPresent(): boolean {
    if (this.#lease !== null) return true;
    for (const { client } of this.clients.values()) if (!client.isAway) return true;
    return false;
  }

  /** For `ms` the agent counts as present without a client. */
  lend(ms: number, over: () => void): void {
    if (this.#lease !== null) clearTimeout(this.#lease);
    this.#lease = setTimeout(() => {
      this.#lease = null;
      over();
    }, ms);
    this.#lease.unref();
  }

  /** Nothing more is waited for. */
  stopLending(): void {
    if (this.#lease !== null) clearTimeout(this.#lease);
    this.#lease = null;
  }

  /** Tells every client that listens, each with the addresses by which it reaches us, and what the agent may see. */
  say(notificationFor: (reader: Reader) => Notification): void {
    const made = new Map<string, Notification>();
    for (const { client, origin } of this.clients.values()) {
      const notification = made.get(origin) ?? notificationFor(readerAt(origin, this.#principal));
      made.set(origin, notification);
      for (const message of heardOn(client.topics, notification)) client.say(message);
    }
  }
}
