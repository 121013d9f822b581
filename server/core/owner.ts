/** The agent whom a conversation belongs to, and the rules that hold for it. */
import type { Conversation, Participant, State } from './state.ts';
import { lookup } from './lookup.ts';
import { channelOf } from './rules.ts';
import type { RuleScope } from './rules.ts';

/** The agent whom a conversation belongs to (C17): the first of those who talk to the customer. */
export function ownerOf({ participants }: Conversation): Participant | undefined {
  return participants.find(({ kind, role }) => kind === 'AGENT' && role === 'PRIMARY');
}

/** The rules that hold where the owner's work comes from. */
export function scopeOfOwner(state: State, conversation: Conversation): RuleScope {
  const task = lookup(state.tasks, ownerOf(conversation)?.taskId ?? '');
  const { queueId, mrdId } = task ?? { queueId: null, mrdId: null };
  return { queueId, mrdId, channelId: channelOf(state, conversation) };
}
