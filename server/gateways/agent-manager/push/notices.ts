/** What agents whose desk is not connected are told of a turn. */
import type { DomainEvent } from '../../../core/events.ts';
import { lookup } from '../../../core/lookup.ts';
import type { State } from '../../../core/state.ts';

/** One thing to tell, as ids: words and names are looked up when it is told. */
export type Notice =
  | { kind: 'offer'; agentId: string; taskId: string; conversationId: string }
  | { kind: 'words'; agentId: string; conversationId: string }
  | { kind: 'presence'; agentId: string }
  /** The sign-in has ended: nothing is to reach this agent any more. */
  | { kind: 'over'; agentId: string };

/** Whether an agent is signed in, and no desk of theirs is connected. */
function isAway({ agents }: State, agentId: string): boolean {
  const agent = lookup(agents, agentId);
  return agent !== undefined && agent.state !== 'LOGOUT' && !agent.connected;
}

function offersOf(state: State, agentId: string): Notice[] {
  return (lookup(state.agents, agentId)?.taskIds ?? []).flatMap((taskId) => {
    const task = lookup(state.tasks, taskId);
    if (task?.state !== 'OFFERED') return [];
    return { kind: 'offer', agentId, taskId, conversationId: task.conversationId };
  });
}

/** What one fact is to agents who are away; most are nothing. */
function noticesOfEvent(state: State, event: DomainEvent): Notice[] {
  if (event.type === 'agent.disconnected') {
    return [{ kind: 'presence', agentId: event.agentId }, ...offersOf(state, event.agentId)];
  }
  if (event.type === 'agent.stateChanged' || event.type === 'agent.mrdStateChanged') {
    return isAway(state, event.agentId) ? [{ kind: 'presence', agentId: event.agentId }] : [];
  }
  if (event.type === 'agent.signedOut') {
    // Who was away for too long may come back by the same sign-in (D7).
    const kind = event.reason?.name === 'NETWORK' ? 'presence' : 'over';
    return [{ kind, agentId: event.agentId }];
  }
  if (event.type === 'message.sent' && event.sender.kind === 'CUSTOMER') {
    return wordsFor(state, event.conversationId);
  }
  return [];
}

/** In the order of the facts. */
export function noticesOf(state: State, events: readonly DomainEvent[]): Notice[] {
  return events.flatMap((event) => noticesOfEvent(state, event));
}

function wordsFor(state: State, conversationId: string): Notice[] {
  const participants = lookup(state.conversations, conversationId)?.participants ?? [];
  return participants.flatMap(({ kind, role, ref: agentId }) =>
    kind === 'AGENT' && role === 'PRIMARY' && isAway(state, agentId)
      ? { kind: 'words', agentId, conversationId }
      : [],
  );
}
