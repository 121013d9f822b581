/** Chat Solution on a server: its sockets stand beside the desks' at the root path, its REST below `/api`. */
import type { FastifyInstance } from 'fastify';
import { CHAT_SOLUTION_PATH } from '../../../protocol/chat-solution/names.ts';
import { KeyedLimit } from '../../http/keyed-limit.ts';
import { once } from '../../once.ts';
import { SessionQuota } from '../../wire/session-quota.ts';
import type { GatewayContext } from '../shared/context.ts';
import type { Handshake } from '../shared/shared-path.ts';
import { joinSocketPath } from '../shared/socket-door.ts';
import { AgentDesks } from './agents/agent-desks.ts';
import { AgentFrames } from './agents/agent-frames.ts';
import { Owners } from './agents/owners.ts';
import { botFrames } from './bots/bot-frames.ts';
import { loseFormerBots } from './bots/bot-handlers.ts';
import { Bots } from './bots/bots.ts';
import { ExternalMessages } from './connectors/external-messages.ts';
import { useProgramRoutes } from './connectors/program-routes.ts';
import { chatTranslation } from './customers/chat-translation.ts';
import { useChatRoutes } from './customers/chat-routes.ts';
import { PendingChats } from './customers/pending-chats.ts';
import type { ChatContext } from './chat-context.ts';
import { useTranscriptRoutes } from './transcript/transcript-routes.ts';
import { serveSocket } from './serve-socket.ts';

/** The running gateway. */
export type ChatSolution = { close: () => Promise<void> };

/** Whoever shows no sign-in with the handshake is one of these clients: older ones have none to show. */
export function isChatSolution({ auth, url }: Pick<Handshake, 'auth' | 'url'>): boolean {
  const isDesk = ['agent', 'token', 'fcm'].some((key) => auth[key] !== undefined);
  return !isDesk && url.startsWith(`${CHAT_SOLUTION_PATH}/`);
}

/** Adds the gateway to `app`, after the one that has opened the path. */
export async function registerChatSolution(
  app: FastifyInstance,
  shared: GatewayContext,
): Promise<ChatSolution> {
  const { engine, logger } = shared;
  const bots = new Bots();
  const botName = (botId: string): string => bots.nameOf(botId);
  const context: ChatContext = {
    ...shared,
    desks: new AgentDesks(),
    customerConnections: shared.customers.connections.open(chatTranslation(shared.directory, botName)),
    pending: new PendingChats(),
    quota: new SessionQuota(shared.settings.quota),
    histories: new KeyedLimit(shared.settings.historiesPerMinute),
    origins: new Map(),
    refusals: app.refusals,
    bots,
    botName,
    external: new ExternalMessages(),
  };
  const owners = new Owners();
  const frames = new AgentFrames(context, owners);
  joinSocketPath(app, CHAT_SOLUTION_PATH, engine.tenant, {
    claim: (handshake) => (isChatSolution(handshake) ? 'MINE' : 'NOT_MINE'),
    beginsWith: () => false,
    admit: (_socket, next) => next(),
    serve: (socket) => serveSocket(socket, app.clientAddressOf(socket.request), context, app.containment),
  });
  await useChatRoutes(app, context);
  await useProgramRoutes(app, context);
  await useTranscriptRoutes(app, context);
  let stop = (): void => {};
  await engine.read((view) => {
    owners.seed(view.world.state);
    stop = engine.onTurn((turn) => {
      try {
        const sends = [...frames.prepare(turn), ...botFrames(context, turn)];
        if (sends.length === 0) return undefined;
        return () => {
          for (const send of sends) send();
        };
      } catch (error) {
        logger.error({ err: error, cause: turn.cause }, 'a turn could not be told');
        return undefined;
      }
    });
  });
  await loseFormerBots(context);
  const stopResets = engine.onReset(() => {
    engine
      .read((view) => owners.seed(view.world.state))
      .catch(() => {
        // The engine is stopping; there is nothing to remember for.
      });
  });
  const close = once(() => {
    stop();
    stopResets();
    return Promise.resolve();
  });
  app.addHook('preClose', close);
  return { close };
}
