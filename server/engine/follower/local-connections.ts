import type { Command } from '../../core/commands.ts';
import type { State } from '../../core/state.ts';
import { isHeld } from '../presence.ts';
import type { PresenceSource } from '../presence-source.ts';
import type { Connections } from './messages.ts';

/** The connections that the gateways of a follower hold. Gateways say of a given one whether they have it. */
export class LocalConnections {
  readonly #sources = new Set<PresenceSource>();
  /** Of whom the owner was told: the replica may not have them yet. */
  readonly #agents = new Map<string, [string, string]>();
  readonly #sessions = new Set<string>();

  watch(source: PresenceSource): () => void {
    this.#sources.add(source);
    return () => this.#sources.delete(source);
  }

  /** Whether a gateway holds the connection that `command` is about. It is remembered to be asked for again. */
  note(command: Command): boolean {
    const held = isHeld(command, this.#sources);
    if (held && command.type === 'agent.connect') {
      const { agentId, sid } = command;
      this.#agents.set(`${agentId}\n${sid}`, [agentId, sid]);
    } else if (held && 'sessionId' in command) {
      this.#sessions.add(command.sessionId);
    }
    return held;
  }

  /** All of them: of those in `state`, and of those who are on their way into it. */
  all(state: State): Connections {
    const agents = this.#heldAgents(state);
    const sessions = this.#heldSessions(state);
    const kinds = new Set([...this.#sources].map(({ kind }) => kind));
    return {
      agents: kinds.has('agent') ? agents : null,
      sessions: kinds.has('session') ? sessions : null,
    };
  }

  #heldAgents(state: State): [string, string][] {
    for (const { id, sid } of Object.values(state.agents)) {
      if (sid !== null) this.#agents.set(`${id}\n${sid}`, [id, sid]);
    }
    for (const [key, [agentId, sid]] of this.#agents) {
      const has = [...this.#sources].some((source) => source.kind === 'agent' && source.has(agentId, sid));
      if (!has) this.#agents.delete(key);
    }
    return [...this.#agents.values()];
  }

  #heldSessions(state: State): string[] {
    for (const { id, connectionBound } of Object.values(state.sessions)) {
      if (connectionBound) this.#sessions.add(id);
    }
    for (const id of this.#sessions) {
      const has = [...this.#sources].some((source) => source.kind === 'session' && source.has(id));
      if (!has) this.#sessions.delete(id);
    }
    return [...this.#sessions];
  }
}
