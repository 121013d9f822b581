/** The agents of the queues: who is eligible where, in the order in which they are asked. */
import type { Seat, WorldIndex } from './types.ts';
import type { Agent, AgentMrd, State } from '../state.ts';
import { lookup } from '../lookup.ts';
import { matchQueue } from '../matching.ts';
import { isOn, isRoutable } from '../mrd-state.ts';

/** Slots that count for the expected wait: those of an agent who is there and has the MRD switched on. */
function workingSlots(state: State, agent: Agent, mrd: AgentMrd): number {
  const managed = lookup(state.config.mrds, mrd.mrdId)?.managedByRouting === true;
  return managed && agent.state === 'READY' && agent.connected && isOn(mrd.state) ? mrd.max : 0;
}

function refresh(state: State, agent: Agent, mrd: AgentMrd, seat: Seat): void {
  const eligible = isRoutable(state.config, agent, mrd);
  const list = seat.queue.eligible[seat.step];
  if (list === undefined) return;
  const moved = seat.live !== mrd.live || seat.lastReadyAt !== mrd.lastReadyAt;
  if (seat.eligible && (!eligible || moved)) {
    list.delete(seat);
    seat.eligible = false;
  }
  seat.live = mrd.live;
  seat.lastReadyAt = mrd.lastReadyAt;
  if (eligible && !seat.eligible) {
    list.insert(seat);
    seat.eligible = true;
  }
  const slots = workingSlots(state, agent, mrd);
  seat.queue.slots += slots - seat.slots;
  seat.slots = slots;
}

/** Brings the agent's places in all queues of one MRD up to date. */
export function refreshMrd(state: State, index: WorldIndex, agent: Agent, mrdId: string): void {
  const mrd = lookup(agent.mrds, mrdId);
  if (mrd === undefined) return;
  for (const seat of index.seats.get(agent.id)?.get(mrdId) ?? []) refresh(state, agent, mrd, seat);
}

/** The same for all MRDs: the agent's own state or connection has changed. */
export function refreshAgent(state: State, index: WorldIndex, agent: Agent): void {
  for (const mrdId of Object.keys(agent.mrds)) refreshMrd(state, index, agent, mrdId);
}

/** Takes the agent out of all queues. */
export function removeSeats(index: WorldIndex, agentId: string): void {
  for (const seats of index.seats.get(agentId)?.values() ?? []) {
    for (const seat of seats) {
      if (seat.eligible) seat.queue.eligible[seat.step]?.delete(seat);
      seat.queue.slots -= seat.slots;
    }
  }
  index.seats.delete(agentId);
}

/** Gives a signed-in agent a seat in each queue that the configuration lets them serve. */
export function seatAgent(state: State, index: WorldIndex, agent: Agent): void {
  removeSeats(index, agent.id);
  const config = lookup(state.config.agents, agent.id);
  if (config === undefined || agent.state === 'LOGOUT') return;
  const byMrd = new Map<string, Seat[]>();
  for (const mrd of Object.values(agent.mrds)) {
    const seats: Seat[] = [];
    for (const queue of index.queuesOfMrd.get(mrd.mrdId) ?? []) {
      if (queue.members !== null && !queue.members.has(agent.id)) continue;
      const match = matchQueue(state.config, config, queue.queue);
      if (match === null) continue;
      seats.push({
        agentId: agent.id,
        mrdId: mrd.mrdId,
        queue,
        step: match.step,
        skill: match.skill,
        live: mrd.live,
        lastReadyAt: mrd.lastReadyAt,
        eligible: false,
        slots: 0,
      });
    }
    byMrd.set(mrd.mrdId, seats);
  }
  index.seats.set(agent.id, byMrd);
  refreshAgent(state, index, agent);
}
