/** What is entered for a wrap-up, and its end (`enterWrapup`, `closeWrapup`). */
import type { Conversation, DeskState, WrapupDraft } from '../store/model.ts';
import { cimEvent, envelope } from './publish.ts';

/** The end of a wrap-up: with codes and note, or `null` for leaving without. */
export function wrapupClosing(
  id: string,
  at: number,
  draft: WrapupDraft | null,
  conversation: Conversation,
  state: DeskState,
) {
  if (draft === null) {
    return {
      cimEvent: null,
      agentId: state.me?.id ?? '',
      conversationId: conversation.id,
      roomInfo: { id: conversation.roomId, mode: 'CONTACT_CENTER' },
    };
  }
  const body = { type: 'WRAPUP', markdownText: '', wrapups: draft.codes, note: draft.note };
  return envelope(
    cimEvent({ name: 'AGENT_MESSAGE', type: 'MESSAGE', messageId: id, at, body }, conversation, state),
    conversation,
    state,
  );
}
