import type { FastifyInstance } from 'fastify';
import type { Socket } from 'socket.io';
import type { CustomerErrorCode } from '../../../protocol/customer-channel/errors.ts';
import { CUSTOMER_JSON_LIMITS, handshakeAuth } from '../../../protocol/customer-channel/requests.ts';
import type { ClientAddress } from '../../http/client-address.ts';
import { correlationId } from '../../http/logging.ts';
import type { GatewayContext } from '../shared/context.ts';
import { parsePayload } from '../shared/refusals.ts';
import { CustomerError, customerRefusal } from './customer-error.ts';
import { mayUse } from './page-origins.ts';
import type { Visitor } from './web-session.ts';

/** What is known of a socket after its handshake. */
export type SocketData = Visitor & {
  token: string | null;
  identityToken: string | null;
  client: ClientAddress;
};

/** Reads and checks a handshake. Throws a refusal. */
function readHandshake(
  context: GatewayContext,
  { auth, headers }: Pick<Socket['handshake'], 'auth' | 'headers'>,
): Omit<SocketData, 'client'> {
  const { serviceIdentifier, channelCustomerIdentifier, sessionToken, identityToken } = parsePayload(
    handshakeAuth,
    auth,
    CUSTOMER_JSON_LIMITS,
  );
  const channel = context.directory().channelByServiceIdentifier(serviceIdentifier);
  if (channel?.type !== 'WEB') throw new CustomerError('CHANNEL_NOT_FOUND');
  if (!mayUse(channel.origins, headers, (asked) => context.identity.origins().isOwn(asked)))
    throw new CustomerError('ORIGIN_NOT_ALLOWED');
  return {
    channel,
    identifier: channelCustomerIdentifier,
    token: sessionToken ?? null,
    identityToken: identityToken ?? null,
  };
}

/**
 * The middleware: whoever is refused gets `connect_error` with the refusal as its `data`. Refusals count by
 * address, and an address that has had too many learns nothing more.
 */
export function handshakeGate(
  context: GatewayContext,
  app: Pick<FastifyInstance, 'clientAddressOf' | 'containment' | 'refusals'>,
): (socket: Socket, next: (error?: Error) => void) => void {
  return (socket, next) => {
    const client = app.clientAddressOf(socket.request);
    const id = correlationId(socket.request);
    app.containment.run(
      { transport: 'customer-socket', correlationId: id, task: 'handshake' },
      () => {
        socket.data = { ...readHandshake(context, socket.handshake), client };
        next();
      },
      (error) => {
        const tooMany = app.refusals.waitOf(client) > 0;
        const data = customerRefusal(tooMany ? new CustomerError('RATE_LIMITED') : error);
        context.identity.securityLog('access-refused', {
          client: { address: client.address, correlationId: id },
          way: 'customer-socket',
          reason: data.error,
        });
        next(Object.assign(new Error(data.error satisfies CustomerErrorCode), { data }));
        void app.refusals.count(client);
      },
    );
  };
}
