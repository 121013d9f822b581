/** V1–V6: what must be so of calls, by what the journal has told and in the state. */
import { openLegs } from '../../core/call-legs.ts';
import type { DomainEvent } from '../../core/events.ts';
import { isSpoken } from '../../core/mrd-state.ts';
import type { ChannelSession, State, Task } from '../../core/state.ts';
import type { Ledger } from '../ledger.ts';
import { demand } from '../violation.ts';

type Of<T extends DomainEvent['type']> = Extract<DomainEvent, { type: T }>;
type CallEvent = Of<'call.legStarted' | 'call.legEnded' | 'call.held' | 'call.ended'>;

/** An agent's part in a call by this name. */
export const partName = ({ agentId, callId }: { agentId: string; callId: string }): string =>
  `${agentId} ${callId}`;

/** Before a fact about a call is entered. */
export function checkCall(ledger: Ledger, event: CallEvent): void {
  switch (event.type) {
    case 'call.legStarted':
      checkStart(ledger, event);
      return;
    case 'call.legEnded':
    case 'call.held': {
      const part = ledger.parts.get(partName(event));
      demand(part !== undefined, 'V3', () => `${event.type} of ${partName(event)}, which is not open`);
      if (event.type === 'call.held')
        demand(part.held !== event.on, 'V6', () => `${partName(event)} is held: ${String(event.on)}, again`);
      return;
    }
    case 'call.ended': {
      const told = new Set(event.legs.map(partName));
      const left = [...ledger.parts.values()].find(
        (part) => part.sessionId === event.sessionId && !told.has(partName(part)),
      );
      demand(
        left === undefined,
        'V5',
        () => `${event.sessionId} is over, without the part of ${left?.agentId ?? ''}`,
      );
    }
  }
}

function checkStart(ledger: Ledger, event: Of<'call.legStarted'>): void {
  const { agentId, taskId, conversationId, sessionId, answeredAt } = event;
  const name = partName(event);
  // Who has left the conversation meanwhile comes back to the call.
  const open = ledger.parts.get(name);
  demand(
    open === undefined || ledger.tasks.get(open.taskId)?.state !== 'ACTIVE',
    'V3',
    () => `${name} begins while it goes on`,
  );
  const past = ledger.pastCalls.get(agentId)?.find(({ callId }) => callId === event.callId);
  demand(
    past === undefined || (answeredAt !== null && past.at !== null && answeredAt > past.at),
    'V3',
    () => `${name} begins at ${String(answeredAt)}, and was over at ${String(past?.at)}`,
  );
  const task = ledger.tasks.get(taskId);
  const mrd = ledger.config?.mrds[task?.mrdId ?? ''];
  demand(
    task?.state === 'ACTIVE' && task.agentId === agentId && isSpoken(mrd),
    'V1',
    () => `${name} begins without work: ${taskId} is ${String(task?.state)} in ${String(task?.mrdId)}`,
  );
  const session = ledger.sessions.get(sessionId);
  demand(
    session?.conversationId === conversationId && task.conversationId === conversationId,
    'V2',
    () => `${name} belongs to ${conversationId}, its call to ${String(session?.conversationId)}`,
  );
}

/** What the state says of a call. */
export function checkCallOf(state: State, session: ChannelSession): void {
  if (session.legs === undefined) return;
  const conversation = state.conversations[session.conversationId];
  const open = openLegs(state, session);
  for (const { agentId, callId } of open) {
    demand(
      conversation?.participants.some(({ ref }) => ref === agentId) === true,
      'V1',
      () => `${agentId} is in ${callId} and not in ${session.conversationId}`,
    );
  }
  const counts = conversation?.inactiveAt !== null || conversation.answer !== undefined;
  demand(
    open.length === 0 || !(counts || conversation.hold !== undefined),
    'V4',
    () => `time runs against the customer of ${session.id}, who talks`,
  );
  demand(
    session.legs.some(({ endedAt }) => endedAt === null) || !session.connected,
    'V5',
    () => `nobody of ours is in ${session.id}, and it goes on`,
  );
}

/** Who has hung up has no work by the call. */
export function checkCallTask(state: State, { id, state: at, mrdId, conversationId }: Task): void {
  if (at !== 'ACTIVE' || !isSpoken(state.config.mrds[mrdId ?? ''])) return;
  const sessions = state.conversations[conversationId]?.sessionIds ?? [];
  const isInCall = sessions.some((sessionId) =>
    state.sessions[sessionId]?.legs?.some(({ taskId, endedAt }) => taskId === id && endedAt === null),
  );
  demand(isInCall, 'V5', () => `${id} is work by a call in which its agent is not`);
}
