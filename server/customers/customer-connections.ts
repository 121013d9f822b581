/**
 * The connections of customers, whatever protocol they speak. A customer is there as long as one connection of the
 * session is; the last one that goes tells the engine, and the time to come back begins (G5).
 */
import { randomUUID } from 'node:crypto';
import type { GatewayEngine } from '../engine/contract.ts';
import { ProtocolConnections } from './protocol-connections.ts';
import type { AnyConnections } from './protocol-connections.ts';
import type { CustomerTranslation } from './customer-translation.ts';

/** All connections of customers in this process. */
export class CustomerConnections {
  readonly #presence: GatewayEngine['presence'];
  readonly #protocols: AnyConnections[] = [];
  readonly #origins = new Map<string, string>();
  readonly #stop: () => void;
  #closed = false;

  constructor(engine: Pick<GatewayEngine, 'presence'>) {
    this.#presence = engine.presence;
    this.#stop = engine.presence.watch({ kind: 'session', has: (sessionId) => this.has(sessionId) });
  }

  /** The connections of one more protocol. */
  open<Frame>(translation: CustomerTranslation<Frame>): ProtocolConnections<Frame> {
    const protocol = new ProtocolConnections(translation, {
      arrived: (sessionId) => this.#tell('session.connect', sessionId),
      left: (sessionId) => {
        if (!this.has(sessionId)) this.#tell('session.disconnect', sessionId);
      },
      compare: () => this.#presence.compare(),
    });
    this.#protocols.push(protocol);
    return protocol;
  }

  get protocols(): readonly AnyConnections[] {
    return this.#protocols;
  }

  /** Whether the session has a connection of any protocol. */
  has(sessionId: string): boolean {
    return this.#protocols.some((protocol) => protocol.has(sessionId));
  }

  /** Runs `work` under a command id whose message is not sent back to this connection: it is answered. */
  async withOrigin<T>(commandId: string, connectionId: string | null, work: () => Promise<T>): Promise<T> {
    if (connectionId === null) return work();
    this.#origins.set(commandId, connectionId);
    try {
      return await work();
    } finally {
      this.#origins.delete(commandId);
    }
  }

  /** The connection that a command came by. */
  originOf(commandId: string): string | undefined {
    return this.#origins.get(commandId);
  }

  /** Connections that go from here on go because the server stops: after the restart their absence is noted anyway. */
  close(): void {
    this.#closed = true;
    this.#stop();
  }

  #tell(type: 'session.connect' | 'session.disconnect', sessionId: string): void {
    if (this.#closed) return;
    this.#presence.tell({ id: randomUUID(), type, sessionId });
  }
}
