/** What an agent says to colleagues. In a file of its own: it comes after the first screen. */
import type { Conversation, DeskState } from '../store/model.ts';
import { cimEvent, envelope } from '../connection/publish.ts';

/** A message that only colleagues read. */
export function whisperMessage(
  messageId: string,
  at: number,
  text: string,
  conversation: Conversation,
  state: DeskState,
) {
  const body = { type: 'PLAIN', markdownText: text };
  const said = { name: 'WHISPER_MESSAGE', type: 'MESSAGE', messageId, at, body } as const;
  return envelope(cimEvent(said, conversation, state), conversation, state);
}
