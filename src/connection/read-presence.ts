/** Reads who is here, and for which work. */
import { wordIn } from '../../protocol/shared/words.ts';
import { count, fields, list, number, text, textOrNull, time, under, type Fields } from '../base/fields.ts';
import type { FrameOf } from '../store/frames.ts';
import type { AgentStateName, MrdPresence, MrdStateName } from '../store/model.ts';

const mrdStateName = wordIn<MrdStateName>([
  'NOT_READY',
  'READY',
  'ACTIVE',
  'BUSY',
  'PENDING_NOT_READY',
  'INTERRUPTED',
  'LOGOUT',
]);

const agentStateName = wordIn<AgentStateName>(['READY', 'NOT_READY', 'LOGOUT']);

function agentState(value: unknown): AgentStateName {
  return agentStateName(value) ?? 'NOT_READY';
}

export function mrdState(value: unknown): MrdStateName {
  return mrdStateName(value) ?? 'UNKNOWN';
}

/** Names of MRDs are often written in capitals alone: CHAT is easier to read as Chat. */
export function mrdName(name: string): string {
  return /^[A-Z]{4,}$/.test(name) ? name.charAt(0) + name.slice(1).toLowerCase() : name;
}

/** States of work that goes on somewhere, whoever routes it. */
const RESTING: ReadonlySet<MrdStateName> = new Set(['NOT_READY', 'LOGOUT', 'UNKNOWN']);

/** Whether there is such work for this agent: what a telephone system routes counts once that has it on. */
function hasWork(value: unknown): boolean {
  const wire = fields(value);
  const routedHere = fields(wire.mrd).managedByRe !== false;
  return routedHere || !RESTING.has(mrdState(wire.state));
}

function readMrd(value: unknown, now: number): MrdPresence {
  const wire = fields(value);
  const mrd = fields(wire.mrd);
  return {
    id: text(mrd.id),
    name: mrdName(text(mrd.name)),
    state: mrdState(wire.state),
    since: time(wire.stateChangeTime, now),
    live: count(wire.liveTasks),
    max: count(wire.maxAgentTasks ?? mrd.maxRequests),
    reason: textOrNull(wire.reason),
  };
}

export function readPresence(wire: Fields, at: number): FrameOf<'presence'> {
  const presence = fields(wire.agentPresence);
  const state = fields(presence.state);
  return {
    type: 'presence',
    at,
    serverTime: number(wire.serverTime),
    presence: {
      state: agentState(state.name),
      reason: textOrNull(under(state, 'reasonCode').name),
      since: time(presence.stateChangeTime, at),
      mrds: list(presence.agentMrdStates)
        .filter(hasWork)
        .map((each) => readMrd(each, at)),
    },
  };
}
