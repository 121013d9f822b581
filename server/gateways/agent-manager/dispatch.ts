/** From an arriving packet to its handler and back to its sender: the one place that answers a desk. */
import type { Logger } from 'pino';
import { firstLetters } from '../../../protocol/shared/letters.ts';
import { clientEventNamed } from '../../../protocol/agent-manager/aliases.ts';
import type { Acknowledgement, Refusal } from '../../../protocol/shared/acknowledgement.ts';
import { ProtocolError } from '../../../protocol/shared/errors.ts';
import { toRefusal } from '../shared/refusals.ts';
import type { Asker, HandlerContext } from './handler-context.ts';
import { HANDLERS } from './handlers.ts';
import { emitTo, type AgentSocket } from './sockets.ts';

type Answer = (answer: Acknowledgement) => void;

/** The longest name of an unknown event that is repeated back. */
const MAX_NAME = 80;

/** A desk that floods without callbacks is told so this often (ms). */
const FLOOD_NOTICE_EVERY_MS = 1_000;

/** Handles every event of a socket, whatever its spelling. */
export function dispatchEvents(socket: AgentSocket, context: HandlerContext, asker: Asker): void {
  const flood = { toldAt: 0 };
  socket.onAny((name: string, ...args: unknown[]) => {
    const last = args.at(-1);
    const answer = typeof last === 'function' ? (last as Answer) : undefined;
    const payload = answer === undefined || args.length > 1 ? args[0] : undefined;
    const task = clientEventNamed(name) ?? firstLetters(name, MAX_NAME);
    const now = Date.now();
    if (!socket.data.bucket.take(now)) {
      if (answer === undefined) {
        if (now - flood.toldAt < FLOOD_NOTICE_EVERY_MS) return;
        flood.toldAt = now;
      }
      refuse(socket, answer, task, undefined, new ProtocolError('RATE_LIMITED'), context.logger);
      return;
    }
    void handle(socket, context, asker, task, payload, answer);
  });
}

async function handle(
  socket: AgentSocket,
  context: HandlerContext,
  asker: Asker,
  task: string,
  payload: unknown,
  answer: Answer | undefined,
): Promise<void> {
  try {
    const name = clientEventNamed(task);
    if (name === undefined)
      throw new ProtocolError('UNKNOWN_EVENT', `There is no event ${JSON.stringify(task)}.`);
    const result = await HANDLERS[name](context, asker, payload);
    answer?.({ status: 'ok', ...result });
  } catch (error) {
    refuse(socket, answer, task, payload, error, context.logger);
  }
}

function refuse(
  socket: AgentSocket,
  answer: Answer | undefined,
  task: string,
  payload: unknown,
  error: unknown,
  logger: Logger,
): void {
  const { code, msg, statusCode } = toRefusal(error);
  const { userId } = socket.data.principal;
  if (statusCode >= 500)
    logger.error({ err: error, task, agentId: userId, socketId: socket.id }, 'event failed');
  else logger.debug({ code, task, agentId: userId, socketId: socket.id }, 'event refused');
  const about = subjectOf(payload);
  if (answer === undefined) emitTo(socket, 'errors', { task, msg, code, statusCode, ...about });
  else answer({ status: 'error', code, msg, statusCode, task, ...about });
}

/** Which conversation and message a refusal is about, so that the desk can mark that bubble. */
function subjectOf(payload: unknown): Pick<Refusal, 'conversationId' | 'messageId'> {
  const conversationId = stringAt(payload, 'conversationId');
  const messageId = stringAt(at(at(payload, 'cimEvent'), 'data'), 'id');
  return {
    ...(conversationId !== undefined && { conversationId }),
    ...(messageId !== undefined && { messageId }),
  };
}

function at(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}

function stringAt(value: unknown, key: string): string | undefined {
  const found = at(value, key);
  return typeof found === 'string' && found.length <= 200 ? found : undefined;
}
