/** What all protocols that customers speak have in common. */
import type { Logger } from 'pino';
import type { GatewayEngine } from '../engine/contract.ts';
import type { TenantStore } from '../store/tenant-store.ts';
import { CustomerConnections } from './customer-connections.ts';
import { CustomerSessions } from './customer-sessions.ts';
import { framesOfTurn } from './frames-of-turn.ts';
import { IncomingMessages } from './incoming-messages.ts';
import type { MessageLimits } from './incoming-messages.ts';
import { QueuePositions } from './queue-positions.ts';
import { SessionTokens } from './session-tokens.ts';

export type SharedCustomers = {
  readonly connections: CustomerConnections;
  readonly sessions: CustomerSessions;
  readonly messages: IncomingMessages;
  readonly tokens: SessionTokens;
  /** From here on nothing follows from connections that end. */
  close: () => void;
};

/** To be opened once per process, before the gateways. */
export async function openCustomers(sources: {
  engine: GatewayEngine;
  store: Pick<TenantStore, 'journal' | 'tokenHashes'>;
  limits: MessageLimits;
  logger: Logger;
}): Promise<SharedCustomers> {
  const { engine, store, limits, logger } = sources;
  const connections = new CustomerConnections(engine);
  const positions = new QueuePositions(engine, connections);
  const tokens = new SessionTokens(store.tokenHashes);
  const noteStored = (error: unknown): void => {
    logger.warn({ err: error }, 'Tokens of ended sessions are still stored');
  };
  const stopTurns = engine.onTurn((turn) => {
    positions.notice(turn);
    const over = turn.events.flatMap((event) => (event.type === 'session.ended' ? event.sessionId : []));
    const deliver = framesOfTurn(turn, connections);
    if (over.length === 0) return deliver;
    return () => {
      deliver?.();
      tokens.forget(over).catch(noteStored);
    };
  });
  const openSessions = await engine.read(({ world }) => Object.keys(world.state.sessions));
  tokens.forgetAllBut(openSessions).catch(noteStored);
  return {
    connections,
    sessions: new CustomerSessions(engine, tokens, positions),
    messages: new IncomingMessages({ engine, journal: store.journal, connections, limits }),
    tokens,
    close: () => {
      stopTurns();
      positions.close();
      connections.close();
    },
  };
}
