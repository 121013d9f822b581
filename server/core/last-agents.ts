/**
 * Who served a customer last (Q6): kept only while some queue asks the last agent first, for the
 * customers who were served most recently, and only of agents that there are.
 */
import type { State } from './state.ts';
import type { World } from './world.ts';
import { dictionary } from './lookup.ts';

/** Customers whose last agent is remembered. */
export const MOST_REMEMBERED = 10_000;

/** So many are forgotten at once, the longest ago first: looking for the oldest each time would cost too much. */
const FORGOTTEN_AT_ONCE = 1_000;

/** An agent has accepted a customer. */
export function rememberAgent({ state, index }: World, customerId: string, agentId: string): void {
  if (!index.remembersLastAgent) return;
  const { lastAgents } = state;
  if (Object.hasOwn(lastAgents, customerId)) Reflect.deleteProperty(lastAgents, customerId);
  else index.lastAgents += 1;
  // The order of insertion is that of the last service.
  lastAgents[customerId] = agentId;
  if (index.lastAgents >= MOST_REMEMBERED + FORGOTTEN_AT_ONCE) {
    for (const id of Object.keys(lastAgents).slice(0, FORGOTTEN_AT_ONCE))
      Reflect.deleteProperty(lastAgents, id);
    index.lastAgents -= FORGOTTEN_AT_ONCE;
  }
}

/** After a change of the configuration: what nothing asks for any more. */
export function forgetAgents(state: State): void {
  const { queues, agents } = state.config;
  if (!Object.values(queues).some(({ routeToLastAgent }) => routeToLastAgent)) {
    state.lastAgents = dictionary();
    return;
  }
  for (const [customerId, agentId] of Object.entries(state.lastAgents)) {
    if (!Object.hasOwn(agents, agentId)) Reflect.deleteProperty(state.lastAgents, customerId);
  }
}
