/** What agents are told when a supervisor has acted on them or on a conversation of theirs, or listens to it. */
import type { SupervisorActed } from '../../../protocol/agent-manager/supervision.ts';
import type { DomainEvent, EventOf } from '../../core/events.ts';
import { lookup } from '../../core/lookup.ts';
import { monitorsKnownIn } from '../../core/visibility.ts';
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

const LISTENS = 'SILENT_MONITOR';

/** Conversations in which somebody has begun to listen, or does so no more. */
function listenedAnew({ events, world }: TurnFrames['turn']): Set<string> {
  const found = new Set<string>();
  for (const event of events) {
    if (event.type === 'participant.joined' || event.type === 'participant.left') {
      if (event.participant.role === LISTENS) found.add(event.conversationId);
    } else if (event.type === 'participant.roleChanged') {
      if (event.role === LISTENS || event.previousRole === LISTENS) found.add(event.conversationId);
    } else if (event.type === 'agent.callMonitored' || event.type === 'agent.callMonitoringEnded') {
      if (event.callConversationId !== null) found.add(event.callConversationId);
    } else if (event.type === 'configured') {
      // Whether agents may know of it may be another matter now.
      for (const { id, participants } of Object.values(world.state.conversations)) {
        if (participants.some(({ role }) => role === LISTENS)) found.add(id);
      }
      for (const { conversationId } of Object.values(world.state.callMonitorings))
        if (conversationId !== null) found.add(conversationId);
    }
  }
  return found;
}

/** Tells agents who listens to them, where the contact centre wants them to know. */
export function monitorFrames(out: TurnFrames): void {
  const { turn, sources } = out;
  const { state } = turn.world;
  const isAnew = turn.events.some(({ type }) => type === 'configured');
  if (state.config.tellMonitored !== true && !isAnew) return;
  for (const conversationId of listenedAnew(turn)) {
    const conversation = lookup(state.conversations, conversationId);
    if (conversation === undefined) continue;
    const monitors = monitorsKnownIn(state, conversation).map((id) => ({
      id,
      name: agentName(sources.scope.directory, id),
    }));
    for (const { kind, role, ref } of conversation.participants) {
      if (kind !== 'AGENT' || role === LISTENS) continue;
      out.tell(ref, conversationId, 'conversationMonitored', { conversationId, monitors });
    }
  }
}
