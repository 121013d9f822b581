/** From an arriving packet to its handler and back to its sender: the one place that answers a desk. */
import type { Logger } from 'pino';
import { firstCharacters } from '../../../protocol/shared/characters.ts';
import { clientEventNamed } from '../../../protocol/agent-manager/aliases.ts';
import type { Acknowledgement, Refusal } from '../../../protocol/shared/acknowledgement.ts';
import { ProtocolError } from '../../../protocol/shared/errors.ts';
import type { ClientEvent, SocketBoundary } from '../shared/client-events.ts';
import { hidePersonal } from '../shared/personal-data.ts';
import { inLanguage } from '../shared/reader-language.ts';
import { toRefusal } from '../shared/refusals.ts';
import type { Asker, HandlerContext } from './handler-context.ts';
import { HANDLERS } from './handlers.ts';
import { emitTo, type AgentSocket } from './sockets.ts';

/** The longest name of an unknown event that is repeated back. */
const MAX_NAME = 80;

/** A desk that floods without callbacks is told so this often (ms). */
const FLOOD_NOTICE_EVERY_MS = 1_000;

/** Handles every event of a socket, whatever its spelling. */
export function dispatchEvents(
  socket: AgentSocket,
  boundary: SocketBoundary,
  context: HandlerContext,
  asker: Asker,
): void {
  const flood = { toldAt: 0 };
  boundary.onEvents({
    handle: async ({ name, payload, answer }) => {
      const now = Date.now();
      if (!socket.data.bucket.take(now)) {
        if (answer === null) {
          if (now - flood.toldAt < FLOOD_NOTICE_EVERY_MS) return;
          flood.toldAt = now;
        }
        throw new ProtocolError('RATE_LIMITED');
      }
      const known = clientEventNamed(name);
      if (known === undefined) {
        throw new ProtocolError('UNKNOWN_EVENT', `There is no event ${JSON.stringify(taskOf(name))}.`);
      }
      const handled = await HANDLERS[known](context, asker, payload);
      await context.signsOfLife.note(asker.principal.userId, known, payload);
      const read = inLanguage(handled, socket.data.language, context.directory());
      const result = socket.data.masked ? hidePersonal(read) : read;
      answer?.({ status: 'ok', ...result } satisfies Acknowledgement);
    },
    refuse: (event, error) => refuse(socket, event, error, context.logger),
    isMistake: (error) => toRefusal(error).code === 'INTERNAL',
  });
}

/** The event's own name, or the beginning of what was sent as one. */
function taskOf(name: string): string {
  return clientEventNamed(name) ?? firstCharacters(name, MAX_NAME);
}

function refuse(
  socket: AgentSocket,
  { name, payload, answer }: ClientEvent,
  error: unknown,
  logger: Logger,
): void {
  const task = taskOf(name);
  const { code, msg, statusCode } = toRefusal(error);
  const { userId } = socket.data.principal;
  logger.debug({ code, task, agentId: userId, socketId: socket.id }, 'event refused');
  const about = subjectOf(payload);
  if (answer === null) emitTo(socket, 'errors', { task, msg, code, statusCode, ...about });
  else answer({ status: 'error', code, msg, statusCode, task, ...about } satisfies Acknowledgement);
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
