/** `agentPresence`: an agent's own state as the desk shows it. */
import { randomUUID } from 'node:crypto';
import type {
  AgentMrdState,
  AgentPresenceEvent,
  PresenceUser,
} from '../../../protocol/agent-manager/server-events.ts';
import { lookup } from '../../core/lookup.ts';
import type { Config } from '../../core/config.ts';
import type { Agent, AgentMrd } from '../../core/state.ts';
import { keycloakUser, type Principal } from '../../identity/principal.ts';

/** What desks of the family are shown for "has never been ready". */
const NEVER = 639_057_660_000;

/** What changed, for the flags of the event; null: nothing did. */
export type PresenceChange = { agent: boolean; mrdIds: string[] };

/** The event for an agent who is signed in (or has just signed out). */
export function presenceEvent(
  config: Config,
  agent: Agent,
  principal: Principal,
  change: PresenceChange | null,
  now: number,
): AgentPresenceEvent {
  return {
    action: change === null ? 'AGENT_STATE_UNCHANGED' : 'AGENT_STATE_CHANGED',
    agentPresence: {
      agent: presenceUser(config, agent, principal),
      state: { name: agent.state, reasonCode: agent.reason === null ? null : { ...agent.reason } },
      stateChangeTime: agent.since,
      agentMrdStates: Object.values(agent.mrds).flatMap((mrd) => mrdState(config, mrd) ?? []),
      agentLoginTime: agent.signedInAt,
    },
    agentStateChanged: change?.agent ?? false,
    mrdStateChanges: change?.mrdIds ?? [],
    correlationId: randomUUID(),
    serverTime: now,
  };
}

function mrdState(config: Config, state: AgentMrd): AgentMrdState | null {
  const mrd = lookup(config.mrds, state.mrdId);
  if (mrd === undefined) return null;
  return {
    mrd: {
      id: mrd.id,
      type: mrd.type,
      name: mrd.name,
      description: mrd.description,
      maxRequests: mrd.maxTasks,
      interruptible: mrd.interruptible,
      managedByRe: mrd.managedByRouting,
    },
    state: state.state,
    previousState: state.previous,
    stateChangeTime: state.since,
    lastReadyStateChangeTime: state.lastReadyAt > 0 ? state.lastReadyAt : NEVER,
    maxAgentTasks: state.max,
    liveTasks: state.live,
    pending: state.state === 'PENDING_NOT_READY',
    reason: state.reason,
  };
}

function presenceUser(config: Config, agent: Agent, principal: Principal): PresenceUser {
  const attributes = lookup(config.agents, agent.id)?.attributes ?? {};
  return {
    id: agent.id,
    participantType: 'CCUser',
    keycloakUser: keycloakUser(principal),
    associatedRoutingAttributes: Object.entries(attributes).flatMap(([id, value]) => {
      const attribute = lookup(config.attributes, id);
      if (attribute === undefined) return [];
      const { name, type, defaultValue } = attribute;
      return [{ routingAttribute: { id, name, description: null, type, defaultValue }, value }];
    }),
    associatedMrds: Object.values(agent.mrds).map(({ mrdId, max }) => ({ mrdId, maxAgentTasks: max })),
  };
}
