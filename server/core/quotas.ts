/**
 * What a contact centre may use at most. Who is there already stays: a quota that is lowered refuses those who come, and
 * ends nothing. Calls are counted and never refused, because the telephone has connected them already.
 */
import type { Rejection } from './rejections.ts';
import type { World } from './world.ts';
import { refuse } from './turn.ts';

function isReached(used: number, most: number | undefined): boolean {
  return most !== undefined && used >= most;
}

/** Why no further agent can sign in, or null. */
export function agentQuota({ state, index }: World): Rejection | null {
  return isReached(index.seats.size, state.config.quotas?.agents) ? refuse('QUOTA_AGENTS') : null;
}

/** Why no further conversation can be opened, or null. */
export function conversationQuota({ state, index }: World): Rejection | null {
  const most = state.config.quotas?.conversations;
  return isReached(index.openConversations, most) ? refuse('QUOTA_CONVERSATIONS') : null;
}
