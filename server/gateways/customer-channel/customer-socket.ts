import type { Socket } from 'socket.io';
import { firstCharacters } from '../../../protocol/shared/characters.ts';
import type { Refusal } from '../../../protocol/customer-channel/errors.ts';
import { CUSTOMER_EVENTS } from '../../../protocol/customer-channel/names.ts';
import { wordIn } from '../../../protocol/shared/words.ts';
import {
  chatEnded,
  chatRated,
  chatRequested,
  chatResumed,
  CUSTOMER_JSON_LIMITS,
} from '../../../protocol/customer-channel/requests.ts';
import type { Containment } from '../../http/containment.ts';
import { SocketBoundary } from '../shared/client-events.ts';
import type { ClientEvent } from '../shared/client-events.ts';
import { TokenBucket } from '../shared/rate-limit.ts';
import { sizeOf } from '../../wire/message-size.ts';
import { parsePayload } from '../shared/refusals.ts';
import { CustomerError, customerRefusal } from './customer-error.ts';
import type { CustomerDesk } from './customer-desk.ts';
import type { SocketData } from './admit-customer.ts';

/** Events beyond the limit that are answered before a flooding socket is put out: at once, and per second. */
const PATIENCE = { atOnce: 1_000, perSecond: 10 };
/** Loopback is where load tests and reverse proxies stand. */
const LOOPBACK_RATE = 12;
const LOOPBACK_BURST = 2.5;

const customerEvent = wordIn(Object.values(CUSTOMER_EVENTS));

type Answer = (acknowledgement: unknown) => void;

/**
 * One customer's socket: reads what comes, answers everything, and never lets one event's trouble reach
 * another. Requests and resumptions run one after the other; messages wait for them and then run side by side.
 */
export function serveSocket(socket: Socket, desk: CustomerDesk, containment: Containment): void {
  const data = socket.data as SocketData;
  const { eventsPerSecond, eventsAtOnce } = desk.context.settings;
  const near = data.client.local;
  const bucket = new TokenBucket(
    eventsPerSecond * (near ? LOOPBACK_RATE : 1),
    eventsAtOnce * (near ? LOOPBACK_BURST : 1),
    performance.now(),
  );
  const patience = new TokenBucket(PATIENCE.perSecond, PATIENCE.atOnce, performance.now());
  let joining: Promise<unknown> = Promise.resolve();
  let joins = 0;

  /** What changes this socket's session runs alone. */
  const join = <T>(work: () => Promise<T>): Promise<T> => {
    joins += 1;
    const done = joining.then(work).finally(() => {
      joins -= 1;
    });
    joining = done.catch(() => {});
    return done;
  };
  /** Everything else waits only while such a change is under way. */
  const afterJoining = async <T>(work: () => Promise<T>): Promise<T> => {
    if (joins > 0) await joining;
    return work();
  };

  const handle = (name: string, payload: unknown, answer: Answer): Promise<unknown> => {
    switch (customerEvent(name)) {
      case CUSTOMER_EVENTS.chatRequested: {
        const request = read(chatRequested, payload ?? {});
        // What is entered before the chat is shown to agents each time they open it.
        if (sizeOf(payload) > desk.context.settings.maxMessageBytes) throw new CustomerError('TOO_LARGE');
        return join(() => desk.request(socket, data, request, answer));
      }
      case CUSTOMER_EVENTS.chatResumed: {
        const request = read(chatResumed, payload ?? {});
        return join(() => desk.resume(socket, data, request.after ?? null, answer));
      }
      case CUSTOMER_EVENTS.message:
        return afterJoining(async () => {
          answer(await desk.message(socket, payload));
        });
      case CUSTOMER_EVENTS.chatEnded:
        read(chatEnded, payload ?? {});
        return join(async () => {
          await desk.end(socket);
          answer({ code: 200 });
        });
      case CUSTOMER_EVENTS.chatRated: {
        const rating = read(chatRated, payload ?? {});
        return afterJoining(async () => {
          await desk.rate(socket, data, rating);
          answer({ code: 200 });
        });
      }
      case CUSTOMER_EVENTS.voiceRequested:
      case CUSTOMER_EVENTS.joinConversation:
        throw new CustomerError('NOT_SUPPORTED');
      default:
        throw new CustomerError('UNKNOWN_EVENT');
    }
  };

  const boundary = new SocketBoundary(containment, 'customer-socket', socket);
  boundary.onEvents({
    handle: ({ name, payload, answer }) => {
      if (!bucket.take(performance.now())) {
        if (patience.take(performance.now())) throw new CustomerError('RATE_LIMITED');
        socket.disconnect(true);
        return undefined;
      }
      return handle(name, payload, answer ?? (() => {}));
    },
    refuse: (event, error) => answerRefusal(socket, event, customerRefusal(error)),
    isMistake: (error) => customerRefusal(error).error === 'INTERNAL',
  });
  socket.on('disconnect', () => boundary.run('disconnect', () => desk.leave(socket)));
}

function read<S extends Parameters<typeof parsePayload>[0]>(
  schema: S,
  payload: unknown,
): ReturnType<typeof parsePayload<S>> {
  return parsePayload(schema, payload, CUSTOMER_JSON_LIMITS);
}

/** By the acknowledgement where there is one, else as `ERRORS`; a resumption is refused in its own words. */
function answerRefusal(socket: Socket, { name, payload, answer }: ClientEvent, refused: Refusal): void {
  if (answer !== null) {
    answer(
      customerEvent(name) === CUSTOMER_EVENTS.chatResumed ? { isChatAvailable: false, ...refused } : refused,
    );
    return;
  }
  const id = typeof payload === 'object' && payload !== null && 'id' in payload ? payload.id : undefined;
  socket.emit(CUSTOMER_EVENTS.errors, {
    task: firstCharacters(name, 100),
    ...refused,
    ...(typeof id === 'string' && { messageId: firstCharacters(id, 200) }),
  });
}
