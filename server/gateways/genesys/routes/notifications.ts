/** Where clients poll: Bayeux messages in JSON, by POST alone. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { COMETD_PATH } from '../../../../protocol/genesys/names.ts';
import { bayeuxMessage } from '../../../../protocol/genesys/bayeux.ts';
import { STATUS } from '../../../../protocol/genesys/status.ts';
import { findUnsafe } from '../../../../protocol/shared/safe-json.ts';
import { answerMessages, type ClientStore, type PollConnection } from '../bayeux/server.ts';
import { MOST_MESSAGES, type BayeuxTiming } from '../bayeux/timing.ts';
import { Failure, sendFailure } from '../failures.ts';
import type { GenesysContext } from '../genesys-context.ts';
import type { Visitor } from '../sign-ins.ts';
import { keepCookie } from './visit.ts';

/** Polls of one address per minute: every message to an agent makes one. */
const POLLS_PER_MINUTE = 60_000;
const LOCAL_FACTOR = 20;
/** A silent connection is asked so soon (ms) whether it still stands. */
const KEEP_ALIVE_MS = 1_000;
/** Requests that look for a client are small. */
export const BODY_LIMIT = 65_536;

export function notificationRoutes(
  scope: FastifyInstance,
  context: GenesysContext,
  timing: BayeuxTiming,
): void {
  for (const url of [COMETD_PATH, `${COMETD_PATH}/*`]) {
    scope.post(
      url,
      {
        bodyLimit: BODY_LIMIT,
        config: {
          open: true,
          held: true,
          readsAnyJson: true,
          rateLimit: {
            max: ({ clientAddress }: FastifyRequest) =>
              clientAddress.local ? POLLS_PER_MINUTE * LOCAL_FACTOR : POLLS_PER_MINUTE,
            timeWindow: 60_000,
          },
        },
        schema: {
          tags: ['genesys'],
          summary:
            'CometD (Bayeux 1.0, long polling): handshake, connect, subscribe, unsubscribe, disconnect, also in one array. With the cookie, or with name and password',
          body: bayeuxMessage,
          hide: url !== COMETD_PATH,
        },
        onRequest: requireJson,
      },
      (request, reply) => answer(request, reply, context, timing),
    );
  }
}

/** A form or plain text can be sent by any page. */
function requireJson(request: FastifyRequest, reply: FastifyReply, next: () => void): void {
  const [type = ''] = (request.headers['content-type'] ?? '').split(';');
  if (type.trim().toLowerCase() === 'application/json') next();
  else sendFailure(reply, new Failure(STATUS.invalid, 'The content type is not application/json.', 415));
}

async function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  context: GenesysContext,
  timing: BayeuxTiming,
): Promise<FastifyReply> {
  const given = Array.isArray(request.body) ? (request.body as unknown[]) : [request.body];
  if (given.length > MOST_MESSAGES) throw new Failure(STATUS.outOfRange, 'Too many messages.', 413);
  if (given.length === 0 || findUnsafe(given) !== null) {
    throw new Failure(STATUS.invalid, 'These are no Bayeux messages.');
  }
  const visitor = await context.signIns.ofPoller(request);
  if (visitor?.fresh === true) keepCookie(context, reply, visitor);
  request.raw.socket.setKeepAlive(true, KEEP_ALIVE_MS);
  const connection = connectionOf(reply);
  const { messages, onLost, poller } = await answerMessages(
    given,
    clientsOf(visitor, request, context),
    connection,
    timing,
  );
  const { raw } = reply;
  if (raw.destroyed) onLost();
  else {
    connection.onGone(onLost);
    const isRead = poller?.answering(() => raw.destroy());
    if (isRead !== undefined) raw.once('close', isRead);
  }
  return reply.send(messages);
}

/** The connection of an answer: it is gone when it closes before the answer was written. */
function connectionOf({ raw }: FastifyReply): PollConnection {
  return {
    onGone: (gone) => {
      const onClose = (): void => {
        if (!raw.writableFinished) gone();
      };
      raw.once('close', onClose);
      if (raw.destroyed) setImmediate(onClose);
      return () => raw.off('close', onClose);
    },
  };
}

/** The clients that a visitor may know: those of their own agent. */
function clientsOf(visitor: Visitor | null, request: FastifyRequest, context: GenesysContext): ClientStore {
  const { desks } = context;
  if (visitor === null) {
    return { find: () => undefined, open: () => Promise.resolve(null), polling: () => Promise.resolve() };
  }
  const { userId } = visitor.principal;
  return {
    find: (clientId) => desks.findClient(clientId, userId)?.client,
    open: async () => {
      const client = desks.openClient(visitor, request);
      if (client !== null) await desks.resume(desks.of(visitor, request));
      return client;
    },
    polling: async (client) => {
      const desk = desks.findClient(client.id, userId)?.desk;
      if (desk !== undefined) await desks.resume(desk);
    },
  };
}
