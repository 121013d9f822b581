/** What bots do, and what becomes of their customers when they are gone. */
import { randomUUID } from 'node:crypto';
import * as ask from '../../../../protocol/chat-solution/requests.ts';
import { ProtocolError } from '../../../../protocol/shared/errors.ts';
import { lookup } from '../../../core/lookup.ts';
import { botIn } from '../../../core/participant.ts';
import type { Sender } from '../../../core/commands.ts';
import type { View } from '../../../engine/contract.ts';
import { submit } from '../../../wire/submit.ts';
import { activity } from '../activities.ts';
import { bodyOf, botBodyOf } from '../chat-messages.ts';
import { snapshotOf, withMessages } from '../conversation-info.ts';
import type { InfoSnapshot } from '../conversation-info.ts';
import type { ChatContext } from '../chat-context.ts';
import { enteredBy } from '../people.ts';
import { parse } from '../parse.ts';
import { inConversation } from '../refuse.ts';
import { act, addresseesOf, indicateTyping, requireRoom, say } from '../send-message.ts';
import type { Writer } from '../send-message.ts';
import { requireKey, requireKind, type Afterwards, type Visitor } from '../visitor.ts';
import { Bot } from './bots.ts';
import { initContext } from './init-context.ts';

/** What a bot is told of a customer: all that was entered, and by what the customer is known here. */
function customerInfo({ world, records }: View, conversationId: string): Record<string, unknown> {
  const conversation = lookup(world.state.conversations, conversationId);
  const entered = enteredBy(records.session(conversation?.sessionIds[0] ?? ''));
  return { accountId: conversation?.customerId ?? '', ...entered };
}

/** The conversations in which a bot takes part. */
function openOf(view: View, botId: string): string[] {
  return Object.values(view.world.state.conversations).flatMap((conversation) =>
    conversation.sessionIds.length > 0 && botIn(conversation, botId) !== undefined ? conversation.id : [],
  );
}

export async function registerBot(
  context: ChatContext,
  visitor: Visitor,
  payload: unknown,
): Promise<Afterwards> {
  requireKind(visitor, 'BOT');
  requireKey(context, visitor);
  const { id, name, type, url } = parse(ask.registerBot, payload);
  if (visitor.bot !== null && visitor.bot.id !== id)
    throw new ProtocolError('FORBIDDEN', 'Another bot is registered by this socket.');
  if (url != null && !/^https?:\/\//i.test(url)) throw new ProtocolError('VALIDATION', 'url: http or https');
  const about = { id, name: name ?? id, type: type ?? '', url: url ?? null };
  const bot = new Bot(visitor.socket, about, (snapshot) => withMessages(snapshot, context));
  const list = await context.engine.read((view) =>
    openOf(view, id).map((conversationId) => ({
      conversationId,
      customerInfo: customerInfo(view, conversationId),
    })),
  );
  context.bots.add(bot);
  visitor.bot = bot;
  visitor.kind = 'BOT';
  if (!visitor.socket.connected) await loseBot(context, visitor);
  return () => bot.tell('conversationList', list);
}

/** @throws ProtocolError NOT_SIGNED_IN */
function requireBot({ bot }: Visitor): Bot {
  if (bot === null) throw new ProtocolError('NOT_SIGNED_IN');
  return bot;
}

/** Asks a bot to take part in a chat that has begun with it. */
export async function askBot(context: ChatContext, bot: Bot, conversationId: string): Promise<void> {
  const info = await context.engine.read((view) => customerInfo(view, conversationId));
  const request = { conversationId, customerInfo: info };
  bot.tell('initConversation', request);
  if (bot.url === null) return;
  initContext(bot, request).catch((error: unknown) => {
    context.logger.warn({ err: error, botId: bot.id, conversationId }, 'a bot could not begin its context');
    handOver(context, conversationId, bot.id).catch((failure: unknown) => {
      context.logger.error({ err: failure, conversationId }, 'a customer could not be handed to people');
    });
  });
}

/** The bot is gone: people take over. */
async function handOver(context: ChatContext, conversationId: string, lostBotId: string): Promise<void> {
  await submit(context.engine, {
    id: randomUUID(),
    type: 'bot.handOver',
    conversationId,
    by: null,
    lostBotId,
  });
}

/** A bot takes part where it was asked, and nowhere else. */
export async function joinAsBot(
  context: ChatContext,
  visitor: Visitor,
  payload: unknown,
): Promise<Afterwards> {
  const bot = requireBot(visitor);
  const { conversationId } = parse(ask.joinConversation, payload);
  await context.histories.take(`bot ${bot.id} ${conversationId}`);
  const isNew = !bot.joined.has(conversationId);
  const { snapshot, at } = await inConversation(context, conversationId, () =>
    context.engine.read((view) => {
      const conversation = lookup(view.world.state.conversations, conversationId);
      if (conversation === undefined) throw new ProtocolError('CONVERSATION_NOT_FOUND');
      if (botIn(conversation, bot.id) === undefined) throw new ProtocolError('NOT_A_PARTICIPANT');
      const found = snapshotOf(view, conversationId, { botId: bot.id }, context);
      if (found === null) throw new ProtocolError('TOPIC_CLOSED');
      bot.hold(found);
      bot.joined.add(conversationId);
      return { snapshot: found, at: view.now };
    }),
  );
  return () => {
    // It waits for the whole of the conversation, which is told first.
    if (isNew) bot.tell('messageArrived', welcomeOf(bot, snapshot, at), conversationId);
    void bot.present(snapshot);
  };
}

/** That the bot takes part: the documents answer its join with this. */
function welcomeOf({ id, name }: Bot, { conversationId, seq, info }: InfoSnapshot, at: number): object {
  const participant = info.participant.find((one) => one.type === 'Bot' && one.id === id);
  const stamp = { at, streamSeq: seq };
  return activity('participantJoined', conversationId, stamp, { id, name }, { participant });
}

export async function sendAsBot(
  context: ChatContext,
  visitor: Visitor,
  payload: unknown,
): Promise<Afterwards> {
  const bot = requireBot(visitor);
  const { conversationId, type } = parse(ask.sendMessage, payload);
  const writer: Writer = {
    sender: { kind: 'BOT', botId: bot.id },
    shown: { id: bot.id, type: 'BOT', senderName: bot.name, additionalDetail: null },
    socketId: visitor.socket.id,
    connectionId: null,
  };
  await inConversation(context, conversationId, async () => {
    requireRoom(context, writer.sender, conversationId, payload);
    if (type === 'ActivityMessage') {
      parse(ask.activityMessage, payload);
      await indicateTyping(context, writer, conversationId);
      return;
    }
    const place = { conversationId };
    if (type === 'BotMessage') {
      const message = parse(ask.botMessage, payload);
      const requestId = message.messageId ?? message.requestId ?? null;
      await say(context, writer, {
        ...place,
        kind: 'WHISPER',
        requestId,
        body: botBodyOf(message),
        to: null,
        text: '',
      });
      return;
    }
    const message = parse(ask.chatMessage, payload);
    const { to, kind } = await addresseesOf(context, conversationId, writer.sender, message.to ?? []);
    const body = bodyOf(message);
    const requestId = message.requestId ?? null;
    await say(context, writer, { ...place, kind, requestId, body, to, text: message.text ?? '' });
  });
  return undefined;
}

export async function endAsBot(
  context: ChatContext,
  visitor: Visitor,
  payload: unknown,
): Promise<Afterwards> {
  const bot = requireBot(visitor);
  const { conversationId } = parse(ask.aboutConversation, payload);
  await inConversation(context, conversationId, () =>
    act(context, visitor.socket.id, {
      id: randomUUID(),
      type: 'conversation.end',
      conversationId,
      by: { kind: 'BOT', botId: bot.id },
    }),
  );
  return undefined;
}

/** By the bot, or by the customer who wants to talk to a person. */
export async function requestAgentTransfer(
  context: ChatContext,
  visitor: Visitor,
  payload: unknown,
): Promise<Afterwards> {
  const { conversationId } = parse(ask.aboutConversation, payload);
  await inConversation(context, conversationId, () => {
    const by = askerOf(visitor, conversationId);
    const command = { id: randomUUID(), type: 'bot.handOver', conversationId, by, lostBotId: null } as const;
    return act(context, visitor.socket.id, command);
  });
  return undefined;
}

function askerOf({ kind, bot, chats }: Visitor, conversationId: string): Sender {
  if (kind === 'BOT' && bot !== null) return { kind, botId: bot.id };
  if (kind !== 'CUSTOMER') throw new ProtocolError('FORBIDDEN', 'Only customers and bots ask for an agent.');
  const place = chats.get(conversationId);
  if (place === undefined) throw new ProtocolError('NOT_A_PARTICIPANT');
  return { kind, sessionId: place.sessionId };
}

/** The socket is gone: its customers go on with people. */
export async function loseBot(context: ChatContext, visitor: Visitor): Promise<void> {
  const { bot } = visitor;
  visitor.bot = null;
  if (bot === null || !context.bots.remove(bot)) return;
  const open = await context.engine.read((view) => openOf(view, bot.id));
  for (const conversationId of open) {
    await handOver(context, conversationId, bot.id).catch((error: unknown) => {
      context.logger.warn(
        { err: error, conversationId },
        'a customer of a lost bot could not be handed over',
      );
    });
  }
}

/** Bots of a process that is gone: their sockets are, too. */
export async function loseFormerBots(context: ChatContext): Promise<void> {
  const lost = await context.engine.read(({ world }) =>
    Object.values(world.state.conversations).flatMap(({ id, participants, sessionIds }) => {
      const bot = participants.find(({ kind, role }) => kind === 'BOT' && role === 'PRIMARY');
      return bot === undefined || sessionIds.length === 0 || context.bots.of(bot.ref)
        ? []
        : [{ id, bot: bot.ref }];
    }),
  );
  for (const { id, bot } of lost) {
    await handOver(context, id, bot).catch((error: unknown) => {
      context.logger.debug(
        { err: error, conversationId: id },
        'a bot of the configuration keeps its customer',
      );
    });
  }
}
