/** How a customer of this protocol asks for a chat, joins it, and comes back to it. */
import type { ActivityMessage, ConversationInfo } from '../../../../protocol/chat-solution/messages.ts';
import { CHAT_CHANNELS, type ChatChannel } from '../../../../protocol/chat-solution/names.ts';
import { ProtocolError } from '../../../../protocol/shared/errors.ts';
import type { Directory, DirectoryChannel } from '../../../configuration/directory.ts';
import { lookup } from '../../../core/lookup.ts';
import type { CustomerConnection } from '../../../customers/customer-connection.ts';
import { hashOf, sameHash } from '../../../customers/session-tokens.ts';
import { startSession } from '../../../customers/start-session.ts';
import type { CustomerRecord, Json } from '../../../engine/contract.ts';
import { derivedId } from '../../../uuid.ts';
import { activity } from '../activities.ts';
import { askBot } from '../bots/bot-handlers.ts';
import { snapshotOf, withMessages } from '../conversation-info.ts';
import type { InfoSnapshot } from '../conversation-info.ts';
import type { ChatContext } from '../chat-context.ts';
import { CUSTOMER_INFO, SERVER } from '../people.ts';
import { hasEnded } from '../refuse.ts';
import type { ChatFrame } from './chat-translation.ts';
import type { PendingChat } from './pending-chats.ts';

/** Values that identify nobody. */
const NO_IDENTIFIER: ReadonlySet<string> = new Set(['name', 'channel', 'requestid', 'timestamp']);

/** What of `init` identifies the customer: every text of it that is not empty. */
export function identifiersIn(info: Record<string, unknown>): [string, string][] {
  return Object.entries(info).flatMap(([key, value]): [string, string][] => {
    const identifies =
      !NO_IDENTIFIER.has(key.toLowerCase()) && typeof value === 'string' && value.trim() !== '';
    return identifies ? [[key, value]] : [];
  });
}

/**
 * The configured channel behind a name of the documents: by its service identifier, which may begin with the tenant (two
 * tenants must not have the same one), else the first of its type.
 */
export function channelOfName(
  directory: Directory,
  tenant: string,
  name: ChatChannel,
): DirectoryChannel | undefined {
  const type = CHAT_CHANNELS[name];
  return (
    directory.channels.find((channel) => channel.serviceIdentifier === name) ??
    directory.channels.find((channel) => channel.serviceIdentifier === `${tenant}-${name}`) ??
    directory.channels.find((channel) => channel.type === type)
  );
}

/** A chat as `init` is answered. */
export type ChatPlace = { conversationId: string; sessionId: string };

/** Asks for a chat. The same request again gives the same chat, also when it has begun or is over. */
export async function askForChat(
  context: ChatContext,
  channel: DirectoryChannel,
  info: Record<string, Json>,
  requestId: string,
): Promise<ChatPlace> {
  const identifiers = JSON.stringify(identifiersIn(info).sort());
  const { tenant } = context.engine;
  const customerId = derivedId('chat-solution customer', tenant, channel.id, requestId, identifiers);
  return context.customers.sessions.alone(customerId, async () => {
    const [begun] = await context.people.conversationsOfCustomer(customerId, { limit: 1 });
    const [session] = begun === undefined ? [] : await context.people.sessionsOfConversations([begun.id]);
    if (session?.conversationId != null)
      return { conversationId: session.conversationId, sessionId: session.id };
    return context.pending.open({ customerId, channel, info });
  });
}

function recordOf({ customerId, info }: PendingChat): CustomerRecord {
  const name = typeof info.name === 'string' ? info.name.trim() : '';
  return {
    id: customerId,
    firstName: name,
    lastName: '',
    isAnonymous: true,
    identifiers: {},
    attributes: {},
  };
}

/** What the customer entered, where desks of every family look for it. */
function attributesOf({ info }: PendingChat): Json[] {
  const attributes = Object.entries(info).map(([key, value]) => ({
    key,
    type: 'String2000',
    value: typeof value === 'string' ? value : JSON.stringify(value),
  }));
  return [
    { key: 'webChannelData', type: 'WebChannelData', value: { queue: '', formData: { attributes } } },
    { key: CUSTOMER_INFO, type: 'ChatSolution', value: info },
  ];
}

/** The chat begins: from here on agents are looked for, or a bot is asked. */
async function begin(context: ChatContext, chat: PendingChat): Promise<void> {
  const { sessionId, conversationId, channel } = chat;
  const bot = channel.botFirst ? context.bots.latest : undefined;
  await startSession(
    context.engine,
    {
      sessionId,
      customer: recordOf(chat),
      channel,
      channelCustomerIdentifier: sessionId,
      queueId: null,
      priority: 1,
      connectionBound: true,
      additionalAttributes: attributesOf(chat),
      // Who knows the session's id is its customer; that of a session of another protocol never fits.
      tokenHash: hashOf(sessionId),
    },
    conversationId,
    bot?.id,
  );
  context.pending.begun(chat);
  if (bot !== undefined) await askBot(context, bot, conversationId);
}

/** A joined chat: its connection hears live once `goLive` was called. */
export type JoinedChat = {
  connection: CustomerConnection<ChatFrame>;
  info: ConversationInfo;
  seq: number;
  /** For who comes for the first time. */
  greetings: ActivityMessage[];
};

type Moment = { connection: CustomerConnection<ChatFrame>; snapshot: InfoSnapshot; channelId: string };

/**
 * Lets a connection join a chat. Throws NOT_A_PARTICIPANT for who is not its customer, TOPIC_CLOSED when it is over.
 */
export async function joinChat(
  context: ChatContext,
  { conversationId, sessionId }: ChatPlace,
  connect: (sessionId: string) => { connectionId: string; send: (frame: ChatFrame) => void } | null,
): Promise<JoinedChat | null> {
  const pending = context.pending.of(conversationId);
  if (pending !== undefined && pending.sessionId !== sessionId) throw new ProtocolError('NOT_A_PARTICIPANT');
  const isFirst = pending !== undefined && (await isBegun(context, pending));
  if (pending === undefined) await requireCustomer(context, { conversationId, sessionId });
  const moment = await context.customers.sessions.join(
    sessionId,
    context.customerConnections,
    (place, conversation, view): Moment | null => {
      const open = connect(sessionId);
      const snapshot = snapshotOf(view, conversation.id, { sessionId }, context);
      if (open === null || snapshot === null) return null;
      const connection = context.customerConnections.add(open.connectionId, place, open.send);
      const channelId = lookup(view.world.state.sessions, sessionId)?.channelId ?? '';
      return { connection, snapshot, channelId };
    },
  );
  if (moment === null) {
    context.engine.presence.compare();
    if (await hasEnded(context, conversationId)) throw new ProtocolError('TOPIC_CLOSED');
    return null;
  }
  try {
    const info = await withMessages(moment.snapshot, context);
    const greetings = isFirst ? greetingsOf(context, moment) : [];
    return { connection: moment.connection, info, seq: moment.snapshot.seq, greetings };
  } catch (error) {
    context.customerConnections.giveUp(moment.connection);
    throw error;
  }
}

/** Begins a chat, once however many sockets join at the same time. True for the one that has begun it. */
function isBegun(context: ChatContext, pending: PendingChat): Promise<boolean> {
  return context.customers.sessions.alone(pending.sessionId, async () => {
    if (context.pending.of(pending.conversationId) === undefined) return false;
    await begin(context, pending);
    return true;
  });
}

async function requireCustomer(
  context: ChatContext,
  { conversationId, sessionId }: ChatPlace,
): Promise<void> {
  const record = await context.people.session(sessionId);
  const hash = record?.tokenHash ?? '';
  const isCustomer = record?.conversationId === conversationId && sameHash(hash, hashOf(sessionId));
  if (isCustomer) return;
  if (await hasEnded(context, conversationId)) throw new ProtocolError('TOPIC_CLOSED');
  const open = await context.engine.read(({ world }) => lookup(world.state.conversations, conversationId));
  throw new ProtocolError(open === undefined ? 'CONVERSATION_NOT_FOUND' : 'NOT_A_PARTICIPANT');
}

/** The welcome, and the bot that is there already. */
function greetingsOf(context: ChatContext, { snapshot, channelId }: Moment): ActivityMessage[] {
  const { conversationId, seq, info } = snapshot;
  const text = context.directory().channel(channelId)?.widget.welcome ?? '';
  const stamp = { at: context.engine.now(), streamSeq: seq };
  const bots = info.participant.filter(({ type }) => type === 'Bot');
  return [
    activity('greetings', conversationId, stamp, SERVER, {
      text: typeof text === 'string' ? text : Object.values(text)[0],
    }),
    ...bots.map((participant) => {
      const from = { id: participant.id, name: participant.displayName };
      return activity('participantJoined', conversationId, stamp, from, { participant });
    }),
  ];
}
