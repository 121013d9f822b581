/** What bots suggest to agents: how it is stored by the protocol of the bots, and how desks get it. */
import type { MessageBody } from '../../../protocol/cim/body.ts';
import type { SuggestionMessage } from '../../../protocol/cim/event.ts';
import type { CimMessage } from '../../../protocol/cim/message.ts';

/** The type of the body in which a bot's suggestion is kept. */
export const BOT_MESSAGE = 'BotMessage';

export function isSuggestion({ type }: MessageBody): boolean {
  return type === BOT_MESSAGE;
}

/** The words that a bot suggests, each with how sure it is; what is no suggestion is left out. */
export function suggestionsIn(output: unknown): { words: string; confidence: number }[] {
  return (Array.isArray(output) ? output : []).flatMap((one: unknown) => {
    const { name, confidence } = (typeof one === 'object' && one !== null ? one : {}) as Record<
      string,
      unknown
    >;
    if (typeof name !== 'string') return [];
    return { words: name, confidence: typeof confidence === 'number' ? confidence : 0 };
  });
}

/** The stored message of a bot as desks get it. */
export function suggestionOf({ id, header, body }: CimMessage): SuggestionMessage {
  const { output, input, bot, intents, entities } = body as Record<string, unknown>;
  return {
    id,
    header,
    suggestions: suggestionsIn(output).map(({ words, confidence }) => ({
      messageBody: { type: 'PLAIN', markdownText: words },
      confidenceLevel: confidence,
    })),
    requestedMessage: requested(input, header.originalMessageId),
    botMessage: { bot, input, intents, entities, output },
  };
}

/** What the customer had said: the bot names it by its words. */
function requested(input: unknown, id: string | null): SuggestionMessage['requestedMessage'] {
  if (typeof input !== 'string' || input === '') return null;
  return { id: id ?? '', header: {}, body: { type: 'PLAIN', markdownText: input } };
}
