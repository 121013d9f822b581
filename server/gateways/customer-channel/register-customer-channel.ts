import type { FastifyInstance } from 'fastify';
import { Server } from 'socket.io';
import { CUSTOMER_CHANNEL_PATH } from '../../../protocol/customer-channel/names.ts';
import type { GatewayContext } from '../shared/context.ts';
import { once } from '../../once.ts';
import { openDoor } from '../shared/socket-door.ts';
import { Attachments } from './attachments.ts';
import { useConnectors } from './connectors/use-connectors.ts';
import type { ConnectorOptions } from './connectors/use-connectors.ts';
import { CustomerDesk } from './customer-desk.ts';
import { serveSocket } from './customer-socket.ts';
import { handshakeGate } from './admit-customer.ts';
import { Publisher } from './publisher.ts';
import { QueuePositions } from './queue-positions.ts';
import { SessionTokens } from '../../customers/session-tokens.ts';
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
  const { engine, settings, logger } = context;
  const io = new Server({
    maxHttpBufferSize: Math.min(settings.maxHttpBufferSize, LARGEST_PACKET),
    // Its messages are small, and compressing them costs more than it saves.
    perMessageDeflate: false,
    serveClient: false,
    // Which pages may use which channel is asked at the handshake; there are no cookies that could come along.
    cors: { origin: '*' },
  });
  const door = await openDoor(app, io, {
    paths: [CUSTOMER_CHANNEL_PATH],
    transport: 'customer-socket',
    settings,
    engine,
  });
  const attachments = new Attachments();
  const publisher = new Publisher(context, attachments);
  const positions = new QueuePositions(engine, attachments);
  const tokens = new SessionTokens(context.tokenHashes);
  const desk = new CustomerDesk(context, {
    attachments,
    positions,
    publisher,
    tokens,
    room: (socket) => door.room(socket),
  });

  const unsubscribe = engine.onTurn((turn) => {
    positions.notice(turn);
    const over = turn.events.flatMap((event) => (event.type === 'session.ended' ? event.sessionId : []));
    const deliver = publisher.prepare(turn);
    if (over.length === 0) return deliver;
    return () => {
      deliver?.();
      tokens.forget(over).catch((error: unknown) => {
        logger.warn({ err: error }, 'Tokens of ended sessions are still stored');
      });
    };
  });
  const openSessions = await engine.read(({ world }) => Object.keys(world.state.sessions));
  tokens.forgetAllBut(openSessions).catch((error: unknown) => {
    logger.warn({ err: error }, 'Tokens of ended sessions are still stored');
  });
  const stopPresence = engine.presence.watch({
    kind: 'session',
    has: (sessionId) => attachments.has(sessionId),
  });

  io.use(handshakeGate(context, app));
  io.on('connection', (socket) => {
    serveSocket(socket, desk, app.containment);
  });
  useWidgetRoutes(app, context);
  const connectors = await useConnectors(app, context, publisher, options.connectors);

  const close = once(async () => {
    desk.stop();
    positions.close();
    unsubscribe();
    stopPresence();
    door.close();
    await connectors.close();
  });
  app.addHook('preClose', close);
  return { close };
}
