/** Random contact centres: small enough to be crowded, with every rule that can be configured in some of them. */
import type {
  AgentConfig,
  Channel,
  ChannelEntry,
  Config,
  Mrd,
  Operator,
  Queue,
  RoutingAttribute,
  RuleOverrides,
  Rules,
  Step,
} from '../core/config.ts';
import type { TenantName } from './history.ts';
import type { Random } from './random.ts';

const OPERATORS: readonly Operator[] = ['==', '!=', '<', '<=', '>', '>='];

function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

function byId<T extends { id: string }>(items: readonly T[]): Record<string, T> {
  return Object.fromEntries(items.map((item) => [item.id, item]));
}

function rules(random: Random): Rules {
  return {
    ronaMs: random.between(5, 40) * 1000,
    ronaAgentState: random.chance(0.7) ? 'NOT_READY' : 'READY',
    requestTtlMs: random.between(30, 400) * 1000,
    wrapupMs: random.chance(0.25) ? 0 : random.between(5, 90) * 1000,
    wrapupExtensions: random.between(0, 3),
    customerInactivityMs: random.chance(0.2) ? 0 : random.between(60, 900) * 1000,
    reminderPercents: random.chance(0.5) ? [] : [40, 80],
    answerMs: random.chance(0.4) ? 0 : random.between(20, 200) * 1000,
    customerReconnectMs: random.between(10, 300) * 1000,
    reofferAfterMs: random.between(1, 20) * 1000,
    maxTextLength: random.between(100, 4096),
    maxAgents: random.between(1, 4),
    transferFallback: random.pick(['END', 'QUEUE', 'REQUESTER'] as const) ?? 'END',
  };
}

function overrides(random: Random): RuleOverrides {
  if (random.chance(0.6)) return {};
  const all = rules(random);
  const some: RuleOverrides = {};
  if (random.chance(0.3)) some.ronaMs = all.ronaMs;
  if (random.chance(0.3)) some.requestTtlMs = all.requestTtlMs;
  if (random.chance(0.3)) some.wrapupMs = all.wrapupMs;
  if (random.chance(0.3)) some.answerMs = all.answerMs;
  if (random.chance(0.3)) some.ronaAgentState = all.ronaAgentState;
  if (random.chance(0.3)) some.reofferAfterMs = all.reofferAfterMs;
  return some;
}

function steps(random: Random, attributes: readonly RoutingAttribute[]): Step[] {
  const count = random.pick([0, 1, 1, 2, 3, 4]) ?? 0;
  return range(count).map((number) => ({
    timeoutMs: random.between(2, 40) * 1000,
    expressions:
      number === count && random.chance(0.8)
        ? []
        : range(random.between(1, 2)).map((expression) => ({
            join: expression === 1 ? null : random.chance(0.5) ? 'AND' : 'OR',
            terms: range(random.between(1, 3)).map((term) => {
              const attribute = random.pick(attributes);
              return {
                attributeId: attribute?.id ?? 'none',
                operator: random.pick(OPERATORS) ?? '==',
                value: attribute?.type === 'BOOLEAN' ? random.int(2) : random.between(1, 10),
                join: term === 1 ? null : random.chance(0.5) ? ('AND' as const) : ('OR' as const),
              };
            }),
          })),
  }));
}

function agents(
  random: Random,
  prefix: string,
  mrds: readonly Mrd[],
  attributes: readonly RoutingAttribute[],
): AgentConfig[] {
  return range(random.between(2, 9)).map((number) => ({
    id: `${prefix}agent-${number}`,
    teamId: `${prefix}team-${1 + (number % 2)}`,
    supervises: random.chance(0.3) ? [`${prefix}team-${random.between(1, 2)}`] : [],
    roles: ['agent'],
    attributes: Object.fromEntries(
      attributes
        .filter(() => random.chance(0.7))
        .map(({ id, type }) => [id, type === 'BOOLEAN' ? random.int(2) : random.between(1, 10)]),
    ),
    maxTasks: Object.fromEntries(
      mrds
        .filter((_, index) => index === 0 || random.chance(0.7))
        .map(({ id, maxTasks }) => [id, random.chance(0.7) ? maxTasks : random.between(1, 4)]),
    ),
  }));
}

function queues(
  random: Random,
  prefix: string,
  mrds: readonly Mrd[],
  attributes: readonly RoutingAttribute[],
  people: readonly AgentConfig[],
): Queue[] {
  const routed = mrds.filter(({ managedByRouting }) => managedByRouting);
  return range(random.between(1, 5)).map((number) => ({
    id: `${prefix}queue-${number}`,
    name: `Queue ${number}`,
    mrdId: (number === 1 ? routed[0] : random.pick(routed))?.id ?? '',
    priority: random.between(1, 10),
    selection: random.pick(['LONGEST_AVAILABLE', 'MOST_SKILLED', 'LEAST_SKILLED'] as const) ?? 'MOST_SKILLED',
    routeToLastAgent: random.chance(0.4),
    steps: steps(random, attributes),
    memberIds: random.chance(0.6) ? null : people.filter(() => random.chance(0.7)).map(({ id }) => id),
    serviceLevelMs: 20_000,
    ewtMinMs: 10_000,
    ewtMaxMs: 600_000,
    rules: overrides(random),
  }));
}

/** Most customers come into a queue; some stand on a list first, or meet a bot. */
function entry(random: Random, prefix: string, queue: Queue): ChannelEntry {
  switch (random.weighted({ QUEUE: 6, LIST: 2, BOT: 2 })) {
    case 'QUEUE':
      return { kind: 'QUEUE', queueId: queue.id };
    case 'LIST':
      return { kind: 'LIST', listId: `${prefix}list` };
    case 'BOT':
      return { kind: 'BOT', botId: `${prefix}bot` };
  }
}

/** A contact centre of this tenant; every id begins with the tenant's name. */
export function randomConfig(random: Random, tenant: TenantName, calls = false): Config {
  const prefix = `${tenant}-`;
  const mrds: Mrd[] = range(random.between(calls ? 3 : 1, 3)).map((number) => ({
    id: `${prefix}mrd-${number}`,
    name: `MRD ${number}`,
    type: calls && number === 3 ? 'CISCO_CC' : 'CHAT',
    description: '',
    maxTasks: random.between(1, 5),
    managedByRouting: number !== 3,
    autoSync: random.chance(0.6),
    // The third is a telephone: its calls allow no other work beside them.
    interruptible: number !== 3 && (number !== 2 || random.chance(0.5)),
    rules: overrides(random),
  }));
  const attributes: RoutingAttribute[] = range(random.between(1, 4)).map((number) => {
    const boolean = random.chance(0.4);
    return {
      id: `${prefix}attribute-${number}`,
      name: `Attribute ${number}`,
      type: boolean ? 'BOOLEAN' : 'PROFICIENCY_LEVEL',
      defaultValue: boolean ? random.int(2) : random.between(1, 10),
    };
  });
  const people = agents(random, prefix, mrds, attributes);
  const lines = queues(random, prefix, mrds, attributes, people);
  const channels: Channel[] = lines.map((queue, index) => ({
    id: `${prefix}channel-${index + 1}`,
    name: `Channel ${index + 1}`,
    type: random.chance(0.7) ? 'WEB' : 'WHATSAPP',
    serviceIdentifier: `${prefix}${index + 1}`,
    mrdId: queue.mrdId,
    entry: entry(random, prefix, queue),
    rules: overrides(random),
  }));
  const phones: Channel[] = mrds
    .filter(({ type }) => type === 'CISCO_CC')
    .map(({ id }) => ({
      id: `${prefix}phone`,
      name: 'Phone',
      type: 'CISCO_CC',
      serviceIdentifier: `${prefix}phone`,
      mrdId: id,
      entry: { kind: 'ELSEWHERE' },
      rules: {},
    }));
  return {
    rules: rules(random),
    disconnectGraceMs: random.between(5, 90) * 1000,
    idleLogoutMs: random.chance(0.5) ? 0 : random.between(30, 300) * 1000,
    pausesMs: random.chance(0.8) ? [5_000, 30_000, 120_000] : [],
    queuePriority: random.chance(0.5),
    mrds: byId(mrds),
    attributes: byId(attributes),
    teams: byId(range(2).map((number) => ({ id: `${prefix}team-${number}`, name: `Team ${number}` }))),
    agents: byId(people),
    queues: byId(lines),
    lists: byId([{ id: `${prefix}list`, name: 'List' }]),
    bots: byId([{ id: `${prefix}bot`, name: 'Bot' }]),
    channels: byId([...channels, ...phones]),
    reasons: byId([
      { id: `${prefix}lunch`, name: 'Lunch', type: 'NOT_READY' as const, code: 1 },
      { id: `${prefix}coffee`, name: 'Coffee', type: 'NOT_READY' as const, code: 2 },
      {
        id: `${prefix}callback`,
        name: 'Callback',
        type: 'NOT_READY' as const,
        code: 4,
        callback: true as const,
      },
      { id: `${prefix}home`, name: 'Home', type: 'LOGOUT' as const, code: 3 },
    ]),
  };
}

/** An agent who is removed may be in the middle of work. */
function removeAgent(random: Random, config: Config): void {
  const ids = Object.keys(config.agents);
  const id = random.pick(ids);
  if (id !== undefined && ids.length > 1) Reflect.deleteProperty(config.agents, id);
}

/** With the channels that lead to it: customers may be waiting there. */
function removeQueue(random: Random, config: Config): void {
  const ids = Object.keys(config.queues);
  const id = random.pick(ids);
  if (id === undefined || ids.length < 2) return;
  Reflect.deleteProperty(config.queues, id);
  for (const channel of Object.values(config.channels)) {
    if (channel.entry.kind === 'QUEUE' && channel.entry.queueId === id)
      Reflect.deleteProperty(config.channels, channel.id);
  }
}

/** The list and the bot go, or come back, with the channels that lead to them. */
function changeCompany(random: Random, config: Config, fresh: Config): void {
  const gone = random.chance(0.5);
  config.lists = gone ? {} : fresh.lists;
  config.bots = gone ? {} : fresh.bots;
  for (const channel of Object.values(config.channels)) {
    if (gone && channel.entry.kind !== 'QUEUE') Reflect.deleteProperty(config.channels, channel.id);
  }
}

/** The agents of another configuration, as far as this one has their MRDs. */
function knownAgents({ agents }: Config, { mrds }: Config): Config['agents'] {
  return byId(
    Object.values(agents).map((agent) => ({
      ...agent,
      maxTasks: Object.fromEntries(Object.entries(agent.maxTasks).filter(([id]) => Object.hasOwn(mrds, id))),
    })),
  );
}

/** The same contact centre after somebody has worked on its configuration. */
export function changedConfig(random: Random, tenant: TenantName, config: Config, calls = false): Config {
  const next = structuredClone(config);
  const fresh = randomConfig(random, tenant, calls);
  switch (random.int(10)) {
    case 0:
      next.rules = fresh.rules;
      break;
    case 1:
      for (const agent of Object.values(next.agents)) {
        for (const id of Object.keys(agent.maxTasks)) agent.maxTasks[id] = random.between(1, 5);
      }
      break;
    case 2:
      for (const queue of Object.values(next.queues)) {
        queue.steps = steps(random, Object.values(next.attributes));
        queue.priority = random.between(1, 10);
      }
      break;
    case 3:
      for (const queue of Object.values(next.queues)) {
        queue.memberIds = random.chance(0.5)
          ? null
          : Object.keys(next.agents).filter(() => random.chance(0.6));
      }
      break;
    case 4: {
      const agent = random.pick(Object.values(next.agents));
      const mrd = random.pick(Object.keys(next.mrds));
      if (agent === undefined || mrd === undefined) break;
      if (Object.hasOwn(agent.maxTasks, mrd)) Reflect.deleteProperty(agent.maxTasks, mrd);
      else agent.maxTasks[mrd] = random.between(1, 3);
      break;
    }
    case 5:
      removeAgent(random, next);
      break;
    case 6:
      removeQueue(random, next);
      break;
    case 7:
      // Somebody puts things back, or brings new ones.
      if (random.chance(0.5)) next.agents = { ...knownAgents(fresh, next), ...next.agents };
      else
        Object.assign(next, {
          queues: fresh.queues,
          lists: fresh.lists,
          bots: fresh.bots,
          channels: fresh.channels,
          mrds: fresh.mrds,
          agents: fresh.agents,
          attributes: fresh.attributes,
        });
      break;
    case 8:
      changeCompany(random, next, fresh);
      break;
    default:
      next.queuePriority = !next.queuePriority;
      for (const agent of Object.values(next.agents)) {
        for (const id of Object.keys(next.attributes)) agent.attributes[id] = random.between(0, 10);
      }
  }
  return next;
}
