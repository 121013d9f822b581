/** Contact centres of any size: a queue and a channel for every fifty agents, each agent in two of them. */
import type { Config } from '../../server/core/config.ts';

function dictionary<T extends { id: string }>(count: number, make: (number: number) => T): Record<string, T> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, number) => make(number)).map((item) => [item.id, item]),
  );
}

/** `maxTasks` chats each; nothing rings out or ends by itself within an hour. */
export function largeCentre(agents: number, maxTasks = 5): Config {
  const teams = Math.max(1, Math.ceil(agents / 50));
  const members: string[][] = Array.from({ length: teams }, () => []);
  for (let number = 0; number < agents; number++) {
    for (const queue of new Set([number % teams, (number + 1) % teams]))
      members[queue]?.push(`agent-${number}`);
  }
  return {
    pausesMs: [60_000],
    rules: {
      ronaMs: 86_400_000,
      ronaAgentState: 'NOT_READY',
      requestTtlMs: 86_400_000,
      wrapupMs: 60_000,
      wrapupExtensions: 2,
      customerInactivityMs: 86_400_000,
      reminderPercents: [],
      answerMs: 0,
      customerReconnectMs: 300_000,
      reofferAfterMs: 10_000,
      maxTextLength: 4096,
      maxAgents: 4,
      transferFallback: 'REQUESTER',
    },
    disconnectGraceMs: 60_000,
    idleLogoutMs: 0,
    queuePriority: true,
    mrds: {
      chat: {
        id: 'chat',
        name: 'CHAT',
        type: 'CHAT',
        description: '',
        maxTasks,
        managedByRouting: true,
        autoSync: true,
        interruptible: false,
        rules: {},
      },
    },
    attributes: {
      english: { id: 'english', name: 'English', type: 'PROFICIENCY_LEVEL', defaultValue: 5 },
    },
    teams: dictionary(teams, (number) => ({ id: `team-${number}`, name: `Team ${number}` })),
    agents: dictionary(agents, (number) => ({
      id: `agent-${number}`,
      teamId: `team-${number % teams}`,
      supervises: [],
      roles: ['agent'],
      attributes: { english: 1 + (number % 10) },
      maxTasks: { chat: maxTasks },
    })),
    queues: dictionary(teams, (number) => ({
      id: `queue-${number}`,
      name: `Queue ${number}`,
      mrdId: 'chat',
      priority: 1 + (number % 10),
      selection: 'LONGEST_AVAILABLE',
      routeToLastAgent: false,
      steps: [
        {
          expressions: [
            { join: null, terms: [{ attributeId: 'english', operator: '>=', value: 3, join: null }] },
          ],
          timeoutMs: 30_000,
        },
        { expressions: [], timeoutMs: 30_000 },
      ],
      memberIds: members[number] ?? [],
      serviceLevelMs: 20_000,
      ewtMinMs: 0,
      ewtMaxMs: 600_000,
      rules: {},
    })),
    lists: {},
    bots: {},
    channels: dictionary(teams, (number) => ({
      id: `channel-${number}`,
      name: `Channel ${number}`,
      type: 'WEB',
      serviceIdentifier: `channel-${number}`,
      mrdId: 'chat',
      entry: { kind: 'QUEUE', queueId: `queue-${number}` },
      rules: {},
    })),
    reasons: {},
  };
}
