/** An agent's state on this wire: one word for what the agent and the MRDs are in. */
import type { ActivityMessage } from '../../../../protocol/chat-solution/messages.ts';
import type { AgentStateName } from '../../../../protocol/chat-solution/names.ts';
import type { Directory } from '../../../configuration/directory.ts';
import { lookup } from '../../../core/lookup.ts';
import { isOn } from '../../../core/mrd-state.ts';
import type { Agent, State } from '../../../core/state.ts';
import { agentPerson, usernameOf } from '../people.ts';
import type { AgentDesk } from './agent-desks.ts';

/**
 * READY: switched on, whatever the load. In the MRD that is named, where the agent has it, else in any.
 */
export function stateOf(state: State, agentId: string, mrdId: string | null): AgentStateName {
  const agent = lookup(state.agents, agentId);
  if (agent === undefined || agent.state === 'LOGOUT') return 'LOGOUT';
  if (agent.state === 'NOT_READY') return 'NOT_READY';
  const mrds = Object.values(agent.mrds);
  const one = mrdId === null ? undefined : lookup(agent.mrds, mrdId);
  // Who has no MRD, as a supervisor, has the own state alone.
  const isReady =
    one === undefined ? mrds.length === 0 || mrds.some((mrd) => isOn(mrd.state)) : isOn(one.state);
  return isReady ? 'READY' : 'NOT_READY';
}

/** The state with the number of its reason in other systems. */
export function standing(
  state: State,
  { agentId, mrdId }: AgentDesk,
  directory: Directory,
): { name: AgentStateName; reason: number } {
  return {
    name: stateOf(state, agentId, mrdId),
    reason: reasonCode(directory, lookup(state.agents, agentId)),
  };
}

/** -1: there is no reason. */
function reasonCode(directory: Directory, agent: Agent | undefined): number {
  return directory.reasons.find(({ id }) => id === agent?.reason?.id)?.code ?? -1;
}

/** Tells an agent the own state, in the form in which the agent speaks of it. */
export function tellState(
  desk: AgentDesk,
  { name, reason }: { name: AgentStateName; reason: number },
  directory: Directory,
  now: number,
): void {
  desk.told = name;
  desk.tellings += 1;
  if (desk.form === 'AMQ' && desk.wantedForm === 'AMQ') {
    desk.tell('amq-msg', {
      head: 'AgentState',
      AgentId: usernameOf(directory, desk.agentId),
      State: name,
      Mrd: desk.mrdId,
      ReasonCode: reason,
    });
  } else desk.tell('messageArrived', stateActivity(desk, name, directory, now));
}

/** The state as an ActivityMessage: what answers a sign-in, and `changeState`. */
export function stateActivity(
  { agentId, mrdId }: AgentDesk,
  state: AgentStateName,
  directory: Directory,
  now: number,
): ActivityMessage {
  const from = agentPerson(directory, agentId);
  return {
    type: 'ActivityMessage',
    requestId: `${agentId}:${now}`,
    timestamp: new Date(now).toISOString(),
    from,
    to: [],
    activityType: 'agentState',
    info: { agentId: from.id, state, mrd: mrdId },
  };
}
