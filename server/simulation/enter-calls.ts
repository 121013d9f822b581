/** How facts about calls are entered in the ledger (V1–V6). */
import type { DomainEvent } from '../core/events.ts';
import { partName } from './checks/calls.ts';
import type { Ledger } from './ledger.ts';

type CallEvent = Extract<
  DomainEvent,
  { type: 'call.legStarted' | 'call.legEnded' | 'call.held' | 'agent.callPassed' }
>;

/** So many calls of an agent are remembered after their end. */
const REMEMBERED = 20;

export function onCall(ledger: Ledger, event: CallEvent): void {
  const name = partName(event);
  switch (event.type) {
    case 'call.legStarted':
      ledger.parts.set(name, {
        agentId: event.agentId,
        callId: event.callId,
        sessionId: event.sessionId,
        taskId: event.taskId,
        answeredAt: event.answeredAt,
        held: false,
      });
      return;
    case 'call.held': {
      const part = ledger.parts.get(name);
      if (part !== undefined) part.held = event.on;
      return;
    }
    case 'call.legEnded':
    case 'agent.callPassed': {
      const { agentId, callId, endedAt } = event;
      const answeredAt = ledger.parts.get(name)?.answeredAt ?? null;
      ledger.parts.delete(name);
      // Who signs out comes back to the call.
      if (event.type === 'call.legEnded' && event.reason === 'AGENT_LOGOUT') return;
      remember(ledger, agentId, { callId, at: latest(answeredAt, endedAt) });
    }
  }
}

/** Whoever was in a call when its session ended is out of it (V3). */
export function onCallSessionEnded(ledger: Ledger, sessionId: string): void {
  for (const [name, part] of ledger.parts) {
    if (part.sessionId !== sessionId) continue;
    ledger.parts.delete(name);
    remember(ledger, part.agentId, { callId: part.callId, at: part.answeredAt });
  }
}

/** The later of what the telephone told; null: nothing. */
function latest(...times: (number | null)[]): number | null {
  const told = times.flatMap((time) => time ?? []);
  return told.length === 0 ? null : Math.max(...told);
}

function remember(ledger: Ledger, agentId: string, past: { callId: string; at: number | null }): void {
  const others = (ledger.pastCalls.get(agentId) ?? []).filter(({ callId }) => callId !== past.callId);
  ledger.pastCalls.set(agentId, [...others, past].slice(-REMEMBERED));
}
