/** A call has interrupted an agent's other work: told in every conversation that it concerns (M13). */
import type { DomainEvent, EventOf } from '../../core/events.ts';
import { lookup } from '../../core/lookup.ts';
import { agentsAtWork } from '../../core/participant.ts';
import { envelope } from '../shared/cim-scope.ts';
import type { TurnFrames } from './turn-frames.ts';

/** It passes without a trace: a desk that connects later sees the state of the MRD. */
export function interruptedFrames(
  out: TurnFrames,
  { agentId, mrdId, at, seq }: EventOf<'agent.mrdStateChanged'> & DomainEvent,
): void {
  const { state } = out.turn.world;
  const conversations = (lookup(state.agents, agentId)?.taskIds ?? []).flatMap((id) => {
    const task = lookup(state.tasks, id);
    return task?.state === 'ACTIVE' && task.mrdId === mrdId ? [task.conversationId] : [];
  });
  for (const conversationId of conversations) {
    const conversation = lookup(state.conversations, conversationId);
    const agentIds = (conversation === undefined ? [] : agentsAtWork(conversation))
      .map(({ ref }) => ref)
      .filter((id) => out.sources.listening(id) !== undefined);
    if (agentIds.length === 0) continue;
    const event = envelope(
      'AGENT_MRD_INTERRUPTED',
      'NOTIFICATION',
      conversationId,
      { at, streamSeq: null },
      { mrdId, agentId, conversations },
      { id: `${conversationId}:interrupted:${seq}` },
    );
    out.push({ kind: 'cim', agentIds, conversationId, event, skipped: 0, actions: null });
  }
}
