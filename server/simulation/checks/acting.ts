/** I14, of agents: who acts in a conversation takes part in it, and who calls somebody back has handed everything on (A14). */
import type { DomainEvent } from '../../core/events.ts';
import type { Ledger } from '../ledger.ts';
import { demand } from '../violation.ts';

/** C27: a customer is taken for another by somebody who is in the conversation. */
export function checkLinked(
  ledger: Ledger,
  event: Extract<DomainEvent, { type: 'conversation.customerChanged' }>,
): void {
  const { conversationId, agentId } = event;
  if (agentId === null) return;
  const participants = [...(ledger.conversations.get(conversationId)?.participants.values() ?? [])];
  demand(
    participants.some(({ kind, ref }) => kind === 'AGENT' && ref === agentId),
    'I14',
    () => `${agentId}, who is not in ${conversationId}, says who its customer is`,
  );
}

/** Checks a whole turn: work from queues goes to others when its agent calls somebody back, and calls stay. */
export function checkHandedOn(ledger: Ledger, events: readonly DomainEvent[]): void {
  for (const event of events) {
    if (event.type !== 'agent.stateChanged' || event.state !== 'NOT_READY') continue;
    if (ledger.config?.reasons[event.reason?.id ?? '']?.callback !== true) continue;
    for (const taskId of ledger.agents.get(event.agentId)?.tasks ?? []) {
      const task = ledger.tasks.get(taskId);
      demand(
        task?.state !== 'ACTIVE' || task.queueId === null,
        'I14',
        () => `${event.agentId} calls somebody back and still has ${taskId}`,
      );
    }
  }
}
