/** Which conversations a change of the state has brought a customer's words to. */
import { countAfter } from '../store/fold.ts';
import { ownConversations } from '../store/kind.ts';
import type { Conversation, DeskState } from '../store/model.ts';

/** Own conversations with new words; none while the desk catches up after a lost connection, which tells it in sum. */
export function withNewMessages(before: DeskState, after: DeskState): Conversation[] {
  if (after.link.status !== 'online' || after.unconfirmed !== null) return [];
  if (after.conversations === before.conversations) return [];
  return ownConversations(after).filter((conversation) => {
    const known = before.conversations[conversation.id];
    if (known?.transcript.based !== true || conversation.transcript === known.transcript) return false;
    return countAfter(conversation.transcript.fold, known.transcript.head) > 0;
  });
}
