/** A bot that meets customers first, and how they go on with people (C14). */
import type { HandOverByBot } from './commands.ts';
import type { Rejection } from './rejections.ts';
import type { Conversation } from './state.ts';
import type { Turn } from './turn.ts';
import { awaitsAgent } from './conversation.ts';
import { isRejection, openConversation } from './find.ts';
import { lookup } from './lookup.ts';
import { botIn, customerIn } from './participant.ts';
import { enqueue, lastAgentFor } from './queue.ts';
import { channelOf } from './rules.ts';
import { emit, refuse } from './turn.ts';

/** Whether the sender of the command may ask: the customer, or a bot in the conversation. */
function mayAsk(conversation: Conversation, by: HandOverByBot['by']): boolean {
  if (by === null) return true;
  if (by.kind === 'BOT') return botIn(conversation, by.botId) !== undefined;
  return by.kind === 'CUSTOMER' && customerIn(conversation, by.sessionId) !== undefined;
}

/** A lost bot no longer talks to the customer; it stays in the conversation and may come back to help. */
function stepBack(turn: Turn, conversation: Conversation, botId: string): void {
  const bot = botIn(conversation, botId);
  if (bot?.role !== 'PRIMARY') return;
  emit(turn, {
    type: 'participant.roleChanged',
    conversationId: conversation.id,
    participantId: bot.id,
    role: 'ASSISTANT',
    previousRole: bot.role,
  });
}

/** The customer waits in the queue of their channel. QUEUE_NOT_FOUND where it has none. */
export function handOverByBot(turn: Turn, command: HandOverByBot): Rejection | null {
  const conversation = openConversation(turn, command.conversationId);
  if (isRejection(conversation)) return conversation;
  if (!mayAsk(conversation, command.by)) return refuse('NOT_A_PARTICIPANT');
  if (conversation.sessionIds.length === 0) return refuse('TOPIC_CLOSED');
  const { state } = turn.world;
  const isServed = conversation.participants.some(({ kind, role }) => kind === 'AGENT' && role === 'PRIMARY');
  const entry = lookup(state.config.channels, channelOf(state, conversation) ?? '')?.entry;
  const queue = entry?.kind === 'QUEUE' ? lookup(state.config.queues, entry.queueId) : undefined;
  const isCaredFor = isServed || awaitsAgent(turn, conversation);
  if (!isCaredFor && queue === undefined) return refuse('QUEUE_NOT_FOUND');
  if (command.lostBotId !== null) stepBack(turn, conversation, command.lostBotId);
  if (isCaredFor || queue === undefined) return null;
  enqueue(turn, conversation, queue, 1, lastAgentFor(turn, queue, conversation.customerId));
  return null;
}
