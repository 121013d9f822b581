/** What every gateway is given: the engine, the store, who people are, and what things are called. */
import type { IncomingHttpHeaders } from 'node:http';
import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import type { PermittedResource } from '../../../protocol/cim/parties.ts';
import type { Directory } from '../../configuration/directory.ts';
import type { Engine } from '../../engine/contract.ts';
import type { Schema } from '../../store/schema.ts';

/** Somebody whose sign-in has been verified. */
export type Principal = {
  /** The user's id, which is the agent's id. */
  userId: string;
  username: string;
  firstName: string;
  lastName: string;
  roles: readonly string[];
  permittedResources: readonly PermittedResource[];
  team: { id: string; name: string } | null;
  supervises: readonly { id: string; name: string }[];
  /** Further facts handed to desks as `attributes`. */
  attributes: Readonly<Record<string, unknown>>;
  realm: string;
  /** The sign-in: sockets that share it are tabs of one session (decisions 5). */
  sid: string;
  /** Epoch ms at which the proof (token or cookie) runs out. */
  expiresAt: number;
};

/** What a socket's handshake brings. */
export type Handshake = {
  auth: Record<string, unknown>;
  headers: IncomingHttpHeaders;
  query: Record<string, unknown>;
  /** The client's address, for limits. */
  address: string;
};

/**
 * Who somebody is. Each call rejects with a `ProtocolError` (UNAUTHORIZED, TOKEN_EXPIRED, FORBIDDEN or
 * RATE_LIMITED) when there is no valid sign-in.
 */
export interface Identity {
  /** By `auth.token`, or by the cookie of the sign-in. */
  authenticateHandshake(handshake: Handshake): Promise<Principal>;
  /** By `Authorization: Bearer`, or by the cookie. */
  authenticateRequest(headers: IncomingHttpHeaders): Promise<Principal>;
  /** By an access token alone. */
  verifyToken(token: string): Promise<Principal>;
  /** Ends a sign-in: its tokens and cookies are of no more use (decisions 7). */
  endSession(sid: string): Promise<void>;
}

/** Limits of a gateway; every one has a default that suits a desk. */
export type GatewaySettings = {
  /** Largest packet that a socket takes, in bytes; a larger one ends the connection. */
  maxHttpBufferSize: number;
  /** Events per second that a socket may send on average, and at once. */
  eventsPerSecond: number;
  eventsAtOnce: number;
  /** How long a socket whose token has run out may show a new one (ms). */
  tokenGraceMs: number;
  /** Origins other than our own that may connect; empty: none. */
  allowedOrigins: readonly string[];
};

export const DEFAULT_GATEWAY_SETTINGS: GatewaySettings = {
  maxHttpBufferSize: 5_000_000,
  eventsPerSecond: 50,
  eventsAtOnce: 200,
  tokenGraceMs: 60_000,
  allowedOrigins: [],
};

export type GatewayContext = {
  readonly engine: Engine;
  readonly db: Kysely<Schema>;
  readonly identity: Identity;
  /** The directory as it stands now; it is replaced when the configuration changes. */
  readonly directory: () => Directory;
  readonly logger: Logger;
  readonly settings: GatewaySettings;
};
