/** What agents are told when a supervisor has acted on them or on a conversation of theirs. */
import type { SupervisorActed } from '../../../protocol/agent-manager/supervision.ts';
import type { DomainEvent, EventOf } from '../../core/events.ts';
import { agentName } from '../shared/cim-parties.ts';
import type { TurnFrames } from './turn-frames.ts';

type Overseen = DomainEvent & EventOf<'agent.overseen' | 'conversation.overseen'>;

/** `agentIds`: those who are in the conversation. The supervisor knows already. */
export function oversightFrames(out: TurnFrames, event: Overseen, agentIds: readonly string[]): void {
  const { supervisorId, act, agentId, at } = event;
  const conversationId = event.type === 'conversation.overseen' ? event.conversationId : null;
  const payload: SupervisorActed = {
    act,
    supervisor: { id: supervisorId, name: agentName(out.sources.scope.directory, supervisorId) },
    agentId,
    conversationId,
    at,
  };
  const concerned = new Set(agentId === null ? agentIds : [...agentIds, agentId]);
  concerned.delete(supervisorId);
  // Without its conversation: who is assigned has none of it yet, and who is out has it no more.
  for (const id of concerned) out.tell(id, null, 'supervisorActed', payload);
}
