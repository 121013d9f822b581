/** The Socket.IO types of this gateway, and what we remember about a socket. */
import type { Server, Socket } from 'socket.io';
import type {
  ClientToServerEvents,
  ServerEventName,
  ServerToClientEvents,
} from '../../../protocol/agent-manager/event-maps.ts';
import type { Principal } from '../../identity/principal.ts';
import { hidePersonal } from '../shared/personal-data.ts';
import type { TokenBucket } from '../shared/rate-limit.ts';

export type SocketData = {
  /** Where it connects from. */
  address: string;
  principal: Principal;
  /** `json`: this desk handed over its agent as JSON text and reads `cimEvent` as JSON text. */
  wire: 'json' | 'object';
  /** This agent may not see who customers are: it is hidden in all that is sent here. */
  masked: boolean;
  /** The language of configured texts; null: the default one. */
  language: string | null;
  /** Where to reach the desk while its socket is away. */
  fcm: { desktop: string | null; mobile: string | null };
  bucket: TokenBucket;
  /** Ends the socket when its token has run out and no new one was shown. */
  expiry: NodeJS.Timeout | null;
};

export type AgentServer = Server<
  ClientToServerEvents,
  ServerToClientEvents,
  Record<string, never>,
  SocketData
>;
export type AgentSocket = Socket<
  ClientToServerEvents,
  ServerToClientEvents,
  Record<string, never>,
  SocketData
>;

type AnyEmitter = { emit: (event: string, payload: unknown) => unknown };

/** One socket, or a room of sockets that may all see the same. */
type Target = { readonly data?: unknown };

/**
 * Emits where the name and its payload belong together by construction, but not in the type system. What an agent may not
 * see of customers is hidden here, whatever the event. `masked`: whether that holds for a room.
 */
export function emitTo(
  target: Target,
  event: ServerEventName,
  payload: unknown,
  masked = isMasked(target),
): void {
  (target as unknown as AnyEmitter).emit(event, masked ? hidePersonal(payload) : payload);
}

function isMasked({ data }: Target): boolean {
  return typeof data === 'object' && data !== null && 'masked' in data && data.masked === true;
}
