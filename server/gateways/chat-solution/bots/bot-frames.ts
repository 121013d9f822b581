/** What bots are told of the conversations that they have joined. */
import type { DomainEvent } from '../../../core/events.ts';
import { lookup } from '../../../core/lookup.ts';
import { signalAudience } from '../../../core/visibility.ts';
import type { Turn } from '../../../engine/contract.ts';
import { audiencesOf } from '../../../engine/turn-audiences.ts';
import { activity, activityOf } from '../activities.ts';
import { wireMessage } from '../chat-messages.ts';
import type { ChatContext } from '../chat-context.ts';
import { castOf, personOf } from '../people.ts';
import type { Bot } from './bots.ts';

/** What to do once the turn is durable. */
export function botFrames(context: ChatContext, turn: Turn): (() => void)[] {
  if (context.bots.isEmpty) return [];
  const seen = audiencesOf(turn);
  const origin = context.origins.get(turn.cause);
  const happened = turn.events.flatMap((event, at) =>
    (seen[at]?.botIds ?? []).flatMap((id) => {
      const bot = context.bots.of(id);
      if (bot === undefined || bot.socket.id === origin) return [];
      return frameOf(context, turn, event, bot);
    }),
  );
  return [...happened, ...typingFrames(context, turn)];
}

function typingFrames(context: ChatContext, turn: Turn): (() => void)[] {
  return turn.signals.flatMap((signal) => {
    if (signal.type !== 'typing' || !signal.on) return [];
    const { conversationId } = signal;
    const bots = signalAudience(turn.world.state, signal)
      .botIds.flatMap((id) => context.bots.of(id) ?? [])
      .filter(({ joined }) => joined.has(conversationId));
    if (bots.length === 0) return [];
    const cast = castOf(turn, conversationId, context.directory(), context.botName);
    const from = personOf(cast, signal.by);
    const stamp = { at: turn.now, streamSeq: turn.now };
    const message = activity('typing', conversationId, stamp, from);
    return bots.map((bot) => () => bot.tell('messageArrived', message, conversationId));
  });
}

function frameOf(context: ChatContext, turn: Turn, event: DomainEvent, bot: Bot): (() => void)[] {
  if (!('conversationId' in event) || !bot.joined.has(event.conversationId)) return [];
  const { conversationId } = event;
  const cast = castOf(turn, conversationId, context.directory(), context.botName);
  if (event.type === 'message.sent') {
    const content = lookup(turn.content.messages ?? {}, event.messageId);
    const message = wireMessage(event, content, cast, null);
    return message === null
      ? []
      : [() => bot.tell('messageArrived', message, conversationId, event.streamSeq)];
  }
  const message = activityOf(event, turn, cast)?.message;
  if (message === undefined) return [];
  const isEnd = event.type === 'session.ended';
  const { requestId, timestamp } = message;
  return [
    () => {
      bot.tell('messageArrived', message, conversationId);
      if (!isEnd) return;
      bot.tell('endConversation', { conversationId, requestId, timestamp }, conversationId);
      bot.joined.delete(conversationId);
    },
  ];
}
