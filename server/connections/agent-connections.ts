/**
 * The connections of agents, whatever protocol they speak. An agent is present as long as there is one; the last
 * one of a sign-in that goes tells the engine, and the agent's grace begins (A9).
 */
import { randomUUID } from 'node:crypto';
import type { GatewayEngine, Origin } from '../engine/contract.ts';
import type { Principal } from '../identity/principal.ts';

/** One connection of an agent, as a gateway hands it over. */
export type AgentConnection = {
  /** Unlike that of every other connection. */
  readonly id: string;
  /** Where it comes from. */
  readonly address: string;
  /** What its program says about itself. */
  readonly userAgent: string;
  /** Who proved to be behind it, as it stands now. */
  readonly principal: () => Principal;
  /** Tells it that a newer sign-in has taken over, and ends it. `userAgent`: that of the newer one. */
  readonly replace: (by: { at: number; userAgent: string }) => void;
  /** Ends it. */
  readonly end: () => void;
};

/** The longest name of a program that is kept. */
const MAX_DEVICE = 300;

/** From where a connection comes, for what stands on record. */
export function originOf({ address, userAgent }: Pick<AgentConnection, 'address' | 'userAgent'>): Origin {
  return { address, device: Array.from(userAgent.replaceAll('\u0000', '')).slice(0, MAX_DEVICE).join('') };
}

/** All connections of agents in this process. */
export class AgentConnections {
  readonly #engine: Pick<GatewayEngine, 'presence'>;
  readonly #byAgent = new Map<string, Set<AgentConnection>>();
  readonly #stop: () => void;

  constructor(engine: Pick<GatewayEngine, 'presence'>) {
    this.#engine = engine;
    this.#stop = engine.presence.watch({ kind: 'agent', has: (agentId, sid) => this.has(agentId, sid) });
  }

  add(connection: AgentConnection): void {
    const { userId } = connection.principal();
    const all = this.#byAgent.get(userId) ?? new Set();
    this.#byAgent.set(userId, all.add(connection));
  }

  /** The connection is gone. */
  remove(connection: AgentConnection): void {
    const { userId: agentId, sid } = connection.principal();
    const all = this.#byAgent.get(agentId);
    if (all?.delete(connection) !== true) return;
    if (all.size === 0) this.#byAgent.delete(agentId);
    if (this.has(agentId, sid)) return;
    this.#engine.presence.tell({ id: randomUUID(), type: 'agent.disconnect', agentId, sid });
  }

  /** Whether the agent has a connection of this sign-in. */
  has(agentId: string, sid: string): boolean {
    return this.ofSignIn(agentId, sid).length > 0;
  }

  /** Oldest first. */
  ofAgent(agentId: string): AgentConnection[] {
    return [...(this.#byAgent.get(agentId) ?? [])];
  }

  ofSignIn(agentId: string, sid: string): AgentConnection[] {
    return this.ofAgent(agentId).filter((connection) => connection.principal().sid === sid);
  }

  close(): void {
    this.#stop();
  }
}
