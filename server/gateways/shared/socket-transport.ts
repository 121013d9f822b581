/**
 * Socket.IO at one or more paths of the server: polling and upgrades, how fast an address may connect, and how much may
 * wait for a connection that does not read. It serves all tenants; whose a socket is, its handshake says later.
 */
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Server, Socket } from 'socket.io';
import { BROKEN, refuseConnection, TOO_MANY } from '../../http/closing.ts';
import { AddressLimit } from '../../http/keyed-limit.ts';
import { correlationId } from '../../http/logging.ts';
import type { Transport } from '../../http/transport.ts';
import { Backlog, UnreadPolls } from './backlog.ts';
import type { GatewaySettings } from './context.ts';
import { TenantsAtPath } from './tenants-at-path.ts';

/** Tests and tools on this machine connect a whole contact centre at once. */
const LOCAL_FACTOR = 5;

/** What of Socket.IO's server is used; its event types do not matter here. */
export type Attachable = Pick<Server, 'attach' | 'engine' | 'use' | 'on'>;

type Connection = Socket['conn'];

export type TransportOptions = {
  paths: readonly string[];
  transport: Transport;
  settings: Pick<GatewaySettings, 'backlogBytes' | 'handshakesPerMinute'>;
};

export type SocketTransport = {
  io: Attachable;
  /** Who stands at the paths. */
  tenants: TenantsAtPath;
  /** Resolves when the connection of a socket has room for more, or is gone. */
  room(socket: { readonly conn: Connection }): Promise<void>;
  /** Ends all connections. */
  close(): void;
};

/** Serves `io` at `paths` of `app`. */
export async function openTransport(
  app: FastifyInstance,
  io: Attachable,
  { paths, transport, settings }: TransportOptions,
): Promise<SocketTransport> {
  const backlogs = new WeakMap<Connection, Backlog>();
  const polls = new UnreadPolls();
  const handshakes = new AddressLimit(settings.handshakesPerMinute, LOCAL_FACTOR);
  const door = createServer();
  const engines = paths.map((path) => {
    io.attach(door, { path, destroyUpgrade: false });
    const { engine } = io;
    engine.on('connection', (connection: Connection) => {
      const full = () => noteCut('unread');
      backlogs.set(connection, new Backlog(connection, settings.backlogBytes, full));
    });
    return engine;
  });
  const naming = app.tenantNaming;
  const tenants = new TenantsAtPath(naming && ((handshake) => naming.ofHandshake(handshake)));
  io.use(tenants.admit);
  io.on('connection', tenants.serve);
  const options = {
    bodyLimit: Number.MAX_SAFE_INTEGER,
    schema: { hide: true },
    config: { rateLimit: false, transport: true },
  };
  await app.register((scope, _options, done) => {
    // The transport reads bodies itself, up to its own limit.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, payload, parsed) => parsed(null, payload));
    for (const path of paths) {
      for (const url of [path, `${path}/*`]) {
        scope.all(url, options, (request, reply) => serve(request, reply, `${path}/`));
      }
    }
    done();
  });
  for (const path of paths) {
    app.upgrades.serve(`${path}/`, (request, socket, head) => {
      app.containment.run(
        { transport, correlationId: correlationId(request) },
        async () => {
          if (await isTooMuch(request)) refuseConnection(socket, TOO_MANY, correlationId(request));
          else door.emit('upgrade', request, socket, head);
        },
        (error) => {
          app.containment.note(error, { transport, correlationId: correlationId(request) });
          refuseConnection(socket, BROKEN, correlationId(request));
        },
      );
    });
  }

  function serve(request: FastifyRequest, reply: FastifyReply, prefix: string): FastifyReply {
    // The router is lenient about the spelling of a path, the transport is not.
    if (request.raw.url?.startsWith(prefix) !== true) {
      reply.callNotFound();
      return reply;
    }
    reply.hijack();
    const { sid } = request.query as { sid?: unknown };
    if (request.method === 'GET' && typeof sid === 'string' && !polls.add(sid, reply.raw)) {
      noteCut('unread');
      reply.raw.writeHead(400, { connection: 'close' }).end();
      return reply;
    }
    const { raw } = reply;
    app.containment.run(
      { transport, correlationId: request.id },
      async () => {
        if (await isTooMuch(request.raw)) {
          raw.writeHead(429, { 'retry-after': '60', connection: 'close' }).end();
        } else door.emit('request', request.raw, raw);
      },
      (error) => {
        app.containment.note(error, { transport, correlationId: request.id });
        if (raw.headersSent) raw.destroy();
        else
          raw
            .writeHead(500, { 'content-type': 'application/json' })
            .end('{"code":3,"message":"Bad request"}');
      },
    );
    return reply;
  }

  /** A new connection from an address that has made too many; what goes on with one is not counted. */
  async function isTooMuch(request: IncomingMessage): Promise<boolean> {
    if (request.url?.includes('sid=') === true) return false;
    return (await handshakes.use(app.clientAddressOf(request))) > 0;
  }

  function noteCut(reason: 'unread'): void {
    app.containment.cut(transport, reason);
  }

  return {
    io,
    tenants,
    room: async ({ conn }) => backlogs.get(conn)?.room(),
    close: () => {
      for (const engine of engines) engine.close();
    },
  };
}
