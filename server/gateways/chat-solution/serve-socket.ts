/** The life of one socket: what comes is done in its order, and everything is answered. */
import type { Socket } from 'socket.io';
import type { ChatAnswer, ChatErrors } from '../../../protocol/chat-solution/answers.ts';
import { CHAT_CLIENT_EVENTS } from '../../../protocol/chat-solution/names.ts';
import { ProtocolError } from '../../../protocol/shared/errors.ts';
import { firstCharacters } from '../../../protocol/shared/characters.ts';
import type { ClientAddress } from '../../http/client-address.ts';
import type { Containment } from '../../http/containment.ts';
import { correlationId } from '../../http/logging.ts';
import { SocketBoundary, type ClientEvent } from '../shared/client-events.ts';
import { TokenBucket } from '../shared/rate-limit.ts';
import { leaveDesk } from './agents/sign-in.ts';
import { loseBot } from './bots/bot-handlers.ts';
import { leaveChats } from './customers/customer-handlers.ts';
import { dispatch } from './dispatch.ts';
import type { ChatContext } from './chat-context.ts';
import { chatRefusal } from './refuse.ts';
import type { Visitor } from './visitor.ts';

/** How long a socket may be nobody's (ms). Its client comes back by itself when it still wants something. */
const PATIENCE_MS = 10 * 60_000;

/** Loopback is where load tests and programs that speak for many customers stand. */
const LOOPBACK_RATE = 12;

/** Events of one socket that wait for each other; who sends more is put out. */
const MOST_WAITING = 2_000;

const LONGEST_NAME = 80;
const KNOWN: ReadonlySet<string> = new Set(CHAT_CLIENT_EVENTS);

/** Takes care of a socket from its connection to its end. */
export function serveSocket(
  socket: Socket,
  client: ClientAddress,
  context: ChatContext,
  containment: Containment,
): void {
  const { key } = socket.handshake.query;
  const visitor: Visitor = {
    socket,
    client,
    correlationId: correlationId(socket.request),
    key: typeof key === 'string' && key !== '' ? key : null,
    kind: null,
    subscribedTo: null,
    agent: null,
    chats: new Map(),
    bot: null,
    connects: null,
  };
  const boundary = new SocketBoundary(containment, 'chat-socket', socket);
  const { eventsPerSecond, eventsAtOnce } = context.settings;
  const factor = client.local ? LOOPBACK_RATE : 1;
  const bucket = new TokenBucket(eventsPerSecond * factor, eventsAtOnce * factor, performance.now());
  const line = new Line();
  const idle = setTimeout(() => {
    if (visitor.kind === null) socket.conn.close();
  }, PATIENCE_MS);
  idle.unref();
  boundary.onEvents({
    handle: async (event) => {
      if (!bucket.take(performance.now())) throw new ProtocolError('RATE_LIMITED');
      if (line.length >= MOST_WAITING) {
        socket.disconnect(true);
        return;
      }
      await line.next(async () => {
        const after = await dispatch(context, visitor, event.name, event.payload);
        event.answer?.({ status: 'ok' } satisfies ChatAnswer);
        after?.();
      });
    },
    refuse: (event, error) => refuse(socket, event, error, context),
    isMistake: (error) => chatRefusal(error).code === 'INTERNAL',
  });
  socket.on('disconnect', () =>
    boundary.run('disconnect', () => {
      clearTimeout(idle);
      // What has begun is finished first: it may still bring this socket somewhere.
      return line.next(() => {
        leaveDesk(context, visitor);
        leaveChats(context, visitor);
        context.external.remove(visitor);
        return loseBot(context, visitor);
      });
    }),
  );
}

/** Work that is done one after the other. */
class Line {
  #tail: Promise<unknown> = Promise.resolve();
  length = 0;

  next<T>(work: () => Promise<T>): Promise<T> {
    this.length += 1;
    const done = this.#tail.then(work).finally(() => {
      this.length -= 1;
    });
    this.#tail = done.catch(() => {});
    return done;
  }
}

function refuse(
  socket: Socket,
  { name, answer }: ClientEvent,
  error: unknown,
  { logger }: ChatContext,
): void {
  const task = KNOWN.has(name) ? name : firstCharacters(name, LONGEST_NAME);
  const refusal = chatRefusal(error);
  logger.debug({ code: refusal.code, task, socketId: socket.id }, 'event refused');
  if (answer !== null) answer(refusal satisfies ChatAnswer);
  else {
    const { code, msg, statusCode } = refusal;
    socket.emit('errors', { task, code, msg, statusCode } satisfies ChatErrors);
  }
}
