/** Which conversations are the agent's own work. */
import type { Conversation, ConversationKind, DeskState } from './model.ts';

const WATCHING: ReadonlySet<string> = new Set(['SILENT_MONITOR', 'WHISPER']);

/** What a conversation is to an agent with this role in it. */
export function kindOf(role: string): ConversationKind {
  return WATCHING.has(role) ? 'watched' : 'mine';
}

/** What the list shows once its snapshot has arrived: the agent's own, and what a supervisor listens to or whispers in now. */
export function listedConversations({ conversations }: Pick<DeskState, 'conversations'>): Conversation[] {
  return Object.values(conversations).filter(
    ({ kind, gone, transcript }) => transcript.based && (kind === 'mine' || gone === null),
  );
}

/** The agent's own conversations that can be shown. */
export function ownConversations(state: Pick<DeskState, 'conversations'>): Conversation[] {
  return listedConversations(state).filter(({ kind }) => kind === 'mine');
}

/** The agent's own conversations that are not over. */
export function ownOpenConversations(state: Pick<DeskState, 'conversations'>): Conversation[] {
  return Object.values(state.conversations).filter(({ kind, gone }) => kind === 'mine' && gone === null);
}
