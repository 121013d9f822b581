/** An agent's desk without a screen: what a program needs to take part in the contact centre. */
import { io, type Socket } from 'socket.io-client';
import type { ClientToServerEvents, ServerToClientEvents } from '../../protocol/agent-manager/event-maps.ts';
import type {
  AgentPresenceEvent,
  OnCimEvent,
  OnTopicData,
} from '../../protocol/agent-manager/server-events.ts';
import type {
  TopicClosed,
  TopicEventsAnswer,
  TopicUnsubscriptionEvent,
} from '../../protocol/agent-manager/server-events.ts';
import type { Ok } from '../../protocol/shared/acknowledgement.ts';
import type { CimEvent } from '../../protocol/cim/event.ts';
import { inOrder } from './in-order.ts';
import { keepConnected, type Ending, type Replaced } from './keep-connected.ts';

/** Where the Agent Manager's socket listens. */
const PATH = '/agent-manager/socket.io';

export type AgentClientOptions = {
  /** Origin of the server, such as `https://desk.example.org`. */
  server: string;
  /** A token that is good now; a renewed one when `fresh`. See `passwordToken`. */
  token: (fresh: boolean) => Promise<string>;
  /** What configured texts are wanted in, written like `Accept-Language`. */
  language?: string;
  /** The connection came (true) or went (false). It comes back by itself. */
  onConnection?: (online: boolean) => void;
  /** There will be no connection any more. `replaced`: by which other sign-in. */
  onEnding?: (ending: Ending, by?: Replaced) => void;
};

/** What is asked with an event, and how it is answered. */
type PayloadOf<E extends keyof ClientToServerEvents> = Parameters<ClientToServerEvents[E]>[0];
type AnswerOf<E extends keyof ClientToServerEvents> = Extract<
  Parameters<NonNullable<Parameters<ClientToServerEvents[E]>[1]>>[0],
  Ok
>;

export type AgentClient = {
  /** Listens to an event as it comes; the answer stops it. Events may come twice: see `onEvent`. */
  on: <E extends keyof ServerToClientEvents>(event: E, listener: ServerToClientEvents[E]) => () => void;
  /**
   * Listens to what happens in the agent's conversations: each event once and in its order, what was missed
   * meanwhile included. The answer stops it.
   */
  onEvent: (listener: (event: CimEvent, conversationId: string) => void) => () => void;
  /** Asks for something. Rejects with `RefusedError`: the server's code, OFFLINE or NO_ANSWER. */
  ask: <E extends keyof ClientToServerEvents>(event: E, payload: PayloadOf<E>) => Promise<AnswerOf<E>>;
  /**
   * Says something to the customer, in Markdown. Safe to repeat with the same `id`, for instance after NO_ANSWER: it is
   * delivered once.
   */
  sendText: (conversationId: string, text: string, id?: string) => Promise<AnswerOf<'publishCimEvent'>>;
  /** Becomes READY or NOT_READY, for all kinds of work. */
  setState: (state: 'READY' | 'NOT_READY') => Promise<AnswerOf<'changeAgentState'>>;
  /** Shows a token that was renewed elsewhere. */
  showToken: (token: string) => void;
  /** The machine may have slept: looks whether the connection is alive. */
  wake: () => void;
  /** Hangs up. The agent stays signed in until the grace for lost connections is over; LOGOUT ends that. */
  close: () => void;
};

/** Connects an agent, and keeps the connection. */
export function connectAgent(options: AgentClientOptions): AgentClient {
  const listeners = new Set<(event: CimEvent, conversationId: string) => void>();
  const socket: Socket = io(options.server, {
    path: PATH,
    autoConnect: false,
    forceNew: true,
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    auth: (give) => {
      options.token(false).then(
        (token) => {
          give({ token, ...(options.language !== undefined && { language: options.language }) });
        },
        () => {
          socket.disconnect();
          kept.noToken();
        },
      );
    },
  });
  const kept = keepConnected({
    socket,
    token: options.token,
    now: Date.now,
    onUp: () => options.onConnection?.(true),
    onDown: () => options.onConnection?.(false),
    onEnding: (ending, by) => {
      order.close();
      options.onEnding?.(ending, by);
    },
  });
  const ask = kept.ask as AgentClient['ask'];
  const order = inOrder({
    deliver: (event, conversationId) => {
      for (const listener of listeners) {
        try {
          listener(event, conversationId);
        } catch (error) {
          // It is the program's fault and shows as one; the other listeners and the next events come all the same.
          queueMicrotask(() => {
            throw error;
          });
        }
      }
    },
    fetch: (conversationId, afterSeq): Promise<TopicEventsAnswer> =>
      ask('topicEvents', { conversationId, afterSeq }),
    askForTopic: (conversationId) => ask('topicSubscription', { conversationId }),
  });

  // Servers that ask for a receipt get one. It stands before all listeners, so that none of them can prevent it.
  socket.onAny((...said: unknown[]) => {
    const acknowledge = said.at(-1);
    if (typeof acknowledge === 'function') (acknowledge as (answer: object) => void)({ status: 'ok' });
  });
  socket.on('agentPresence', ({ agentPresence }: AgentPresenceEvent) => {
    kept.accepted();
    if (agentPresence.state.name === 'LOGOUT') kept.end('signedOut');
  });
  socket.on('onTopicData', (data: OnTopicData) => {
    order.topic(data);
  });
  socket.on('onCimEvent', (event: OnCimEvent<CimEvent>) => {
    order.happened(event);
  });
  const over = ({ conversationId }: TopicUnsubscriptionEvent | TopicClosed) => {
    order.forget(conversationId);
  };
  socket.on('topicUnsubscription', over);
  socket.on('topicClosed', over);
  socket.connect();

  return {
    on: (event, listener) => {
      const name: string = event;
      const each = listener as (...said: unknown[]) => void;
      socket.on(name, each);
      return () => {
        socket.off(name, each);
      };
    },
    onEvent: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    ask,
    sendText: (conversationId, text, id = crypto.randomUUID()) =>
      ask('publishCimEvent', {
        conversationId,
        cimEvent: {
          id,
          name: 'AGENT_MESSAGE',
          type: 'MESSAGE',
          data: { id, header: { conversationId }, body: { type: 'PLAIN', markdownText: text } },
        },
      }),
    setState: (state) => ask('changeAgentState', { action: 'agentState', state }),
    showToken: kept.showToken,
    wake: kept.wake,
    close: () => {
      order.close();
      kept.close();
    },
  };
}
