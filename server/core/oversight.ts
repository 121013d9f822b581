/** What a supervisor may do to others: to the agents of the own teams, and in the queues that these serve (C21–C24). */
import type { Config } from './config.ts';
import type { OverseenAct } from './events.ts';
import type { Rejection } from './rejections.ts';
import type { Agent } from './state.ts';
import type { Turn } from './turn.ts';
import { isRejection, signedIn } from './find.ts';
import { lookup } from './lookup.ts';
import { emit, refuse } from './turn.ts';
import { overseersOfQueue } from './watchers.ts';

/** Whether somebody supervises the team of an agent. */
export function overseesAgent({ agents }: Config, supervisorId: string, agentId: string): boolean {
  const teamId = lookup(agents, agentId)?.teamId ?? null;
  return teamId !== null && lookup(agents, supervisorId)?.supervises.includes(teamId) === true;
}

/** The agents of the teams that somebody supervises. */
export function overseenBy({ agents }: Config, supervisorId: string): string[] {
  const teamIds = lookup(agents, supervisorId)?.supervises ?? [];
  return Object.values(agents)
    .filter(({ teamId }) => teamId !== null && teamIds.includes(teamId))
    .map(({ id }) => id);
}

/** Whether somebody supervises a team that serves the queue. */
export function overseesQueue(config: Config, supervisorId: string, queueId: string | null): boolean {
  return queueId !== null && overseersOfQueue(config, queueId).includes(supervisorId);
}

type Acted = { agentId: string; by?: string };

/** Whether somebody else acts in the agent's stead. */
function isOverseen({ agentId, by }: Acted): boolean {
  return by !== undefined && by !== agentId;
}

/** The signed-in agent who is acted on: by themselves, or by a supervisor of the team, else FORBIDDEN. */
export function actedOn(turn: Turn, acted: Acted): Agent | Rejection {
  const { agentId, by } = acted;
  if (by !== undefined && isOverseen(acted)) {
    const supervisor = signedIn(turn, by);
    if (isRejection(supervisor)) return supervisor;
    const { config } = turn.world.state;
    const isKnown = Object.hasOwn(config.agents, agentId);
    if (isKnown && !overseesAgent(config, by, agentId)) return refuse('FORBIDDEN');
  }
  return signedIn(turn, agentId);
}

/** Puts on record who did it, unless it was the agent. */
export function recordAct(turn: Turn, acted: Acted, act: OverseenAct): void {
  const { agentId, by } = acted;
  if (by === undefined || !isOverseen(acted)) return;
  emit(turn, { type: 'agent.overseen', agentId, supervisorId: by, act });
}
