/** What clients ask of the server by Bayeux messages, and what each is answered. */
import {
  ackExtension,
  BAYEUX_VERSION,
  bayeuxMessage,
  connectAdvice,
  LONG_POLLING,
  subscriptionField,
  type BayeuxMessage,
  type BayeuxReply,
  type TopicMessage,
} from '../../../../protocol/genesys/bayeux.ts';
import type { BayeuxClient } from './client.ts';
import type { BayeuxTiming } from './timing.ts';
import { maySubscribe } from './topics.ts';

/** Whose clients there are. */
export type ClientStore = {
  /** The client of this id, if it belongs to whoever asks. */
  find: (clientId: string) => BayeuxClient | undefined;
  /** A new client; null: whoever asks is nobody, or has too many. */
  open: () => Promise<BayeuxClient | null>;
  /** Before a poll is held. */
  polling: (client: BayeuxClient) => Promise<void>;
};

/** The connection of the request. */
export type PollConnection = {
  /** Calls `gone` when it breaks, until the result is called. */
  onGone: (gone: () => void) => () => void;
};

/** What a request is answered, and what to do when the answer could not be sent. */
export type BayeuxAnswer = {
  messages: (BayeuxReply | TopicMessage)[];
  onLost: () => void;
  /** By whose poll what waited is answered; null: nothing of that kind is. */
  poller: BayeuxClient | null;
};

const DENIED = { reconnect: 'none' } as const;
const nothingToLose = { onLost: () => {}, poller: null };
const BEGIN_ANEW = { reconnect: 'handshake', interval: 0 } as const;

/** Answers the messages of one request, in their order. A poll among them is held last. */
export async function answerMessages(
  given: readonly unknown[],
  clients: ClientStore,
  connection: PollConnection,
  timing: BayeuxTiming,
): Promise<BayeuxAnswer> {
  const messages: (BayeuxReply | TopicMessage)[] = [];
  let poll: BayeuxMessage | null = null;
  for (const one of given) {
    const parsed = bayeuxMessage.safeParse(one);
    if (!parsed.success) {
      messages.push({ channel: channelOf(one), successful: false, error: '400::Malformed message' });
      continue;
    }
    const message = parsed.data;
    if (message.channel === '/meta/connect' && poll === null) poll = message;
    else messages.push(await answerOne(message, clients, timing));
  }
  if (poll === null) return { messages, ...nothingToLose };
  const answer = await holdPoll(poll, clients, connection, timing);
  return { ...answer, messages: [...messages, ...answer.messages] };
}

function channelOf(message: unknown): string {
  const channel = typeof message === 'object' && message !== null && 'channel' in message && message.channel;
  return typeof channel === 'string' ? channel.slice(0, 200) : '/meta/unknown';
}

async function answerOne(
  message: BayeuxMessage,
  clients: ClientStore,
  timing: BayeuxTiming,
): Promise<BayeuxReply> {
  if (message.channel === '/meta/handshake') return shakeHands(message, clients, timing);
  const client = clientOf(message, clients);
  switch (message.channel) {
    case '/meta/subscribe':
      return client === undefined ? unknownClient(message) : subscribe(message, client);
    case '/meta/unsubscribe':
      return client === undefined ? unknownClient(message) : unsubscribe(message, client);
    case '/meta/disconnect': {
      if (client === undefined) return unknownClient(message);
      client.end();
      return reply(message, true, { clientId: client.id });
    }
    case '/meta/connect':
      return reply(message, false, { error: '400::One poll at a time' });
    default:
      // Nobody but the server says anything on a topic.
      return reply(message, false, { error: `403:${message.channel}:publish_denied` });
  }
}

async function shakeHands(
  message: BayeuxMessage,
  clients: ClientStore,
  timing: BayeuxTiming,
): Promise<BayeuxReply> {
  const spoken = { version: BAYEUX_VERSION, supportedConnectionTypes: [LONG_POLLING] };
  const refused = (error: string) => reply(message, false, { ...spoken, error, advice: DENIED });
  if (typeof message.version !== 'string') return refused('400::version_missing');
  const types = message.supportedConnectionTypes;
  if (!Array.isArray(types) || !types.includes(LONG_POLLING)) return refused('412::connection_types');
  const client = await clients.open();
  if (client === null) return refused('403::handshake_denied');
  const wants = ackExtension.safeParse(message.ext).data?.ack;
  client.acknowledges = wants === true || (typeof wants === 'object' && wants.enabled === true);
  return reply(message, true, {
    ...spoken,
    minimumVersion: BAYEUX_VERSION,
    clientId: client.id,
    // The older form; every client understands it.
    ...(client.acknowledges && { ext: { ack: true } }),
    advice: retry(timing),
  });
}

function subscribe(message: BayeuxMessage, client: BayeuxClient): BayeuxReply {
  const topics = topicsOf(message);
  const subscription = message.subscription ?? null;
  if (topics === null) return reply(message, false, { subscription, error: '403::subscription_missing' });
  const denied = topics.find((topic) => !maySubscribe(topic));
  if (denied !== undefined) {
    return reply(message, false, { subscription, error: `403:${denied}:subscribe_denied` });
  }
  for (const topic of topics) client.topics.add(topic);
  return reply(message, true, { clientId: client.id, subscription });
}

function unsubscribe(message: BayeuxMessage, client: BayeuxClient): BayeuxReply {
  const topics = topicsOf(message);
  const subscription = message.subscription ?? null;
  if (topics === null) return reply(message, false, { subscription, error: '403::subscription_missing' });
  for (const topic of topics) client.topics.delete(topic);
  return reply(message, true, { clientId: client.id, subscription });
}

async function holdPoll(
  message: BayeuxMessage,
  clients: ClientStore,
  connection: PollConnection,
  timing: BayeuxTiming,
): Promise<BayeuxAnswer> {
  const client = clientOf(message, clients);
  if (client === undefined) return { messages: [unknownClient(message)], ...nothingToLose };
  if (message.connectionType !== LONG_POLLING) {
    return { messages: [reply(message, false, { error: '400::connection_type' })], ...nothingToLose };
  }
  if (client.acknowledges) {
    const ack = ackExtension.safeParse(message.ext).data?.ack;
    client.acknowledge(typeof ack === 'number' ? ack : Infinity);
  }
  await clients.polling(client);
  const wanted = connectAdvice.safeParse(message.advice).data?.timeout ?? timing.holdMs;
  const end = await client.hold(wanted, connection.onGone);
  if (end === 'ended') return { messages: [unknownClient(message)], ...nothingToLose };
  const answer = reply(message, true, { clientId: client.id, advice: retry(timing) });
  if (end === 'superseded' || end === 'gone') return { messages: [answer], ...nothingToLose };
  const { messages, batch, giveBack } = client.take();
  if (client.acknowledges) answer.ext = { ack: batch };
  return {
    messages: [...messages, answer],
    poller: client,
    onLost: () => {
      giveBack();
      client.broke();
    },
  };
}

const retry = ({ holdMs, awayMs }: BayeuxTiming) =>
  ({ reconnect: 'retry', interval: 0, timeout: holdMs, maxInterval: awayMs }) as const;

function clientOf({ clientId }: BayeuxMessage, clients: ClientStore): BayeuxClient | undefined {
  return typeof clientId === 'string' ? clients.find(clientId) : undefined;
}

/** One topic or several; null: none. */
function topicsOf({ subscription }: BayeuxMessage): string[] | null {
  const { data } = subscriptionField.safeParse(subscription);
  if (data === undefined) return null;
  return typeof data === 'string' ? [data] : data;
}

function unknownClient(message: BayeuxMessage): BayeuxReply {
  return reply(message, false, { error: '402::session_unknown', advice: BEGIN_ANEW });
}

function reply(
  { channel, id }: BayeuxMessage,
  successful: boolean,
  further: Partial<BayeuxReply>,
): BayeuxReply {
  return { channel, successful, ...(id !== undefined && { id }), ...further };
}
