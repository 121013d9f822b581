/** The agent whom a conversation belongs to, and the rules that hold for it. */
import type { Conversation, Participant, State } from './state.ts';
import { lookup } from './lookup.ts';
import { channelOf } from './rules.ts';
import type { RuleScope } from './rules.ts';

/**
 * The agent whom a conversation belongs to (C17): the one to whom it was given, while they talk to the customer, else
 * the first of those who do.
 */
export function ownerOf({ participants, ownerId }: Conversation): Participant | undefined {
  const candidates = participants.filter(({ kind, role }) => kind === 'AGENT' && role === 'PRIMARY');
  return candidates.find(({ ref }) => ref === ownerId) ?? candidates[0];
}

/** The rules that hold where the owner's work comes from. */
export function scopeOfOwner(state: State, conversation: Conversation): RuleScope {
  const task = lookup(state.tasks, ownerOf(conversation)?.taskId ?? '');
  const { queueId, mrdId } = task ?? { queueId: null, mrdId: null };
  return { queueId, mrdId, channelId: channelOf(state, conversation) };
}
