/** What must be so of calls (V1–V6) after everything has been reported that has happened. */
import { legsOf } from '../../core/call-legs.ts';
import type { FoundLeg } from '../../core/call-legs.ts';
import { lookup } from '../../core/lookup.ts';
import type { State } from '../../core/state.ts';
import type { Telephone } from './telephone.ts';

/** A broken rule, in words that begin with its id; null: all hold. */
export function brokenRule(state: State, telephone: Telephone, agents: readonly string[]): string | null {
  for (const agentId of agents) {
    const agent = lookup(state.agents, agentId);
    const legs = agent === undefined ? [] : legsOf(state, agent);
    const broken = ofParts(state, telephone, agentId, legs) ?? ofLegs(state, telephone, agentId, legs);
    if (broken !== null) return broken;
  }
  return ofSessions(state, telephone);
}

/** What is so at the telephone is known here. */
function ofParts(state: State, telephone: Telephone, agentId: string, legs: FoundLeg[]): string | null {
  for (const { callId, reason, held } of telephone.partsOf(agentId)) {
    const found = legs.find(({ leg }) => leg.callId === callId);
    if (found === undefined) return `V1: ${agentId} is in ${callId}, and not here`;
    const { leg, session, conversation } = found;
    const task = lookup(state.tasks, leg.taskId);
    if (task?.state !== 'ACTIVE' || task.mrdId !== 'voice') return `V1: ${agentId} has no work by ${callId}`;
    const call = [...telephone.calls.values()].find(
      ({ id, consult }) => id === callId || consult?.callId === callId,
    );
    if (call === undefined) return `V2: ${callId} belongs to nothing`;
    if (session.id !== call.id || conversation.customerId !== call.customerId)
      return `V2: ${callId} belongs to ${call.id} with ${call.customerId}, not to ${session.id}`;
    const self = conversation.participants.find(({ kind, ref }) => kind === 'AGENT' && ref === agentId);
    const role = reason === 'CONSULT' ? 'ASSISTANT' : 'PRIMARY';
    if (self?.role !== role) return `V2: ${agentId} is ${self?.role ?? 'nobody'} in ${callId}, not ${role}`;
    if (
      conversation.inactiveAt !== null ||
      conversation.answer !== undefined ||
      conversation.hold !== undefined
    )
      return `V4: time runs against the customer of ${callId}, who talks`;
    if ((leg.heldSince !== null) !== held) return `V6: ${agentId}'s part in ${callId} is held: ${held}`;
  }
  return null;
}

/** Nothing else is. */
function ofLegs(state: State, telephone: Telephone, agentId: string, legs: FoundLeg[]): string | null {
  const parts = new Set(telephone.partsOf(agentId).map(({ callId }) => callId));
  const begun = legs.find(({ leg }) => !parts.has(leg.callId));
  if (begun !== undefined) return `V3: ${agentId} is out of ${begun.leg.callId}, and in it here`;
  const tasks = lookup(state.agents, agentId)?.taskIds ?? [];
  const left = tasks.find((id) => lookup(state.tasks, id)?.mrdId === 'voice' && parts.size === 0);
  return left === undefined ? null : `V5: ${agentId} has hung up, and has work by a call`;
}

function ofSessions({ sessions }: State, { calls }: Telephone): string | null {
  const left = Object.values(sessions).find(({ id, legs }) => legs !== undefined && !calls.has(id));
  return left === undefined ? null : `V5: ${left.id} is over at the telephone, and goes on here`;
}
