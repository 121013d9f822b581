/** What the agent of a task is told of it: the offer, the customer's first words, its end, help and wrap-up. */
import type { EventOf } from '../../core/events.ts';
import { lookup } from '../../core/lookup.ts';
import { permittedInConversations } from '../../identity/permits.ts';
import { wireTaskId } from '../shared/wire-ids.ts';
import { helpNotices } from './help-notices.ts';
import { startedCallOf, taskRequestOf } from './offer.ts';
import { wrapupTimer } from './topic.ts';
import type { Payload, TurnFrames } from './turn-frames.ts';

export function offerFrames(out: TurnFrames, { taskId, agentId }: EventOf<'task.offered'>): void {
  const task = lookup(out.turn.world.state.tasks, taskId);
  if (task?.agentId !== agentId || !out.sources.listening(agentId)) return;
  const { scope, memory } = out.sources;
  const payload = taskRequestOf(task, scope, memory.preview(task.conversationId), out.now);
  if (payload !== null) out.tell(agentId, task.conversationId, 'taskRequest', payload);
}

/** A call has become the agent's (T14). */
export function startedFrames(out: TurnFrames, { task: { id }, agentId }: EventOf<'task.started'>): void {
  const { state } = out.turn.world;
  const task = lookup(state.tasks, id);
  if (task === undefined || !out.sources.listening(agentId)) return;
  const payload = startedCallOf(state, task, out.sources.scope, out.now);
  if (payload !== null) out.tell(agentId, null, 'taskRequest', payload);
}

/** Offers of the conversation that ring while the customer writes for the first time. */
export function previewFrames(out: TurnFrames, { conversationId, messageId }: EventOf<'message.sent'>): void {
  const known = out.sources.memory.conversation(conversationId);
  if (known === undefined || known.preview === null || known.previewIn !== messageId) return;
  const { preview } = known;
  const { state } = out.turn.world;
  for (const id of lookup(state.conversations, conversationId)?.taskIds ?? []) {
    const task = lookup(state.tasks, id);
    if (task?.state !== 'OFFERED' || task.agentId === null) continue;
    const payload = { conversationId, taskId: wireTaskId(task), preview };
    out.tell(task.agentId, conversationId, 'taskPreview', payload);
  }
}

export function revokeFrames(
  out: TurnFrames,
  { taskId, agentId, conversationId, revoke }: EventOf<'task.closed'>,
): void {
  const task = out.sources.memory.task(taskId);
  if (revoke === null || agentId === null) return;
  const mrdId = task?.mrdId ?? null;
  const mrd = mrdId === null ? null : mrdOf(out, agentId, mrdId);
  out.tell(agentId, conversationId, 'revokeTask', {
    conversationId,
    taskId: task === undefined ? taskId : wireTaskId(task),
    reason: revoke,
    ...(mrd !== null && { mrd }),
  });
}

/** The agent's MRD as it stands after the turn; null when it is none of theirs (any more). */
function mrdOf(
  out: TurnFrames,
  agentId: string,
  mrdId: string,
): NonNullable<Payload<'revokeTask'>['mrd']> | null {
  const { state } = out.turn.world;
  const mrd = lookup(lookup(state.agents, agentId)?.mrds ?? {}, mrdId);
  if (mrd === undefined || mrd.state === 'LOGOUT') return null;
  return { id: mrdId, name: lookup(state.config.mrds, mrdId)?.name ?? mrdId, state: mrd.state };
}

export function helpFrames(
  out: TurnFrames,
  event: EventOf<'task.queued' | 'task.accepted' | 'task.redirected'>,
): void {
  const { memory, scope } = out.sources;
  for (const { agentId, conversationId, notice } of helpNotices(event, out.turn.events, memory, scope)) {
    out.tell(agentId, conversationId, notice.event, notice.payload);
  }
}

export function wrapupFrames(
  out: TurnFrames,
  { taskId, agentId }: EventOf<'task.wrapupStarted' | 'task.wrapupExtended'>,
): void {
  const { state } = out.turn.world;
  const task = lookup(state.tasks, taskId);
  const conversation = task && lookup(state.conversations, task.conversationId);
  const principal = out.sources.listening(agentId);
  if (task === undefined || conversation === undefined || principal === undefined) return;
  const payload = wrapupTimer(state, conversation, task, permittedInConversations(principal), out.now);
  if (payload !== null) out.tell(agentId, conversation.id, 'wrapupTimerStarted', payload);
}
