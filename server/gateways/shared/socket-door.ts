/**
 * How Socket.IO stands on the HTTP server. It listens to a server without a port (the door), which is given what
 * came to its paths: as routes, so that requests have correlation ids, limits and figures like all others, and as
 * upgrades by their one owner. What it throws ends that one request or connection.
 */
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Server, Socket } from 'socket.io';
import { BROKEN, refuseConnection, TOO_MANY } from '../../http/closing.ts';
import type { Transport } from '../../http/transport.ts';
import { correlationId } from '../../http/logging.ts';
import { AddressLimit } from '../../http/keyed-limit.ts';
import type { GatewayEngine } from '../../engine/contract.ts';
import type { GatewaySettings } from './context.ts';
import { Backlog, UnreadPolls } from './backlog.ts';
import { SharedPath } from './shared-path.ts';
import type { SocketProtocol } from './shared-path.ts';

/** Tests and tools on this machine connect a whole contact centre at once. */
const LOCAL_FACTOR = 5;

/** What of Socket.IO's server is used; its event types do not matter here. */
type Attachable = Pick<Server, 'attach' | 'engine' | 'use' | 'on'>;

declare module 'fastify' {
  interface FastifyInstance {
    /** The paths of Socket.IO that are served, and by which protocols. */
    socketPaths?: Map<string, SharedPath>;
  }
}

export type DoorOptions = {
  paths: readonly string[];
  /** The first protocol at these paths; others may join it. */
  protocol: SocketProtocol;
  transport: Transport;
  settings: Pick<GatewaySettings, 'backlogBytes' | 'handshakesPerMinute'>;
  /** When it has skipped turns, what clients were told has a gap: their connections end and begin anew. */
  engine: Pick<GatewayEngine, 'onReset'>;
};

export type Door = {
  /** Resolves when the connection of a socket has room for more, or is gone. */
  room(socket: { readonly conn: Connection }): Promise<void>;
  /** Ends all connections, so that their clients come back by themselves: a goodbye would sign them out. */
  close(): void;
};

type Connection = Socket['conn'];

/**
 * Lets one more protocol stand at a path that another gateway has opened. Its sockets keep the limits of that path. It
 * stands at all paths that were opened together with it.
 */
export function joinSocketPath(app: FastifyInstance, path: string, protocol: SocketProtocol): void {
  const shared = app.socketPaths?.get(path);
  if (shared === undefined) throw new Error(`No gateway has opened ${path}`);
  shared.join(protocol);
}

/** Serves `io` at `paths` of `app`. */
export async function openDoor(
  app: FastifyInstance,
  io: Attachable,
  { paths, protocol, transport, settings, engine: contactCentre }: DoorOptions,
): Promise<Door> {
  const backlogs = new WeakMap<Connection, Backlog>();
  const polls = new UnreadPolls();
  const handshakes = new AddressLimit(settings.handshakesPerMinute, LOCAL_FACTOR);
  const door = createServer();
  const connections = new Set<Connection>();
  const engines = paths.map((path) => {
    io.attach(door, { path, destroyUpgrade: false });
    const { engine } = io;
    engine.on('connection', (connection: Connection) => {
      const full = () => noteCut('unread');
      connections.add(connection);
      connection.once('close', () => connections.delete(connection));
      backlogs.set(connection, new Backlog(connection, settings.backlogBytes, full));
    });
    return engine;
  });
  const shared = new SharedPath({ containment: app.containment, transport }, protocol);
  io.use(shared.admit);
  io.on('connection', shared.serve);
  if (app.socketPaths === undefined) app.decorate('socketPaths', new Map<string, SharedPath>());
  for (const path of paths) app.socketPaths?.set(path, shared);
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

  const stopResets = contactCentre.onReset(({ skipped }) => {
    if (skipped) for (const connection of connections) connection.close();
  });

  return {
    room: async ({ conn }) => backlogs.get(conn)?.room(),
    close: () => {
      stopResets();
      for (const engine of engines) engine.close();
    },
  };
}
