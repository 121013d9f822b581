/** A small contact centre for tests: every part can be replaced. */
import type { AgentConfig, Channel, Config, Mrd, Queue } from '../config.ts';
import { NO_CONFIG } from '../rules.ts';

const SECOND = 1000;

/** An MRD that routing manages, with auto-sync. */
export function testMrd(id: string, overrides: Partial<Mrd> = {}): Mrd {
  return {
    id,
    name: id,
    type: id,
    description: '',
    maxTasks: 5,
    managedByRouting: true,
    autoSync: true,
    interruptible: true,
    rules: {},
    ...overrides,
  };
}

/** A queue of `chat` without steps. */
export function testQueue(id: string, overrides: Partial<Queue> = {}): Queue {
  return {
    id,
    name: id,
    mrdId: 'chat',
    priority: 1,
    selection: 'LONGEST_AVAILABLE',
    routeToLastAgent: false,
    steps: [],
    memberIds: null,
    serviceLevelMs: 20 * SECOND,
    ewtMinMs: 0,
    ewtMaxMs: 3600 * SECOND,
    rules: {},
    ...overrides,
  };
}

/** A web channel into `support`. */
export function testChannel(id: string, overrides: Partial<Channel> = {}): Channel {
  return {
    id,
    name: id,
    type: 'WEB',
    serviceIdentifier: id,
    mrdId: 'chat',
    entry: { kind: 'QUEUE', queueId: 'support' },
    rules: {},
    ...overrides,
  };
}

/** An agent of `chat`, at most 5. */
export function testAgent(id: string, overrides: Partial<AgentConfig> = {}): AgentConfig {
  return {
    id,
    teamId: null,
    supervises: [],
    roles: ['agent'],
    attributes: {},
    maxTasks: { chat: 5 },
    ...overrides,
  };
}

function byId<T extends { id: string }>(items: readonly T[]): Record<string, T> {
  return Object.fromEntries(items.map((item) => [item.id, item]));
}

type ConfigParts = {
  rules?: Partial<Config['rules']>;
  disconnectGraceMs?: number;
  queuePriority?: boolean;
  mrds?: Mrd[];
  attributes?: Config['attributes'];
  agents?: AgentConfig[];
  queues?: Queue[];
  teams?: Config['teams'];
  lists?: Config['lists'];
  bots?: Config['bots'];
  channels?: Channel[];
  quotas?: Config['quotas'];
};

/** Agents `ada`, `ben` and `cleo` on `chat` (at most 5) and `voice` (1, routed elsewhere), queue `support`. */
export function testConfig(parts: ConfigParts = {}): Config {
  const maxTasks = { chat: 5, voice: 1 };
  return {
    ...NO_CONFIG,
    rules: { ...NO_CONFIG.rules, ...parts.rules },
    disconnectGraceMs: parts.disconnectGraceMs ?? NO_CONFIG.disconnectGraceMs,
    queuePriority: parts.queuePriority ?? false,
    ...(parts.quotas !== undefined && { quotas: parts.quotas }),
    mrds: byId(
      parts.mrds ?? [
        testMrd('chat'),
        testMrd('voice', { maxTasks: 1, managedByRouting: false, autoSync: false, interruptible: false }),
      ],
    ),
    attributes: parts.attributes ?? {},
    agents: byId(
      parts.agents ?? ['ada', 'ben', 'cleo'].map((id) => testAgent(id, { maxTasks: { ...maxTasks } })),
    ),
    queues: byId(parts.queues ?? [testQueue('support')]),
    teams: parts.teams ?? {},
    lists: parts.lists ?? {},
    bots: parts.bots ?? {},
    channels: byId(parts.channels ?? [testChannel('web')]),
    reasons: {
      lunch: { id: 'lunch', name: 'Lunch', type: 'NOT_READY', code: 1 },
      meeting: { id: 'meeting', name: 'Meeting', type: 'NOT_READY', code: 2 },
      home: { id: 'home', name: 'Going home', type: 'LOGOUT', code: 3 },
    },
  };
}
