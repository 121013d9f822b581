/** Tells the core that agents are there (A8): whatever they do at a desk says so, but not each time anew. */
import { randomUUID } from 'node:crypto';
import type { ClientEventName } from '../../../protocol/agent-manager/event-maps.ts';
import type { GatewayContext } from '../shared/context.ts';

/** What desks send by themselves. */
const BY_ITSELF: ReadonlySet<ClientEventName> = new Set([
  'refreshToken',
  'topicEvents',
  'topicSubscription',
  'watchFigures',
]);

/** Told once within this part of the time after which an agent is signed out. */
const TOLD_AFTER = 0.05;

/** Of one tenant's agents; as many entries as there are agents. */
export class SignsOfLife {
  readonly #context: Pick<GatewayContext, 'engine' | 'configuration' | 'logger'>;
  readonly #toldAt = new Map<string, number>();

  constructor(context: Pick<GatewayContext, 'engine' | 'configuration' | 'logger'>) {
    this.#context = context;
  }

  /** An agent's desk has sent an event. Resolves when the core knows, where it has to. */
  async note(agentId: string, event: ClientEventName, payload: unknown): Promise<void> {
    const { engine, configuration, logger } = this.#context;
    const { idleLogoutMs, agents } = configuration.current();
    if (idleLogoutMs <= 0 || BY_ITSELF.has(event) || isReceipt(event, payload)) return;
    if (!Object.hasOwn(agents, agentId)) return;
    const now = engine.now();
    const told = this.#toldAt.get(agentId);
    if (told !== undefined && now - told < idleLogoutMs * TOLD_AFTER) return;
    this.#toldAt.set(agentId, now);
    try {
      await engine.submit({ id: randomUUID(), type: 'agent.active', agentId });
    } catch (error) {
      // What the agent did has its own answer; the next sign of life tries again.
      this.#toldAt.delete(agentId);
      logger.debug({ err: error, agentId }, 'a sign of life was lost');
    }
  }
}

/** A desk reports by itself that something was read. */
function isReceipt(event: ClientEventName, payload: unknown): boolean {
  if (event !== 'publishCimEvent' || typeof payload !== 'object' || payload === null) return false;
  const cimEvent = 'cimEvent' in payload ? payload.cimEvent : null;
  const name = typeof cimEvent === 'object' && cimEvent !== null && 'name' in cimEvent ? cimEvent.name : null;
  return typeof name === 'string' && name.toUpperCase() === 'MESSAGE_DELIVERY_NOTIFICATION';
}
