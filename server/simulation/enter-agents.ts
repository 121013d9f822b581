/** Enters what happens to agents, and a new configuration, in the ledger. */
import type { Config } from '../core/config.ts';
import type { DomainEvent } from '../core/events.ts';
import type { Ledger } from './ledger.ts';

export function onAgent(
  ledger: Ledger,
  event: Extract<DomainEvent, { agentId: string; type: `agent.${string}` }>,
): void {
  if (event.type === 'agent.signedIn') {
    ledger.agents.set(event.agentId, {
      id: event.agentId,
      state: 'NOT_READY',
      connected: true,
      graceUntil: null,
      logoutAt: null,
      sid: event.sid,
      lists: ledger.agents.get(event.agentId)?.lists ?? new Set(),
      mrds: new Map(Object.keys(event.mrds).map((id) => [id, { state: 'NOT_READY', lastReadyAt: event.at }])),
      tasks: ledger.agents.get(event.agentId)?.tasks ?? new Set(),
    });
    return;
  }
  const agent = ledger.agents.get(event.agentId);
  if (agent === undefined) return;
  switch (event.type) {
    case 'agent.sessionReplaced':
      agent.sid = event.sid;
      return;
    case 'agent.connected':
      agent.connected = true;
      agent.graceUntil = null;
      return;
    case 'agent.disconnected':
      agent.connected = false;
      agent.graceUntil = event.graceUntil;
      return;
    case 'agent.overseen':
      if (event.act === 'LOGOUT') ledger.forcedOut = event.agentId;
      return;
    case 'agent.listSubscribed':
      if (event.on) agent.lists.add(event.listId);
      else agent.lists.delete(event.listId);
      return;
    case 'agent.stateChanged':
      agent.state = event.state;
      return;
    case 'agent.mrdStateChanged':
      agent.mrds.set(event.mrdId, { state: event.state, lastReadyAt: event.lastReadyAt });
      return;
    case 'agent.active':
      agent.logoutAt = event.logoutAt;
      return;
    case 'agent.idleWarned':
    case 'agent.callPassed':
    case 'agent.callMonitored':
    case 'agent.callMonitoringEnded':
      return;
    case 'agent.signedOut':
      ledger.forcedOut = null;
      agent.state = 'LOGOUT';
      agent.logoutAt = null;
      agent.connected = false;
      agent.graceUntil = null;
      agent.sid = null;
      for (const mrd of agent.mrds.values()) mrd.state = 'LOGOUT';
      return;
  }
}

/** New MRDs of signed-in agents begin NOT_READY; those that are gone are forgotten once no work is in them. */
export function onConfigured(ledger: Ledger, config: Config, at: number): void {
  ledger.config = config;
  for (const agent of ledger.agents.values()) {
    if (agent.state === 'LOGOUT') continue;
    const mine = config.agents[agent.id]?.maxTasks ?? {};
    const atWork = new Set([...agent.tasks].map((id) => ledger.tasks.get(id)?.mrdId));
    for (const id of agent.mrds.keys()) {
      if (!Object.hasOwn(mine, id) && !atWork.has(id)) agent.mrds.delete(id);
    }
    for (const id of Object.keys(mine)) {
      if (!agent.mrds.has(id)) agent.mrds.set(id, { state: 'NOT_READY', lastReadyAt: at });
    }
  }
}
