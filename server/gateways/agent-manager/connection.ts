/** The life of one socket: what it is sent when it connects, what it may ask, and how it ends (D3, D5, D16). */
import { randomUUID } from 'node:crypto';
import type { ServerEventName } from '../../../protocol/agent-manager/event-maps.ts';
import type {
  EndedWhileAway,
  OnTopicData,
  TaskRequest,
} from '../../../protocol/agent-manager/server-events.ts';
import type { ChannelType } from '../../../protocol/cim/parties.ts';
import type { Directory } from '../../configuration/directory.ts';
import { originOf, type AgentConnection } from '../../connections/agent-connections.ts';
import { lookup } from '../../core/lookup.ts';
import type { View } from '../../engine/contract.ts';
import type { Principal } from '../../identity/principal.ts';
import type { Containment } from '../../http/containment.ts';
import { SocketBoundary } from '../shared/client-events.ts';
import { sendConnectError } from '../shared/shared-path.ts';
import { readPatiently } from '../shared/patient-read.ts';
import { inLanguage } from '../shared/reader-language.ts';
import { submit, toRefusal } from '../shared/refusals.ts';
import { dispatchEvents } from './dispatch.ts';
import type { AnnouncementBoard } from './announcement-board.ts';
import type { DeskFigures } from './desk-figures.ts';
import { endedWhileAway } from './ended-while-away.ts';
import type { FloorWatch } from './floor-watch.ts';
import type { HandlerContext } from './handler-context.ts';
import { connectErrorOf } from './admit-desk.ts';
import type { Hub } from './hub.ts';
import { LiveScope, type LiveMemory } from './live-scope.ts';
import { taskRequestOf } from './offer.ts';
import { presenceEvent } from './presence.ts';
import type { Push } from './push/push.ts';
import { pullListsOf, pullRequestsOn } from './pull-lists.ts';
import type { SeenSequences } from '../../connections/seen-sequences.ts';
import { emitTo, type AgentSocket } from './sockets.ts';
import { raisedHands } from './raised-hands.ts';
import { snapshotOf, type TopicSnapshot } from './topic.ts';

/** What a connection works with. */
export type ConnectionContext = HandlerContext & {
  hub: Hub;
  memory: LiveMemory;
  seen: SeenSequences;
  figures: DeskFigures;
  board: AnnouncementBoard;
  floor: FloorWatch;
  push: Pick<Push, 'keepTokens'>;
  /** `share`: how many conversations share what is sent at once. */
  load: (snapshot: TopicSnapshot, share?: number) => Promise<OnTopicData>;
  containment: Containment;
  /** Resolves when a connection has read enough to be sent more. */
  room: (socket: AgentSocket) => Promise<void>;
};

/** `setTimeout` takes no more. */
const LONGEST_TIMER_MS = 2_147_483_647;

/** Takes care of a socket from its connection to its end. */
export function serveSocket(socket: AgentSocket, context: ConnectionContext): void {
  const { hub } = context;
  const connection = connectionOf(socket);
  const boundary = new SocketBoundary(context.containment, 'agent-socket', socket);
  boundary.run('connect', () => {
    hub.add(socket);
    context.connections.agents.add(connection);
    watchExpiry(socket, boundary, context);
    socket.on('disconnect', () => boundary.run('disconnect', () => leave(socket, connection, context)));
  });
  dispatchEvents(socket, boundary, context, {
    get principal() {
      return socket.data.principal;
    },
    origin: originOf(connection),
    renew: (principal) => {
      hub.renew(socket, principal);
      watchExpiry(socket, boundary, context);
    },
    watchFigures: (since) => context.figures.watch(socket, since),
    watchFloor: (on) => {
      if (on) context.floor.watch(socket);
      else context.floor.forget(socket);
    },
  });
  boundary.run('welcome', () => welcome(socket, context));
  boundary.run('push', () => context.push.keepTokens(socket.data.principal.userId, socket.data.fcm));
}

/** Sends what exists already, in the order of D16; new events wait meanwhile. */
async function welcome(socket: AgentSocket, context: ConnectionContext): Promise<void> {
  const { engine, hub, logger } = context;
  const { principal } = socket.data;
  try {
    const { userId: agentId, sid } = principal;
    const { events } = await submit(engine, { id: randomUUID(), type: 'agent.connect', agentId, sid });
    const fresh = events.some(({ type }) => type === 'agent.signedIn');
    const back = fresh || events.some(({ type }) => type === 'agent.connected');
    if (!socket.connected) return;
    const start = await engine.read((view) => {
      hub.startJoining(socket);
      return lookAround(view, principal, fresh, context);
    });
    const tell = (event: ServerEventName, payload: unknown): void => {
      emitTo(socket, event, inLanguage(payload, socket.data.language, context.directory()));
    };
    tell('onChannelTypes', channelTypes(context.directory()));
    if (start.presence !== null) tell('agentPresence', start.presence);
    tell('onPullModeSubscribedList', start.lists);
    tell('pullModeSubscribedListRequests', start.requests);
    const topics = start.topics.map((snapshot) => ({
      snapshot,
      data: context.load(snapshot, start.topics.length),
    }));
    for (const { snapshot, data } of topics) {
      tell('onTopicData', await data);
      if (snapshot.wrapup !== null) tell('wrapupTimerStarted', snapshot.wrapup);
      await context.room(socket);
    }
    for (const { cimEvent, conversationId } of start.hands) {
      const shown = socket.data.wire === 'json' ? JSON.stringify(cimEvent) : cimEvent;
      tell('onCimEvent', { cimEvent: shown, conversationId, roomInfo: cimEvent.roomInfo });
    }
    for (const offer of start.offers) tell('taskRequest', withTimeLeft(offer, engine.now()));
    for (const one of context.board.unseenBy(principal)) tell('ANNOUNCEMENT_CREATED', one);
    const phone = context.phones?.of(agentId) ?? null;
    if (phone !== null) tell('phone', phone);
    const missed = back ? await missedBy(agentId, context) : null;
    if (missed !== null) tell('endedWhileAway', missed);
    tell('snapshotComplete', { conversations: topics.length, offers: start.offers.length });
    hub.finishJoining(socket);
  } catch (error) {
    const { code, msg, statusCode } = toRefusal(error);
    logger.warn({ err: error, code, agentId: principal.userId }, 'a desk could not be served');
    emitTo(socket, 'errors', { task: 'connect', code, msg, statusCode });
    // Whoever is refused stays away; whoever could not be served comes back by itself, as after a lost line.
    if (statusCode < 500) socket.disconnect(true);
    else setImmediate(() => socket.conn.close());
  }
}

/** Should the store fail, the desk is served all the same. */
async function missedBy(agentId: string, context: ConnectionContext): Promise<EndedWhileAway | null> {
  const { history, logger, settings } = context;
  return readPatiently(() => endedWhileAway(history, agentId), settings.joinTimeoutMs).catch(
    (error: unknown) => {
      logger.warn({ err: error, agentId }, 'what ended while an agent was away could not be read');
      return null;
    },
  );
}

function lookAround(view: View, principal: Principal, fresh: boolean, context: ConnectionContext) {
  const { state } = view.world;
  const { userId: agentId } = principal;
  const scope = new LiveScope(view, context.directory(), context.memory);
  const agent = lookup(state.agents, agentId);
  const tasks = (agent?.taskIds ?? []).flatMap((id) => lookup(state.tasks, id) ?? []);
  const change = fresh && agent !== undefined ? { agent: true, mrdIds: Object.keys(agent.mrds) } : null;
  const topics: TopicSnapshot[] = [];
  // By participation: not everybody who takes part has a task of their own there.
  for (const id of agent?.conversationIds ?? []) {
    const conversation = lookup(state.conversations, id);
    if (conversation === undefined) continue;
    const snapshot = snapshotOf(state, conversation, principal, scope, view.now);
    if (snapshot === null) continue;
    context.seen.set(id, agentId, snapshot.seq);
    topics.push(snapshot);
  }
  const offers = tasks.flatMap(
    (task) => taskRequestOf(task, scope, context.memory.preview(task.conversationId), view.now) ?? [],
  );
  const presence = agent && presenceEvent(state.config, agent, principal, change, view.now);
  const lists = agent === undefined ? [] : pullListsOf(state, agent, context.directory());
  const requests = pullRequestsOn(
    state,
    lists.map(({ id }) => id),
    scope,
  );
  const hands = raisedHands(state, principal, scope);
  return { presence: presence ?? null, topics, offers, lists, requests, hands };
}

/** Reading the conversations took a moment. */
function withTimeLeft(offer: TaskRequest, now: number): TaskRequest {
  return { ...offer, ronaTimeout: Math.max(0, (offer.expiresAt - now) / 1000), serverTime: now };
}

function channelTypes(directory: Directory): ChannelType[] {
  return directory.channelTypes.map(({ id, name, logo, interactive, mrdId }) => ({
    id,
    name,
    channelLogo: logo,
    isInteractive: interactive,
    mediaRoutingDomain: mrdId,
  }));
}

/** The socket as one of the agent's connections. */
function connectionOf(socket: AgentSocket): AgentConnection {
  return {
    id: socket.id,
    address: socket.data.address,
    userAgent: socket.handshake.headers['user-agent'] ?? '',
    principal: () => socket.data.principal,
    replace: (by) => {
      emitTo(socket, 'socketSessionRemoved', { agentId: socket.data.principal.userId, ...by });
      socket.disconnect(true);
    },
    end: () => socket.disconnect(true),
  };
}

function leave(socket: AgentSocket, connection: AgentConnection, context: ConnectionContext): void {
  const { expiry } = socket.data;
  if (expiry !== null) clearTimeout(expiry);
  context.figures.forget(socket);
  context.floor.forget(socket);
  context.hub.remove(socket);
  context.connections.agents.remove(connection);
}

/** A minute after its token has run out the socket ends, unless a new one was shown (D3). */
function watchExpiry(socket: AgentSocket, boundary: SocketBoundary, context: ConnectionContext): void {
  if (socket.data.expiry !== null) clearTimeout(socket.data.expiry);
  const left = socket.data.principal.expiresAt + context.settings.tokenGraceMs - Date.now();
  socket.data.expiry = setTimeout(
    () =>
      boundary.run('expiry', () => {
        if (left > LONGEST_TIMER_MS) {
          watchExpiry(socket, boundary, context);
          return;
        }
        const error = connectErrorOf('token-expired', 'TOKEN_EXPIRED', 'The sign-in has expired.');
        sendConnectError(socket, error.message, error.data);
        socket.disconnect(true);
      }),
    Math.min(Math.max(0, left), LONGEST_TIMER_MS),
  );
  socket.data.expiry.unref();
}
