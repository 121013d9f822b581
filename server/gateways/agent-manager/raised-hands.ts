/** The hands that are up for a supervisor who has just come. */
import type { CimEvent } from '../../../protocol/cim/event.ts';
import { lookup } from '../../core/lookup.ts';
import { agentIn } from '../../core/participant.ts';
import type { State } from '../../core/state.ts';
import type { Principal } from '../../identity/principal.ts';
import { handEvent } from '../shared/cim-events.ts';
import type { Scope } from '../shared/cim-scope.ts';

/** A hand as it was told when it went up. */
type Hand = { conversationId: string; cimEvent: CimEvent };

/** Of agents of the supervisor's teams, in conversations in which the supervisor is not. O(open conversations). */
export function raisedHands(
  { conversations, config }: State,
  { userId, roles }: Principal,
  scope: Scope,
): Hand[] {
  const teamIds = lookup(config.agents, userId)?.supervises ?? [];
  if (teamIds.length === 0 || !roles.includes('supervisor')) return [];
  const found: Hand[] = [];
  for (const conversation of Object.values(conversations)) {
    if (conversation.hands === undefined || agentIn(conversation, userId) !== undefined) continue;
    const conversationId = conversation.id;
    for (const [agentId, place] of Object.entries(conversation.hands)) {
      const teamId = lookup(config.agents, agentId)?.teamId ?? null;
      if (teamId === null || !teamIds.includes(teamId)) continue;
      const event = { type: 'conversation.handRaised', conversationId, agentId, ...place } as const;
      found.push({ conversationId, cimEvent: handEvent(event, scope) });
    }
  }
  return found;
}
