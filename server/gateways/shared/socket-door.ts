/**
 * How Socket.IO stands on the HTTP server. It listens to a server without a port (the door), which is given what
 * came to its paths: as routes, so that requests have correlation ids, limits and figures like all others, and as
 * upgrades by their one owner. What it throws ends that one request or connection.
 */
import { createServer } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Server } from 'socket.io';
import { BROKEN, refuseConnection } from '../../http/closing.ts';
import type { Transport } from '../../http/containment.ts';
import { correlationId } from '../../http/logging.ts';

/** What of Socket.IO's server is used; its event types do not matter here. */
type Attachable = Pick<Server, 'attach' | 'engine'>;

/** Serves `io` at `paths` of `app`, and returns an end for all its connections. */
export async function openDoor(
  app: FastifyInstance,
  io: Attachable,
  paths: readonly string[],
  transport: Transport,
): Promise<() => void> {
  const door = createServer();
  const engines = paths.map((path) => {
    io.attach(door, { path, destroyUpgrade: false });
    return io.engine;
  });
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
        () => door.emit('upgrade', request, socket, head),
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
    const { raw } = reply;
    app.containment.run(
      { transport, correlationId: request.id },
      () => door.emit('request', request.raw, raw),
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

  // Only the connections end, so that clients come back by themselves: a goodbye would sign them out.
  return () => {
    for (const engine of engines) engine.close();
  };
}
