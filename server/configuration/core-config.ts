import type {
  AgentConfig,
  ChannelEntry,
  Config,
  Expression,
  Queue,
  Quotas,
  RuleOverrides,
  Rules,
  Step,
  Term,
} from '../core/config.ts';
import { mrdOfChannel } from './channel-mrd.ts';
import { idOf } from './ids.ts';
import type { ChannelInFile } from './schema/channels.ts';
import type { ConfigurationFile } from './schema/file.ts';
import type { QuotasInFile } from './schema/quotas.ts';
import type { UserInFile } from './schema/people.ts';
import type { AttributeInFile, QueueInFile, StepInFile } from './schema/routing.ts';
import type { OverridesInFile, SettingsInFile } from './schema/settings.ts';
import { inDefaultLanguage, type Plain } from './texts.ts';

/** Seconds of the file, in the milliseconds of the core. */
export const milliseconds = (seconds: number): number => Math.round(seconds * 1000);

/** What the core needs to know of a checked file: ids for names, milliseconds for seconds, nobody's name. */
export function coreConfig(localized: ConfigurationFile): Config {
  const file = inDefaultLanguage(localized);
  const id = (kind: Parameters<typeof idOf>[1], name: string) => idOf(file.tenant, kind, name);
  return {
    rules: rules(file.settings),
    disconnectGraceMs: milliseconds(file.settings.disconnectGraceSeconds),
    idleLogoutMs: milliseconds(file.settings.inactivityLogoutSeconds),
    pausesMs: file.settings.pauseSeconds.map(milliseconds).sort((a, b) => a - b),
    queuePriority: file.settings.queuePriority,
    ...(file.settings.tellAgentsWhenMonitored && { tellMonitored: true as const }),
    ...(file.settings.serviceLevelType !== 2 && { serviceLevelType: file.settings.serviceLevelType }),
    quotas: quotas(file.quotas),
    mrds: byId(
      file.mrds.map((mrd) => ({
        id: id('mrd', mrd.name),
        name: mrd.name,
        type: mrd.type,
        description: mrd.description,
        maxTasks: mrd.maxTasks,
        managedByRouting: mrd.managedByRouting,
        autoSync: mrd.autoSync,
        interruptible: mrd.interruptible,
        rules: overrides(mrd),
      })),
    ),
    attributes: byId(
      file.attributes.map((attribute) => ({
        id: id('attribute', attribute.name),
        name: attribute.name,
        type: attribute.type,
        defaultValue: defaultValue(attribute),
      })),
    ),
    teams: byId(file.teams.map((team) => ({ id: id('team', team.name), name: team.name }))),
    agents: byId(file.users.filter(worksHere).map((user) => agent(file, user))),
    queues: byId(file.queues.map((queue) => queueOf(file, queue))),
    lists: byId(file.lists.map((list) => ({ id: id('list', list.name), name: list.name }))),
    bots: byId(file.bots.map((bot) => ({ id: id('bot', bot.name), name: bot.name }))),
    channels: byId(
      file.channels.map((channel) => ({
        id: id('channel', channel.name),
        name: channel.name,
        type: channel.type,
        serviceIdentifier: channel.serviceIdentifier,
        mrdId: id('mrd', mrdOfChannel(file, channel) ?? ''),
        entry: entryOf(file.tenant, channel),
        rules: overrides(channel),
      })),
    ),
    reasons: byId(
      file.reasons.map((reason, index) => ({
        id: id('reason', `${reason.type} ${reason.name}`),
        name: reason.name,
        type: reason.type,
        code: reason.code ?? index + 1,
        ...(isCallback(reason) && { callback: true as const }),
      })),
    ),
  };
}

/** The name is the one by which other servers of the family know it (A14). */
function isCallback({ type, name, callback }: Plain<ConfigurationFile['reasons'][number]>): boolean {
  return type === 'NOT_READY' && (callback ?? /^callback$/iu.test(name));
}

/** What customers of a channel meet first; the file was checked, so there is one. */
function entryOf(tenant: string, { queue, list, bot }: Plain<ChannelInFile>): ChannelEntry {
  if (list !== undefined) return { kind: 'LIST', listId: idOf(tenant, 'list', list) };
  if (bot !== undefined) return { kind: 'BOT', botId: idOf(tenant, 'bot', bot) };
  return queue === undefined
    ? { kind: 'ELSEWHERE' }
    : { kind: 'QUEUE', queueId: idOf(tenant, 'queue', queue) };
}

/** Zero in the file means no limit; for the core the key is then missing. */
function quotas({ agents, conversations, messagesPerSecond }: QuotasInFile): Quotas {
  return {
    ...(agents > 0 && { agents }),
    ...(conversations > 0 && { conversations }),
    ...(messagesPerSecond > 0 && { messagesPerSecond }),
  };
}

function rules(settings: SettingsInFile): Rules {
  return {
    ronaMs: milliseconds(settings.ronaSeconds),
    ronaAgentState: settings.ronaAgentState,
    requestTtlMs: milliseconds(settings.requestTtlSeconds),
    wrapupMs: milliseconds(settings.wrapupSeconds),
    wrapupExtensions: settings.wrapupExtensions,
    customerInactivityMs: milliseconds(settings.customerInactivitySeconds),
    reminderPercents: percents(settings.customerReminderPercents),
    answerMs: milliseconds(settings.responseSlaSeconds),
    customerReconnectMs: milliseconds(settings.customerReconnectSeconds),
    reofferAfterMs: milliseconds(settings.reofferAfterSeconds),
    maxTextLength: settings.maxTextLength,
    maxAgents: settings.maxAgents,
    transferFallback: settings.transferFallback,
  };
}

const percents = (given: readonly number[]): number[] => [...new Set(given)].sort((a, b) => a - b);

/** Only what was set anew: a missing key means the default for all. */
function overrides(thing: OverridesInFile): RuleOverrides {
  const found: RuleOverrides = {};
  if (thing.ronaSeconds !== undefined) found.ronaMs = milliseconds(thing.ronaSeconds);
  if (thing.ronaAgentState !== undefined) found.ronaAgentState = thing.ronaAgentState;
  if (thing.requestTtlSeconds !== undefined) found.requestTtlMs = milliseconds(thing.requestTtlSeconds);
  if (thing.wrapupSeconds !== undefined) found.wrapupMs = milliseconds(thing.wrapupSeconds);
  if (thing.wrapupExtensions !== undefined) found.wrapupExtensions = thing.wrapupExtensions;
  if (thing.customerInactivitySeconds !== undefined) {
    found.customerInactivityMs = milliseconds(thing.customerInactivitySeconds);
  }
  if (thing.customerReminderPercents !== undefined) {
    found.reminderPercents = percents(thing.customerReminderPercents);
  }
  if (thing.responseSlaSeconds !== undefined) found.answerMs = milliseconds(thing.responseSlaSeconds);
  if (thing.customerReconnectSeconds !== undefined) {
    found.customerReconnectMs = milliseconds(thing.customerReconnectSeconds);
  }
  if (thing.reofferAfterSeconds !== undefined) found.reofferAfterMs = milliseconds(thing.reofferAfterSeconds);
  if (thing.maxTextLength !== undefined) found.maxTextLength = thing.maxTextLength;
  if (thing.maxAgents !== undefined) found.maxAgents = thing.maxAgents;
  if (thing.transferFallback !== undefined) found.transferFallback = thing.transferFallback;
  return found;
}

/** Whether the core has to know the person: who only administers, or is disabled, takes no part. */
const worksHere = (user: UserInFile) =>
  user.enabled && (user.roles.includes('agent') || user.roles.includes('supervisor'));

function agent(file: Plain<ConfigurationFile>, user: UserInFile): AgentConfig {
  const id = idOf.bind(undefined, file.tenant);
  const maxTasks: Record<string, number> = {};
  // Who is not an agent is asked by no queue, so has no MRD.
  for (const mrd of user.roles.includes('agent') ? file.mrds : []) {
    const most = user.mrds[mrd.name] ?? mrd.maxTasks;
    if (most > 0) maxTasks[id('mrd', mrd.name)] = most;
  }
  return {
    id: id('user', user.username),
    teamId: user.team === undefined ? null : id('team', user.team),
    // Teams go with the role.
    supervises: user.roles.includes('supervisor') ? user.supervises.map((team) => id('team', team)) : [],
    roles: [...user.roles],
    attributes: Object.fromEntries(
      Object.entries(user.attributes).map(([name, value]) => [id('attribute', name), Number(value)]),
    ),
    maxTasks,
  };
}

function defaultValue(attribute: Plain<AttributeInFile>): number {
  if (attribute.defaultValue !== undefined) return Number(attribute.defaultValue);
  return attribute.type === 'BOOLEAN' ? 0 : 1;
}

function queueOf(file: Plain<ConfigurationFile>, queue: Plain<QueueInFile>): Queue {
  const id = idOf.bind(undefined, file.tenant);
  const steps = queue.steps.map((step) => stepOf(file.tenant, step));
  return {
    id: id('queue', queue.name),
    name: queue.name,
    mrdId: id('mrd', queue.mrd),
    priority: queue.priority,
    selection: queue.selection,
    routeToLastAgent: queue.routeToLastAgent,
    steps: steps.length > 0 ? steps : [{ expressions: [], timeoutMs: 0 }],
    memberIds: queue.members?.map((member) => id('user', member)) ?? null,
    serviceLevelMs: milliseconds(queue.serviceLevelSeconds),
    ewtMinMs: milliseconds(queue.ewtMinSeconds),
    ewtMaxMs: milliseconds(queue.ewtMaxSeconds),
    rules: overrides(queue),
  };
}

function stepOf(tenant: string, step: StepInFile): Step {
  return {
    timeoutMs: milliseconds(step.timeoutSeconds),
    expressions: step.expressions.map((expression): Expression => ({
      join: expression.join ?? null,
      terms: expression.terms.map((term): Term => ({
        attributeId: idOf(tenant, 'attribute', term.attribute),
        operator: term.operator,
        value: Number(term.value),
        join: term.join ?? null,
      })),
    })),
  };
}

function byId<T extends { id: string }>(things: readonly T[]): Record<string, T> {
  return Object.fromEntries(things.map((thing) => [thing.id, thing]));
}
