/**
 * The one owner of `upgrade`. Node hands a connection over with every such offer and then forgets it: somebody
 * has to listen to its errors, to answer, and to close it.
 *
 * - WebSocket on a served path goes to whoever serves that path.
 * - An offer of HTTP/2 (`h2c`; curl and Java make one with their first request) is declined as HTTP has it: the
 *   request is answered as if there had been no offer.
 * - Everything else is refused with a code, and closed.
 */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { BROKEN, NOTHING_THERE, refuseConnection, UNKNOWN_UPGRADE } from './closing.ts';
import { correlationId, pathOf } from './logging.ts';

/** Takes over a connection; what it throws ends that connection. */
export type UpgradeHandler = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** Who serves which path. */
export type Upgrades = {
  /** @param path what the address of a request begins with */
  serve(path: string, handler: UpgradeHandler): void;
};

declare module 'fastify' {
  interface FastifyInstance {
    upgrades: Upgrades;
  }
}

/** Takes over every upgrade of `app`. Needs its `containment`. */
export function useUpgrades(app: FastifyInstance): void {
  const served = new Map<string, UpgradeHandler>();
  app.decorate('upgrades', { serve: (path, handler) => void served.set(path, handler) });
  app.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // A connection that breaks is closed by Node; there is nobody to answer.
    socket.on('error', (error) => app.log.debug({ err: error }, 'an upgraded connection broke'));
    const id = correlationId(request);
    app.containment.run(
      { transport: 'upgrade', correlationId: id },
      () => {
        const offers = offeredProtocols(request);
        if (offers.includes('websocket')) {
          const path = request.url ?? '';
          const handler = [...served].find(([prefix]) => path.startsWith(prefix))?.[1];
          if (handler !== undefined) handler(request, socket, head);
          else refuse(NOTHING_THERE);
        } else if (offers.includes('h2c')) answerWithoutOffer(app, request, socket, head);
        else refuse(UNKNOWN_UPGRADE);
      },
      (error) => {
        app.containment.note(error, { transport: 'upgrade', correlationId: id });
        refuse(BROKEN);
      },
    );

    function refuse(refusal: typeof BROKEN): void {
      const { code } = refusal;
      app.log.info({ correlationId: id, path: pathOf(request.url ?? ''), code }, 'upgrade refused');
      refuseConnection(socket, refusal, id);
    }
  });
}

function offeredProtocols({ headers }: IncomingMessage): string[] {
  return (headers.upgrade ?? '').split(',').map((word) => word.trim().toLowerCase());
}

/** Headers that make the offer. */
const OFFER: ReadonlySet<string> = new Set(['upgrade', 'http2-settings']);

/**
 * Puts the request back onto its connection without the offer, and gives the connection to the server anew:
 * Node has let go of its parser and of all listeners of its own.
 */
function answerWithoutOffer(
  app: FastifyInstance,
  { method = 'GET', url = '/', httpVersion, rawHeaders }: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): void {
  const lines = [`${method} ${url} HTTP/${httpVersion}`];
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] ?? '';
    const value = rawHeaders[i + 1] ?? '';
    const lower = name.toLowerCase();
    if (OFFER.has(lower)) continue;
    lines.push(`${name}: ${lower === 'connection' ? withoutOffer(value) : value}`);
  }
  socket.unshift(Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), head]));
  app.server.emit('connection', socket);
}

function withoutOffer(connection: string): string {
  const rest = connection.split(',').filter((word) => !OFFER.has(word.trim().toLowerCase()));
  return rest.length === 0 ? 'keep-alive' : rest.join(',').trim();
}
