/** A small contact centre for tests, in the manner of the demo. */
import type { AgentConfig, Channel, Config, Mrd, Queue, Rules } from '../core/config.ts';

/** Rules of the test centre: those of the demo (D1). */
const TEST_RULES: Rules = {
  ronaMs: 20_000,
  ronaAgentState: 'NOT_READY',
  requestTtlMs: 300_000,
  wrapupMs: 60_000,
  wrapupExtensions: 3,
  customerInactivityMs: 900_000,
  reminderPercents: [],
  answerMs: 0,
  customerReconnectMs: 300_000,
  reofferAfterMs: 10_000,
  maxTextLength: 4096,
  maxAgents: 4,
  transferFallback: 'REQUESTER',
};

const CHAT: Mrd = {
  id: 'chat',
  name: 'CHAT',
  type: 'CHAT',
  description: 'Chats',
  maxTasks: 5,
  managedByRouting: true,
  autoSync: true,
  interruptible: false,
  rules: {},
};

const VOICE: Mrd = {
  ...CHAT,
  id: 'voice',
  name: 'VOICE',
  type: 'CX_VOICE',
  description: 'Calls',
  maxTasks: 1,
  managedByRouting: false,
  autoSync: false,
};

function queue(id: string, name: string, memberIds: string[] | null): Queue {
  return {
    id,
    name,
    mrdId: 'chat',
    priority: 1,
    selection: 'LONGEST_AVAILABLE',
    routeToLastAgent: false,
    steps: [{ expressions: [], timeoutMs: 60_000 }],
    memberIds,
    serviceLevelMs: 30_000,
    ewtMinMs: 0,
    ewtMaxMs: 600_000,
    rules: {},
  };
}

function channel(id: string, name: string, type: string, queueId: string): Channel {
  return {
    id,
    name,
    type,
    serviceIdentifier: id,
    mrdId: 'chat',
    entry: { kind: 'QUEUE', queueId },
    rules: {},
  };
}

function agent(id: string, teamId: string, more: Partial<AgentConfig> = {}): AgentConfig {
  return {
    id,
    teamId,
    supervises: [],
    roles: ['agent'],
    attributes: {},
    maxTasks: { chat: 5, voice: 1 },
    ...more,
  };
}

const byId = <T extends { id: string }>(items: T[]): Record<string, T> =>
  Object.fromEntries(items.map((item) => [item.id, item]));

/**
 * MRDs `chat` (5, auto-sync) and `voice` (1); queues `support` (all agents) and `sales` (agent1, agent2,
 * agent4); channels `demo-web` → support, `demo-sales` → sales and the connector channel `0900` → support;
 * agents `agent1`…`agent6` in the teams `north` and `south`, `supervisor1` (north), `supervisor2` (south).
 * `rules` replace single rules, `more` whole parts.
 */
export function testConfig(rules: Partial<Rules> = {}, more: Partial<Config> = {}): Config {
  return {
    rules: { ...TEST_RULES, ...rules },
    disconnectGraceMs: 60_000,
    idleLogoutMs: 0,
    pausesMs: [60_000, 300_000],
    queuePriority: true,
    mrds: byId([CHAT, VOICE]),
    attributes: {},
    teams: byId([
      { id: 'north', name: 'North' },
      { id: 'south', name: 'South' },
    ]),
    agents: byId([
      ...['agent1', 'agent2', 'agent3'].map((id) => agent(id, 'north')),
      ...['agent4', 'agent5', 'agent6'].map((id) => agent(id, 'south')),
      agent('supervisor1', 'north', { roles: ['supervisor'], supervises: ['north'], maxTasks: {} }),
      agent('supervisor2', 'south', { roles: ['supervisor'], supervises: ['south'], maxTasks: {} }),
    ]),
    queues: byId([
      queue('support', 'Support', null),
      queue('sales', 'Sales', ['agent1', 'agent2', 'agent4']),
    ]),
    lists: {},
    bots: {},
    channels: byId([
      channel('demo-web', 'Web chat', 'WEB', 'support'),
      channel('demo-sales', 'Sales chat', 'WEB', 'sales'),
      channel('0900', 'WhatsApp', 'WHATSAPP', 'support'),
    ]),
    reasons: byId([
      { id: 'lunch', name: 'Lunch', type: 'NOT_READY', code: 1 },
      { id: 'end-of-shift', name: 'End of shift', type: 'LOGOUT', code: 2 },
    ]),
    ...more,
  };
}
