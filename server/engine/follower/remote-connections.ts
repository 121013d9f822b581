import type { Command } from '../../core/commands.ts';
import type { ConnectionWatch } from '../contract.ts';
import type { PresenceSource } from '../presence-source.ts';
import type { Connections } from './messages.ts';

const agentKey = (agentId: string, sid: string): string => `${agentId}\n${sid}`;

/** The connections that one follower holds, as the owner knows them: compared with the core like those of its own. */
export class RemoteConnections {
  readonly #presence: ConnectionWatch;
  readonly #agents = new Set<string>();
  readonly #sessions = new Set<string>();
  #stops: (() => void)[] = [];

  constructor(presence: ConnectionWatch) {
    this.#presence = presence;
  }

  /** Everything the follower holds. A kind of which it has no gateway is left to others. */
  replace({ agents, sessions }: Connections): void {
    this.#stop();
    this.#agents.clear();
    this.#sessions.clear();
    for (const [agentId, sid] of agents ?? []) this.#agents.add(agentKey(agentId, sid));
    for (const sessionId of sessions ?? []) this.#sessions.add(sessionId);
    if (agents !== null) {
      this.#watch({ kind: 'agent', has: (agentId, sid) => this.#agents.has(agentKey(agentId, sid)) });
    }
    if (sessions !== null) {
      this.#watch({ kind: 'session', has: (sessionId) => this.#sessions.has(sessionId) });
    }
  }

  /** The follower holds the connection that `command` is about, or holds it no more. */
  note(command: Command, held: boolean): void {
    if (command.type === 'agent.connect' || command.type === 'agent.disconnect') {
      change(this.#agents, agentKey(command.agentId, command.sid), held);
    } else if ('sessionId' in command) {
      change(this.#sessions, command.sessionId, held);
    }
  }

  /** The follower is gone, and its connections with it. */
  lose(): void {
    const held = this.#agents.size + this.#sessions.size > 0;
    // Whoever was connected there is compared with what is left; without a source nobody would be.
    this.#agents.clear();
    this.#sessions.clear();
    if (held) this.#presence.compare();
  }

  /** Nothing is known of the follower any more. */
  forget(): void {
    this.#stop();
  }

  #watch(source: PresenceSource): void {
    this.#stops.push(this.#presence.watch(source));
  }

  #stop(): void {
    for (const stop of this.#stops.splice(0)) stop();
  }
}

function change(set: Set<string>, key: string, held: boolean): void {
  if (held) set.add(key);
  else set.delete(key);
}
