/** What of the floor is of the chosen team, in the chosen state, and has the searched words. */
import { useMemo } from 'react';
import type { FloorAgent, FloorConversation, FloorQueue, FloorView } from './floor-slice.ts';

/** The choice that narrows nothing. */
export const ALL = '';

export type Narrowed = {
  agents: readonly FloorAgent[];
  queues: readonly FloorQueue[];
  conversations: readonly FloorConversation[];
};

/** Computed anew only for the rows that have changed in kind, or for another question. */
export function useNarrowed(floor: FloorView, team: string, search: string, status: string): Narrowed {
  const words = search.trim().toLowerCase();
  const agents = useMemo(
    () =>
      [...floor.agents.values()].filter(
        (agent) =>
          (team === ALL || agent.team.id === team) &&
          (status === ALL || agent.state === status) &&
          has(words, agent.name, agent.team.name),
      ),
    [floor.agents, team, status, words],
  );
  const queues = useMemo(
    () => [...floor.queues.values()].filter(({ name }) => has(words, name)),
    [floor.queues, words],
  );
  const conversations = useMemo(() => {
    const ofTeam = (agentId: string) => floor.agents.get(agentId)?.team.id === team;
    return [...floor.conversations.values()].filter(
      (row) =>
        (team === ALL || row.agents.length === 0 || row.agents.some(({ id }) => ofTeam(id))) &&
        (status === ALL || row.state === status) &&
        has(words, row.customer, row.queue?.name ?? '', ...row.agents.map(({ name }) => name)),
    );
  }, [floor.agents, floor.conversations, team, status, words]);
  return { agents, queues, conversations };
}

function has(words: string, ...texts: string[]): boolean {
  return words === '' || texts.some((text) => text.toLowerCase().includes(words));
}
