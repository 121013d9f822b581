/** A socket of this protocol, and what it has said about who it is. */
import type { Socket } from 'socket.io';
import { ProtocolError } from '../../../protocol/shared/errors.ts';
import type { ClientAddress } from '../../http/client-address.ts';
import type { Place } from '../../customers/customer-connection.ts';
import type { AgentDesk } from './agents/agent-desks.ts';
import type { Bot } from './bots/bots.ts';
import type { ChatContext } from './chat-context.ts';

/** What a socket is, from its first successful event on. */
export type Kind = 'AGENT' | 'CUSTOMER' | 'BOT' | 'CONNECTOR';

/** A chat that a customer's socket has joined; one socket may have joined many (a program that speaks for customers). */
export type JoinedPlace = Place & { connectionId: string };

export type Visitor = {
  readonly socket: Socket;
  readonly client: ClientAddress;
  readonly correlationId: string;
  /** A connector's key, as the handshake's address has it. */
  readonly key: string | null;
  kind: Kind | null;
  /** As whom it asked for `amq-msg`. */
  subscribedTo: string | null;
  /** The agent who is signed in by it. */
  agent: AgentDesk | null;
  /** By conversation. */
  readonly chats: Map<string, JoinedPlace>;
  /** The bot that it is. */
  bot: Bot | null;
  /** The channel whose messages it carries. */
  connects: string | null;
};

/** What an event leads to once it has been acknowledged. */
export type Afterwards = (() => void) | undefined;

/** Refuses what a socket of another kind may ask. */
export function requireKind({ kind }: Visitor, wanted: Kind): void {
  if (kind !== null && kind !== wanted)
    throw new ProtocolError('FORBIDDEN', `This socket is no ${wanted.toLowerCase()}'s.`);
}

/** The agent who is signed in. @throws ProtocolError NOT_SIGNED_IN */
export function requireAgent(visitor: Visitor): AgentDesk {
  requireKind(visitor, 'AGENT');
  if (visitor.agent === null) throw new ProtocolError('NOT_SIGNED_IN');
  return visitor.agent;
}

/**
 * Programs show the key of a connector. Wrong ones count by address as those of routes do.
 * @throws ProtocolError UNAUTHORIZED, RATE_LIMITED when too many were wrong
 */
export function requireKey({ identity, refusals }: ChatContext, visitor: Visitor): void {
  const { key, client, correlationId } = visitor;
  refusals.beforeKey(client, key ?? '');
  if (key !== null && identity.verifyConnector(key) !== undefined) {
    refusals.rightKey(client, key);
    return;
  }
  void refusals.count(client);
  const from = { address: client.address, correlationId };
  identity.securityLog('access-refused', { client: from, way: 'chat-socket', reason: 'UNAUTHORIZED' });
  throw new ProtocolError('UNAUTHORIZED', 'A connector’s key is needed: ?key= in the address of the socket.');
}
