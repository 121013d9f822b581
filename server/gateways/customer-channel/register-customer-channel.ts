import type { FastifyInstance } from 'fastify';
import { Server } from 'socket.io';
import { CUSTOMER_CHANNEL_PATH } from '../../../protocol/customer-channel/names.ts';
import type { GatewayContext } from '../shared/context.ts';
import { once } from '../../once.ts';
import { openDoor } from '../shared/socket-door.ts';
import { outboundRoutes } from './agents/outbound-routes.ts';
import { useConnectors } from './connectors/use-connectors.ts';
import type { ConnectorOptions } from './connectors/use-connectors.ts';
import { CustomerDesk } from './customer-desk.ts';
import { customerTranslation } from './customer-translation.ts';
import { serveSocket } from './customer-socket.ts';
import { handshakeGate } from './admit-customer.ts';
import { useWidgetRoutes } from './widget-routes.ts';

/** A customer sends text, not files, over the socket (bytes). */
const LARGEST_PACKET = 1_000_000;

/** The running gateway. */
export type CustomerChannel = {
  /** Lets the sockets go, so that their clients come back by themselves, and stops what runs beside. Closing `app` does it, too. */
  close: () => Promise<void>;
};

/**
 * Opens the customers' side on `app`: the web channel's socket under `/web-channel-manager/socket.io`, what its
 * page asks for, and `POST /ccm/message/receive` with the webhooks of connectors. `app` need not listen yet.
 */
export async function registerCustomerChannel(
  app: FastifyInstance,
  context: GatewayContext,
  options: { connectors?: Partial<ConnectorOptions> } = {},
): Promise<CustomerChannel> {
  const { engine, settings } = context;
  const door = await openDoor(app, {
    server: () =>
      new Server({
        maxHttpBufferSize: Math.min(settings.maxHttpBufferSize, LARGEST_PACKET),
        // Its messages are small, and compressing them costs more than it saves.
        perMessageDeflate: false,
        serveClient: false,
        // Which pages may use which channel is asked at the handshake; there are no cookies that could come along.
        cors: { origin: '*' },
      }),
    paths: [CUSTOMER_CHANNEL_PATH],
    protocol: {
      claim: ({ auth }) => (auth.serviceIdentifier === undefined ? 'PERHAPS' : 'MINE'),
      beginsWith: () => true,
      admit: handshakeGate(context, app),
      serve: (socket) => serveSocket(socket, desk, app.containment),
    },
    transport: 'customer-socket',
    settings,
    engine,
  });
  const connections = context.customers.connections.open(customerTranslation(context));
  const desk = new CustomerDesk(context, connections, (socket) => door.room(socket));

  useWidgetRoutes(app, context);
  outboundRoutes(app, context);
  const connectors = await useConnectors(app, context, options.connectors);

  const close = once(async () => {
    door.close();
    await connectors.close();
  });
  app.addHook('preClose', close);
  return { close };
}
