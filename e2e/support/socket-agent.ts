import { randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';

type Frame = Record<string, unknown>;
type Topic = { topicData: { channelSession: { id: string; channelData: Frame } } };

/** An agent without a screen: for bodies that our own desk does not write, such as buttons. */
export type SocketAgent = {
  /** Accepts the next offer; resolves with its conversation. */
  accept: () => Promise<string>;
  say: (conversationId: string, body: Frame) => Promise<void>;
  leave: (conversationId: string) => Promise<void>;
  /** Ends the wrap-up, and with it the conversation. */
  finish: (conversationId: string) => Promise<void>;
  /** A service of the server, as this agent. */
  get: (path: string) => Promise<unknown>;
  close: () => void;
};

const PATIENCE_MS = 15_000;

type Line = {
  agentId: string;
  token: string;
  socket: Socket;
  /** How much was heard so far. */
  count: () => number;
  /** The first frame of that event with those words in it, after so many others. */
  hear: (event: string, part: string, after?: number) => Promise<Frame>;
};

/** Signs in as a desk of the family does. */
async function connect(url: string, username: string): Promise<Line> {
  const login = await fetch(`${url}/agent/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ username, password: 'demo' }),
  });
  const { data } = (await login.json()) as { data: { keycloak_User: { id: string }; token: string } };
  const { id: agentId } = data.keycloak_User;
  const socket = io(url, { auth: { token: data.token }, transports: ['websocket'], forceNew: true });
  const heard: { event: string; frame: Frame }[] = [];
  const waiting = new Set<() => void>();
  socket.onAny((event: string, frame: Frame) => {
    heard.push({ event, frame });
    for (const look of waiting) look();
  });
  const hear = (event: string, part: string, after = 0): Promise<Frame> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new Error(`${event} with ${part} did not come.`));
      }, PATIENCE_MS);
      const look = (): void => {
        const found = heard
          .slice(after)
          .find((one) => one.event === event && JSON.stringify(one.frame).includes(part));
        if (found === undefined) return;
        clearTimeout(timer);
        waiting.delete(look);
        resolve(found.frame);
      };
      waiting.add(look);
      look();
    });
  return { agentId, token: data.token, socket, count: () => heard.length, hear };
}

/** Signs in, and goes ready. */
export async function connectSocketAgent(url: string, username: string): Promise<SocketAgent> {
  const { agentId, token, socket, count, hear } = await connect(url, username);
  await hear('agentPresence', 'NOT_READY');
  socket.emit('changeAgentState', {
    agentId,
    action: 'agentState',
    state: { name: 'READY', reasonCode: null },
  });
  await hear('agentPresence', '"state":{"name":"READY"');
  let offers = 0;
  return {
    accept: async () => {
      const { conversationId, taskId } = (await hear('taskRequest', 'RESERVED', offers)) as Record<
        string,
        string
      >;
      offers = count();
      await ask(socket, 'topicSubscription', {
        agentId,
        conversationId,
        taskId,
        topicParticipant: {
          id: randomUUID(),
          type: 'AGENT',
          participant: { id: agentId, participantType: 'CCUser' },
          conversationId,
          role: 'PRIMARY',
          state: 'SUBSCRIBED',
        },
      });
      await hear('onTopicData', conversationId ?? '');
      return conversationId ?? '';
    },
    say: async (conversationId, body) => {
      const topic = (await hear('onTopicData', conversationId)) as unknown as Topic;
      const { channelSession } = topic.topicData;
      const sender = { id: agentId, senderName: username, type: 'AGENT', additionalDetail: {} };
      const header = { sender, channelSessionId: channelSession.id, channelData: channelSession.channelData };
      await ask(socket, 'publishCimEvent', {
        agentId,
        conversationId,
        cimEvent: {
          id: randomUUID(),
          name: 'AGENT_MESSAGE',
          type: 'MESSAGE',
          conversationId,
          timestamp: Date.now(),
          data: { id: randomUUID(), header, body },
          channelSession,
          eventEmitter: sender,
        },
      });
    },
    leave: (conversationId) => ask(socket, 'topicUnsubscription', { conversationId, agentId }),
    finish: (conversationId) => ask(socket, 'closeWrapup', { cimEvent: null, conversationId, agentId }),
    get: async (path) => {
      const answer = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${token}` } });
      if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
      return (await answer.json()) as unknown;
    },
    close: () => {
      socket.disconnect();
    },
  };
}

async function ask(socket: Socket, event: string, payload: Frame): Promise<void> {
  const answer = (await socket.timeout(PATIENCE_MS).emitWithAck(event, payload)) as { status?: string };
  if (answer.status !== 'ok') throw new Error(`${event}: ${JSON.stringify(answer)}`);
}
