/**
 * Clients without a broker: a WebSocket at `/generic-connector`. A command is `{type, body}` as JSON, an event is the same
 * JSON as at a topic. The socket is the destination, whatever name it gives, and it shows the password of an agent before
 * it hears of them.
 */
import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import { commandMessageSchema } from '../../../protocol/generic-connector/catalog.ts';
import { NOTHING_THERE, refuseConnection, TOO_MANY } from '../../http/closing.ts';
import { AddressLimit } from '../../http/keyed-limit.ts';
import { correlationId } from '../../http/logging.ts';
import { TokenBucket } from '../shared/rate-limit.ts';
import type { Destination, Message } from './destination.ts';

export type SocketClientsOptions = {
  app: Pick<FastifyInstance, 'upgrades' | 'containment' | 'clientAddressOf'>;
  /** Whether a page with these headers may come. Programs that are no pages have no origin. */
  isWelcome: (headers: IncomingHttpHeaders) => boolean;
  /** New connections per minute and address; 0: no limit. */
  handshakesPerMinute: number;
  /** Commands per second that a socket may send on average; four times as many at once. */
  commandsPerSecond: number;
  /** How long (ms) a socket may be there without a command: nobody hears anything by it. Default: a minute. */
  silentMs?: number;
  take: (message: Message) => void;
  /** A destination is gone. */
  forget: (name: string) => void;
};

const PATH = '/generic-connector';
const MAX_MESSAGE = 32_768;
const MAX_UNREAD = 4_194_304;
const PING_MS = 30_000;
const SILENT_MS = 60_000;
/** How often per minute an address may show passwords; this machine, fifty times as often. */
const PASSWORDS_PER_MINUTE = 60;
const LOCAL_FACTOR = 50;

const SHOWS_PASSWORD = /^\s*(connect|login|mobileagentlogin)\s*#/i;

/** WebSocket's codes of endings. */
const UNREADABLE = 1007;
const POLICY = 1008;
const GOING_AWAY = 1001;

export function openSocketClients(options: SocketClientsOptions): { close(): void } {
  const { app } = options;
  const server = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE, perMessageDeflate: false });
  const handshakes = new AddressLimit(options.handshakesPerMinute, LOCAL_FACTOR);
  const passwords = new AddressLimit(PASSWORDS_PER_MINUTE, LOCAL_FACTOR);

  app.upgrades.serve(PATH, (request, socket, head) => {
    const id = correlationId(request);
    app.containment.run(
      { transport: 'agent-socket', correlationId: id },
      () => admit(request, socket, head),
      (error) => {
        app.containment.note(error, { transport: 'agent-socket', correlationId: id });
        socket.destroy();
      },
    );
  });

  async function admit(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const { headers, url = '' } = request;
    const isMeant = url === PATH || url.startsWith(`${PATH}?`);
    if (!isMeant || (headers.origin !== undefined && !options.isWelcome(headers))) {
      refuseConnection(socket, NOTHING_THERE, correlationId(request));
    } else if ((await handshakes.use(app.clientAddressOf(request))) > 0) {
      refuseConnection(socket, TOO_MANY, correlationId(request));
    } else server.handleUpgrade(request, socket, head, (client) => serve(client, request));
  }

  function serve(client: WebSocket, request: IncomingMessage): void {
    const address = app.clientAddressOf(request);
    const origin = { transport: 'agent-socket', correlationId: correlationId(request) } as const;
    const bucket = new TokenBucket(
      options.commandsPerSecond,
      options.commandsPerSecond * 4,
      performance.now(),
    );
    const destination: Destination = {
      name: `socket ${randomUUID()}`,
      door: { what: 'socket', client: { address: address.address, correlationId: origin.correlationId } },
      tell: ({ body }) => {
        if (client.readyState !== client.OPEN) return;
        client.send(body);
        if (client.bufferedAmount > MAX_UNREAD) {
          app.containment.cut('agent-socket', 'unread');
          client.terminate();
        }
      },
    };
    let isAlive = true;
    const pings = setInterval(() => {
      if (!isAlive) client.terminate();
      isAlive = false;
      client.ping();
    }, PING_MS);
    const silence = setTimeout(
      () => client.close(POLICY, 'no command has come'),
      options.silentMs ?? SILENT_MS,
    );
    silence.unref();
    /** Commands are taken in the order in which they came. */
    let before = Promise.resolve();

    client.on('pong', () => (isAlive = true));
    client.on('error', () => client.terminate());
    client.on('close', () => {
      clearInterval(pings);
      clearTimeout(silence);
      options.forget(destination.name);
    });
    client.on('message', (data, isBinary) => {
      isAlive = true;
      if (!bucket.take(performance.now())) {
        client.close(POLICY, 'too many commands');
        return;
      }
      const message = isBinary || !Buffer.isBuffer(data) ? null : readMessage(data.toString('utf8'));
      if (message === null) {
        client.close(UNREADABLE, 'not a command');
        return;
      }
      clearTimeout(silence);
      before = before.then(async () => {
        if (SHOWS_PASSWORD.test(message.type) && (await passwords.use(address)) > 0) {
          client.close(POLICY, 'too many passwords');
          return;
        }
        const { type, body = '' } = message;
        const { door } = destination;
        options.take({
          door,
          type,
          body,
          sentAt: null,
          destination: () => destination,
          replyTo: destination,
        });
      });
      app.containment.run(
        origin,
        () => before,
        (error) => {
          app.containment.note(error, origin);
          client.terminate();
        },
      );
    });
  }

  return {
    close: () => {
      for (const client of server.clients) {
        client.close(GOING_AWAY);
        client.terminate();
      }
      server.close();
    },
  };
}

function readMessage(text: string): { type: string; body?: string | undefined } | null {
  try {
    const read = commandMessageSchema.safeParse(JSON.parse(text));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}
