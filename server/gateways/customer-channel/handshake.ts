import type { Socket } from 'socket.io';
import type { CustomerErrorCode } from '../../../protocol/customer-channel/errors.ts';
import { CUSTOMER_JSON_LIMITS, handshakeAuth } from '../../../protocol/customer-channel/requests.ts';
import type { ClientAddress, ClientAddressOf } from '../../http/client-address.ts';
import type { GatewayContext } from '../shared/context.ts';
import { TokenBucket } from '../shared/rate-limit.ts';
import { parsePayload } from '../shared/refusals.ts';
import { CustomerError, customerRefusal } from './customer-error.ts';
import { mayUse } from './page-origins.ts';
import type { Visitor } from './web-session.ts';

/** What is known of a socket after its handshake. */
export type SocketData = Visitor & { token: string | null; client: ClientAddress };

/**
 * Handshakes and new chats that one address may make: at once, and per second on average. The address may be
 * that of a proxy with many customers behind it, so this stops a flood and nothing less.
 */
const HANDSHAKES = { atOnce: 500, perSecond: 20 };
const CHATS = { atOnce: 100, perSecond: 5 };
/** Addresses that are remembered; the oldest is forgotten first. */
const MOST_ADDRESSES = 10_000;

/** Buckets by address. This machine itself has none. */
export class AddressLimits {
  readonly #buckets = new Map<string, { handshakes: TokenBucket; chats: TokenBucket }>();

  /** Throws RATE_LIMITED when the address does too much. */
  take({ network, local }: ClientAddress, what: 'handshakes' | 'chats'): void {
    if (local) return;
    const now = performance.now();
    let own = this.#buckets.get(network);
    if (own === undefined) {
      own = {
        handshakes: new TokenBucket(HANDSHAKES.perSecond, HANDSHAKES.atOnce, now),
        chats: new TokenBucket(CHATS.perSecond, CHATS.atOnce, now),
      };
      const oldest = this.#buckets.keys().next();
      if (this.#buckets.size >= MOST_ADDRESSES && oldest.done !== true) this.#buckets.delete(oldest.value);
      this.#buckets.set(network, own);
    }
    if (!own[what].take(now)) throw new CustomerError('RATE_LIMITED');
  }
}

/** Reads and checks a handshake. Throws a refusal. */
function readHandshake(
  context: GatewayContext,
  { auth, headers }: Pick<Socket['handshake'], 'auth' | 'headers'>,
): Omit<SocketData, 'client'> {
  const { serviceIdentifier, channelCustomerIdentifier, sessionToken } = parsePayload(
    handshakeAuth,
    auth,
    CUSTOMER_JSON_LIMITS,
  );
  const channel = context.directory().channelByServiceIdentifier(serviceIdentifier);
  if (channel?.type !== 'WEB') throw new CustomerError('CHANNEL_NOT_FOUND');
  if (!mayUse(channel.origins, headers)) throw new CustomerError('ORIGIN_NOT_ALLOWED');
  return { channel, identifier: channelCustomerIdentifier, token: sessionToken ?? null };
}

/** The middleware: whoever is refused gets `connect_error` with the refusal as its `data`. */
export function handshakeGate(
  context: GatewayContext,
  limits: AddressLimits,
  clientAddressOf: ClientAddressOf,
): (socket: Socket, next: (error?: Error) => void) => void {
  return (socket, next) => {
    try {
      const client = clientAddressOf(socket.request);
      limits.take(client, 'handshakes');
      socket.data = { ...readHandshake(context, socket.handshake), client };
      next();
    } catch (error) {
      const data = customerRefusal(error);
      next(Object.assign(new Error(data.error satisfies CustomerErrorCode), { data }));
    }
  };
}
