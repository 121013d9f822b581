/**
 * A bot that shows how one is written: it meets the customers of channels with `botFirst`, greets them, answers two
 * questions, and hands over to people when it does not know or is asked to.
 */
import { randomUUID } from 'node:crypto';
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';

const BOT = { id: 'DemoBot', name: 'Demo Bot' };

const GREETING = 'Hello! I am a bot. Ask me about opening hours or prices, or for a person.';
const HAND_OVER = 'I will get somebody who can help you.';

const ANSWERS: readonly [about: RegExp, answer: string][] = [
  [/\b(hours?|open|opening|when)\b/i, 'We are open from 9 to 17 on working days.'],
  [/\b(prices?|costs?|how much)\b/i, 'A seat costs 10 a month, the first month nothing.'],
];

/** What a bot is told of a chat. */
type Asked = { conversationId: string };
type Message = Asked & { type: string; from: { id: string }; text?: string };

type Answer = { status: 'ok' } | { status: 'error'; code: string; msg: string };

/** The answer to a question; undefined: a person has to. */
export function answerTo(text: string): string | undefined {
  return ANSWERS.find(([about]) => about.test(text))?.[1];
}

export type DemoBot = {
  /** Resolves once the server knows the bot. Rejects when it refuses it. */
  registered: Promise<void>;
  close: () => void;
};

/**
 * Connects a bot and lets it work.
 * @param key of a connector, as the configuration has it
 * @param say where it tells what it does
 */
export function startBot(origin: string, key: string, say: (line: string) => void): DemoBot {
  const socket: Socket = io(origin, { query: { key }, forceNew: true, transports: ['websocket'] });
  /** Chats in which people serve the customer. */
  const handedOver = new Set<string>();
  const ask = async (event: string, payload: object): Promise<void> => {
    const answer = (await socket.timeout(10_000).emitWithAck(event, payload)) as Answer;
    if (answer.status === 'error') throw new Error(`${event}: ${answer.code} ${answer.msg}`);
  };
  const write = (conversationId: string, text: string): Promise<void> =>
    ask('sendMessage', {
      conversationId,
      type: 'ChatMessage',
      requestId: randomUUID(),
      text,
      attachments: [],
    });
  const report = (error: unknown): void => say(error instanceof Error ? error.message : String(error));

  async function meet({ conversationId }: Asked): Promise<void> {
    await ask('joinConversation', { conversationId, participant: BOT });
    await write(conversationId, GREETING);
    say(`greeted ${conversationId}`);
  }

  async function reply({ conversationId, text = '' }: Message): Promise<void> {
    const answer = answerTo(text);
    if (answer !== undefined) {
      await write(conversationId, answer);
      say(`answered ${conversationId}`);
      return;
    }
    handedOver.add(conversationId);
    await write(conversationId, HAND_OVER);
    await ask('requestAgentTransfer', { conversationId });
    say(`handed over ${conversationId}`);
  }

  socket.on('initConversation', (asked: Asked) => void meet(asked).catch(report));
  socket.on('messageArrived', (message: Message) => {
    const isQuestion = message.type === 'ChatMessage' && message.from.id !== BOT.id;
    if (isQuestion && !handedOver.has(message.conversationId)) void reply(message).catch(report);
  });
  socket.on('endConversation', ({ conversationId }: Asked) => handedOver.delete(conversationId));
  const registered = new Promise<void>((resolve, reject) => {
    // Also after the connection was lost: the server forgets a bot that is gone.
    socket.on('connect', () => {
      ask('registerBot', { ...BOT, type: 'Demo' }).then(resolve, (error: unknown) => {
        report(error);
        reject(error instanceof Error ? error : new Error(String(error)));
      });
    });
    socket.on('connect_error', report);
  });
  return { registered, close: () => void socket.disconnect() };
}
