/** The Agent Manager's gateway: Socket.IO for desks, on the server's own origin. */
import type { FastifyInstance } from 'fastify';
import { Server } from 'socket.io';
import { clientEventNamed } from '../../../protocol/agent-manager/aliases.ts';
import { SOCKET_PATHS } from '../../../protocol/agent-manager/handshake.ts';
import type { OnTopicData } from '../../../protocol/agent-manager/server-events.ts';
import type { Turn } from '../../engine/contract.ts';
import { KeyedLimit } from '../../http/keyed-limit.ts';
import { correlationId } from '../../http/logging.ts';
import type { GatewayContext } from '../shared/context.ts';
import type { SocketProtocol } from '../shared/shared-path.ts';
import { openDoor } from '../shared/socket-door.ts';
import { historySources, readConversation, type HistorySources } from '../shared/conversation-history.ts';
import { readPatiently } from '../shared/patient-read.ts';
import { inLanguage } from '../shared/reader-language.ts';
import { serveSocket, type ConnectionContext } from './connection.ts';
import { AnnouncementBoard } from './announcement-board.ts';
import { DeskFigures } from './desk-figures.ts';
import { FloorWatch } from './floor-watch.ts';
import { framesOf } from './desk-frames.ts';
import { admit, connectError, isBadSignIn, showsSignIn } from './admit-desk.ts';
import { Hub } from './hub.ts';
import type { Push } from './push/push.ts';
import { LiveMemory, LiveScope } from './live-scope.ts';
import { previewOf } from './offer.ts';
import { SeenSequences } from '../../connections/seen-sequences.ts';
import { SignsOfLife } from './signs-of-life.ts';
import type { AgentServer, AgentSocket } from './sockets.ts';
import { SessionQuota } from '../../wire/session-quota.ts';
import { TOPIC_EVENTS, withHistory, type TopicSnapshot } from './topic.ts';

export type AgentManagerGateway = {
  /** Sockets that are connected now. */
  sockets: () => number;
  /** Announcements have been changed here: resolves when everybody concerned has been told. */
  announced: () => Promise<void>;
  /** Ends every connection; desks come back to whoever serves next. */
  close: () => Promise<void>;
};

/**
 * Serves desks at `/socket.io` and `/agent-manager/socket.io` of `app`. Resolves once every turn of the
 * engine is listened to.
 */
export async function openAgentManager(
  app: FastifyInstance,
  context: GatewayContext,
  push: Push,
): Promise<AgentManagerGateway> {
  const { settings } = context;
  const histories = new KeyedLimit(settings.historiesPerMinute);
  const { io, ...door } = await openDoor<AgentServer>(app, {
    server: () =>
      new Server({
        serveClient: false,
        // Clients of older protocols at the root path are of the time before Socket.IO 3.
        allowEIO3: true,
        perMessageDeflate: false,
        httpCompression: false,
        maxHttpBufferSize: settings.maxHttpBufferSize,
        cors: {
          origin: (origin, answer) => answer(null, context.identity.origins().isAllowed(origin)),
          credentials: false,
        },
      }),
    paths: SOCKET_PATHS,
    protocol: deskProtocol(app, context, histories, (socket) => serveSocket(socket, connection)),
    transport: 'agent-socket',
    settings,
    engine: context.engine,
  });
  const memory = new LiveMemory();
  const seen = new SeenSequences();
  const history = historySources(context);
  const load = (snapshot: TopicSnapshot, share = 1): Promise<OnTopicData> =>
    loadTopic(snapshot, share, history, context);
  const hub = new Hub(io, {
    tenant: context.engine.tenant,
    load,
    inLanguage: (payload, language) => inLanguage(payload, language, context.directory()),
  });
  context.phones?.onChange((agentId, phone) => {
    const frame = { kind: 'tell', agentId, conversationId: null, event: 'phone', payload: phone } as const;
    hub.deliver([frame], hub.epoch());
  });
  const figures = new DeskFigures(context);
  const floor = new FloorWatch(context, memory);
  const board = new AnnouncementBoard(context, {
    isHere: (agentId) => hub.listening(agentId) !== undefined,
    tell: (agentId, event, payload) =>
      hub.deliver([{ kind: 'tell', agentId, conversationId: null, event, payload }], hub.epoch()),
  });
  await board.look();
  const connection: ConnectionContext = {
    ...context,
    history,
    quota: new SessionQuota(settings.quota),
    signsOfLife: new SignsOfLife(context),
    hub,
    memory,
    seen,
    figures,
    board,
    floor,
    push,
    load,
    histories,
    containment: app.containment,
    room: (socket) => door.room(socket),
  };

  const stop = await listen(context, memory, (turn) => {
    figures.notice(turn.events);
    floor.notice(turn.events);
    const pushed = push.notice(turn, memory);
    const scope = new LiveScope(turn, context.directory(), memory);
    const frames = framesOf(turn, {
      scope,
      memory,
      seen,
      listening: (id) => hub.listening(id),
      listeners: () => hub.listeners(),
    });
    if (frames.length === 0) return pushed;
    const epoch = hub.epoch();
    return () => {
      hub.deliver(frames, epoch);
      pushed?.();
    };
  });
  return {
    sockets: () => hub.size,
    announced: () => board.look(),
    close: () => {
      stop();
      figures.close();
      board.close();
      floor.close();
      door.close();
      return Promise.resolve();
    },
  };
}

/** Desks as one of the protocols at their paths. */
function deskProtocol(
  app: FastifyInstance,
  context: GatewayContext,
  histories: KeyedLimit,
  serve: (socket: AgentSocket) => void,
): SocketProtocol {
  return {
    claim: showsSignIn,
    beginsWith: (event) => clientEventNamed(event) !== undefined,
    admit: (socket, next) => {
      const client = app.clientAddressOf(socket.request);
      const id = correlationId(socket.request);
      app.containment.run(
        { transport: 'agent-socket', correlationId: id, task: 'handshake' },
        async () => {
          const admitted = await admit(socket.handshake, context, histories, client.address);
          socket.data = { ...admitted, address: client.address };
          next();
        },
        (error) => {
          const refusal = connectError(error, app.refusals.waitOf(client));
          next(refusal);
          context.identity.securityLog('access-refused', {
            client: { address: client.address, correlationId: id },
            way: 'agent-socket',
            reason: refusal.data.content.code,
          });
          if (isBadSignIn(error)) void app.refusals.count(client);
        },
      );
    },
    serve: (socket) => serve(socket as AgentSocket),
  };
}

/** The grace of a lost agent is longer (ms); until then the database is there for those who come back. */
const RECALL_OTHERS_AFTER_MS = 1_000;

/** Hears every turn from one moment on, with everything in the memory that was alive then. */
async function listen(
  context: GatewayContext,
  memory: LiveMemory,
  prepare: (turn: Turn) => (() => void) | undefined,
): Promise<() => void> {
  const { engine, logger } = context;
  let stop = (): void => {};
  await engine.read((view) => {
    memory.seed(view);
    stop = engine.onTurn((turn) => {
      memory.learn(turn.events, turn.content);
      try {
        return prepare(turn);
      } catch (error) {
        logger.error({ err: error, cause: turn.cause }, 'a turn could not be told');
        return undefined;
      } finally {
        memory.forget(turn.events);
      }
    });
  });
  const waiting = await recallWaiting(context, memory);
  // The others wait again only if their agent does not come back: nobody has to wait for that.
  const recalling = setTimeout(() => {
    recallOthers(context, memory, new Set(waiting)).catch((error: unknown) => {
      logger.error({ err: error }, 'the first words of customers could not be read');
    });
  }, RECALL_OTHERS_AFTER_MS);
  recalling.unref();
  const stopResets = engine.onReset(() => {
    engine
      .read((view) => memory.seed(view))
      .catch(() => {
        // The engine is stopping; there is nothing to remember for.
      });
  });
  return () => {
    clearTimeout(recalling);
    stop();
    stopResets();
  };
}

/** So many conversations are asked about in one query. */
const RECALLED_AT_ONCE = 200;

/** The first words of customers who were waiting when the gateway started; gives their conversations. */
async function recallWaiting(context: GatewayContext, memory: LiveMemory): Promise<string[]> {
  const waiting = await context.engine.read(({ world }) =>
    Object.values(world.state.tasks)
      .filter(({ state }) => state === 'QUEUED' || state === 'OFFERED')
      .map(({ conversationId }) => conversationId),
  );
  await recallPreviews(waiting, context, memory);
  return waiting;
}

/** The first words in all other conversations: they are offered again when their agent is lost. */
async function recallOthers(
  context: GatewayContext,
  memory: LiveMemory,
  known: ReadonlySet<string>,
): Promise<void> {
  const others = await context.engine.read(({ world }) =>
    Object.keys(world.state.conversations).filter((id) => !known.has(id)),
  );
  for (let from = 0; from < others.length; from += RECALLED_AT_ONCE) {
    await recallPreviews(others.slice(from, from + RECALLED_AT_ONCE), context, memory);
  }
}

async function recallPreviews(
  conversationIds: readonly string[],
  { pastWork }: GatewayContext,
  memory: LiveMemory,
): Promise<void> {
  for (const { conversationId, content } of await pastWork.firstCustomerMessages(conversationIds)) {
    memory.rememberPreview(conversationId, previewOf(content?.body));
  }
}

/** What a snapshot carries beside its events, and the least that is sent of them (bytes). */
const AROUND_THE_EVENTS = 16_384;
const SMALLEST_PAGE = 16_384;

/** Completes a snapshot; `share` conversations share what may be sent at once. Should the store fail, the desk gets the conversation and can ask for its past again. */
async function loadTopic(
  snapshot: TopicSnapshot,
  share: number,
  history: HistorySources,
  { logger, settings }: GatewayContext,
): Promise<OnTopicData> {
  const { conversationId, agentId, seq } = snapshot;
  try {
    const maxBytes = Math.max(SMALLEST_PAGE, settings.historyPageBytes / share - AROUND_THE_EVENTS);
    const page = { beforeSeq: seq + 1, limit: TOPIC_EVENTS, maxBytes };
    const read = () => readConversation(history, conversationId, agentId, page);
    return withHistory(snapshot, await readPatiently(read, settings.joinTimeoutMs));
  } catch (error) {
    logger.error({ err: error, conversationId }, 'the past of a conversation could not be read');
    const { topicData } = snapshot.data;
    return { ...snapshot.data, topicData: { ...topicData, earlier: true } };
  }
}
