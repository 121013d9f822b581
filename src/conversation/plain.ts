/** Messages as they are pasted. */
import { wordsOf } from '../desk/message-words.ts';
import type { Body } from '../store/events.ts';
import type { MessageEntry } from '../store/fold.ts';

/** Messages as they are pasted: who, when, and what, in the order of the conversation. */
export function transcriptOf(
  messages: readonly MessageEntry[],
  as: { name: (entry: MessageEntry) => string; time: (at: number) => string; kind: (body: Body) => string },
): string {
  return messages
    .map((entry) => {
      const words = wordsOf(entry.body);
      return `[${as.time(entry.at)}] ${as.name(entry)}: ${words === '' ? as.kind(entry.body) : words}`;
    })
    .join('\n');
}
