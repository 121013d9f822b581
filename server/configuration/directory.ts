import { mrdOfChannel } from './channel-mrd.ts';
import { routingOf, type ChannelRouting } from './channel-routing.ts';
import { idOf } from './ids.ts';
import { permittedResources } from './permissions.ts';
import type { PermittedResource } from './permissions.ts';
import { CHANNEL_TYPE_NAMES } from './schema/channels.ts';
import type { ChannelInFile, ConnectorInFile, WidgetInFile } from './schema/channels.ts';
import type { CustomerAttribute, DeskInFile, FormInFile } from './schema/desk.ts';
import type { ConfigurationFile } from './schema/file.ts';
import type { UserInFile } from './schema/people.ts';
import { inDefaultLanguage, type Plain } from './texts.ts';
import { translationsOf, type Translations } from './translations.ts';

/** A person who signs in, as configured. */
export type User = {
  id: string;
  username: string;
  firstName: string;
  lastName: string;
  roles: readonly string[];
  teamId: string | null;
  /** Teams that this person supervises. */
  supervises: readonly string[];
  permittedResources: readonly PermittedResource[];
  /** Further facts that desks get as `attributes` of the user, for example `agentExtension`. */
  profile: Readonly<Record<string, readonly string[]>>;
};

export type NamedThing = { id: string; name: string };
export type PullList = NamedThing & { description: string };
/** `number` is the reason's number in other systems. */
export type DirectoryReason = NamedThing & { type: 'NOT_READY' | 'LOGOUT'; code: number };
export type ChannelType = NamedThing & { logo: string; interactive: boolean; mrdId: string | null };
/** In the default language; `localized` has the others. */
export type DirectoryForm = Plain<FormInFile> & { id: string; localized: FormInFile };

/** What a text may be that goes out by a channel. `maxTextLength` is in code points. */
export type ChannelText = { formatting: boolean; emoji: boolean; maxTextLength: number };

/** A channel with what people see of it; its rules stand in the core's configuration under the same id. */
export type DirectoryChannel = NamedThing & {
  type: string;
  channelTypeId: string;
  serviceIdentifier: string;
  logo: string;
  connectorId: string | null;
  preChatFormId: string | null;
  /** Whether a bot that is there is asked before the queue. */
  botFirst: boolean;
  /** ISO 3166 code: whose national telephone numbers are written on it; null: none. */
  country: string | null;
  /** Origins of pages that may show the widget; `*` is any. */
  origins: readonly string[];
  /** Ids of the queues that customers may ask for, its own among them. */
  queueIds: readonly string[];
  /** By which the embedding site signs who the customer is; null: no site does. Never shown to anybody. */
  identitySecret: string | null;
  /** Channels of one scope share the people whom sites vouch for. */
  identityScope: string;
  text: ChannelText;
  routing: ChannelRouting;
  widget: WidgetInFile;
};

/** A connector; of its key only the SHA-256 (hexadecimal) is kept. `until` is in epoch ms. */
export type Connector = NamedThing & {
  keyHash: string;
  previousKey: { hash: string; until: number } | null;
  webhook: string | null;
};

/**
 * Who and what there is by name: everything that people read and the core does not need. In memory, and in the
 * default language; `translations` has the others.
 */
export interface Directory {
  readonly tenant: string;
  readonly users: readonly User[];
  readonly teams: readonly NamedThing[];
  readonly channels: readonly DirectoryChannel[];
  /** Every type that the wire knows, those in use and the others. */
  readonly channelTypes: readonly ChannelType[];
  readonly connectors: readonly Connector[];
  readonly reasons: readonly DirectoryReason[];
  readonly forms: readonly DirectoryForm[];
  readonly lists: readonly PullList[];
  /** Texts that every agent may use again. */
  readonly cannedMessages: readonly SharedText[];
  /** What is kept of customers besides their names and how they are reached. */
  readonly customerAttributes: readonly CustomerAttribute[];
  readonly desk: DeskInFile;
  readonly translations: Translations;
  user(id: string): User | undefined;
  /** Who signs in under that name; nobody when the user is disabled. Upper and lower case are the same. */
  userByName(username: string): User | undefined;
  team(id: string): NamedThing | undefined;
  channel(id: string): DirectoryChannel | undefined;
  channelByServiceIdentifier(serviceIdentifier: string): DirectoryChannel | undefined;
  /** Queues that customers of a web channel may ask for. */
  queuesOf(channel: DirectoryChannel): readonly NamedThing[];
  connector(id: string): Connector | undefined;
  form(id: string): DirectoryForm | undefined;
  /** The form from which agents choose codes when they wrap up. */
  wrapUpForm(): DirectoryForm | undefined;
}

/** A text that agents use again; `texts` has it in other languages. */
export type SharedText = {
  id: string;
  title: string;
  shortcut: string;
  group: string;
  text: string;
  texts: Readonly<Record<string, string>>;
};

type PlainFile = Plain<ConfigurationFile>;

/** The configuration as it is kept: every connector has the hash of its key. */
export function buildDirectory(localized: ConfigurationFile): Directory {
  const file = inDefaultLanguage(localized);
  const permitted = new Map<string, readonly PermittedResource[]>();
  const users = file.users.map((user) => userOf(file, user, permitted));
  const teams = file.teams.map((team) => ({ id: idOf(file.tenant, 'team', team.name), name: team.name }));
  const channels = file.channels.map((channel, at) =>
    channelOf(file, channel, localized.channels[at]?.widget ?? channel.widget),
  );
  const connectors = file.connectors.map((connector) => connectorOf(file.tenant, connector));
  const queues = file.queues.map(({ name }) => ({ id: idOf(file.tenant, 'queue', name), name }));
  const forms = file.forms.map((form, at): DirectoryForm => ({
    id: idOf(file.tenant, 'form', form.name),
    localized: localized.forms[at] ?? form,
    ...form,
  }));
  const usersById = indexed(users, (user) => user.id);
  const enabled = new Set(file.users.filter((user) => user.enabled).map((user) => user.username));
  const usersByName = indexed(
    users.filter((user) => enabled.has(user.username)),
    (user) => user.username.toLowerCase(),
  );
  const teamsById = indexed(teams, (team) => team.id);
  const channelsById = indexed(channels, (channel) => channel.id);
  const channelsByIdentifier = indexed(channels, (channel) => channel.serviceIdentifier);
  const connectorsById = indexed(connectors, (connector) => connector.id);
  const formsById = indexed(forms, (form) => form.id);
  return {
    tenant: file.tenant,
    users,
    teams,
    channels,
    channelTypes: channelTypes(file),
    connectors,
    reasons: file.reasons.map((reason, index) => ({
      id: idOf(file.tenant, 'reason', `${reason.type} ${reason.name}`),
      name: reason.name,
      type: reason.type,
      code: reason.code ?? index + 1,
    })),
    forms,
    lists: file.lists.map((list) => ({ id: idOf(file.tenant, 'list', list.name), ...list })),
    cannedMessages: file.cannedMessages.map((message) => ({
      id: idOf(file.tenant, 'canned-message', message.title),
      ...message,
    })),
    customerAttributes: file.customerAttributes,
    desk: file.desk,
    translations: translationsOf(localized),
    user: (id) => usersById.get(id),
    userByName: (username) => usersByName.get(username.toLowerCase()),
    team: (id) => teamsById.get(id),
    channel: (id) => channelsById.get(id),
    channelByServiceIdentifier: (identifier) => channelsByIdentifier.get(identifier),
    queuesOf: ({ queueIds }) => queues.filter(({ id }) => queueIds.includes(id)),
    connector: (id) => connectorsById.get(id),
    form: (id) => formsById.get(id),
    wrapUpForm: () => forms.find((form) => form.kind === 'WRAP_UP'),
  };
}

function indexed<T>(things: readonly T[], key: (thing: T) => string): ReadonlyMap<string, T> {
  return new Map(things.map((thing) => [key(thing), thing]));
}

/** @param permitted what is known already of people with the same roles */
function userOf(
  file: PlainFile,
  user: UserInFile,
  permitted: Map<string, readonly PermittedResource[]>,
): User {
  const roles = user.roles.join(' ');
  const resources = permitted.get(roles) ?? permittedResources(user.roles, file.permissions);
  permitted.set(roles, resources);
  return {
    id: idOf(file.tenant, 'user', user.username),
    username: user.username,
    firstName: user.firstName,
    lastName: user.lastName,
    roles: user.roles,
    teamId: user.team === undefined ? null : idOf(file.tenant, 'team', user.team),
    supervises: user.supervises.map((team) => idOf(file.tenant, 'team', team)),
    permittedResources: resources,
    profile: user.profile,
  };
}

function channelOf(file: PlainFile, channel: Plain<ChannelInFile>, widget: WidgetInFile): DirectoryChannel {
  const { tenant } = file;
  return {
    id: idOf(tenant, 'channel', channel.name),
    name: channel.name,
    type: channel.type,
    channelTypeId: idOf(tenant, 'channel-type', channel.type),
    serviceIdentifier: channel.serviceIdentifier,
    logo: channel.logo ?? logoOf(channel.type),
    connectorId: channel.connector === undefined ? null : idOf(tenant, 'connector', channel.connector),
    preChatFormId: channel.preChatForm === undefined ? null : idOf(tenant, 'form', channel.preChatForm),
    botFirst: channel.botFirst,
    country: channel.country ?? null,
    queueIds: [channel.queue ?? [], channel.queues].flat().map((queue) => idOf(tenant, 'queue', queue)),
    identitySecret: channel.identitySecret ?? null,
    identityScope: channel.identityScope,
    text: textOf(file, channel),
    routing: routingOf(file, channel),
    origins: channel.origins,
    widget,
  };
}

/** In the order of the rules: the queue's own, the MRD's, the channel's, everybody's (server/core/rules.ts). */
function textOf(file: PlainFile, channel: Plain<ChannelInFile>): ChannelText {
  const { desk, settings } = file;
  const queue = file.queues.find(({ name }) => name === channel.queue);
  const mrdName = mrdOfChannel(file, channel);
  const mrd = file.mrds.find(({ name }) => name === mrdName);
  return {
    formatting: desk.messageFormatting && (channel.formatting ?? channel.type === 'WEB'),
    emoji: desk.emoji,
    maxTextLength:
      queue?.maxTextLength ?? mrd?.maxTextLength ?? channel.maxTextLength ?? settings.maxTextLength,
  };
}

function connectorOf(tenant: string, connector: ConnectorInFile): Connector {
  return {
    id: idOf(tenant, 'connector', connector.name),
    name: connector.name,
    keyHash: connector.keyHash ?? '',
    previousKey: connector.previousKey ?? null,
    webhook: connector.webhook ?? null,
  };
}

/** Desks of this family look up more types than are in use, and stumble when one is missing. */
function channelTypes(file: PlainFile): ChannelType[] {
  return CHANNEL_TYPE_NAMES.map((type) => {
    const used = file.channels.find((channel) => channel.type === type);
    const mrd = mrdOfChannel(file, used ?? { type, mrd: undefined, queue: undefined });
    return {
      id: idOf(file.tenant, 'channel-type', type),
      name: type,
      logo: used?.logo ?? logoOf(type),
      interactive: true,
      mrdId: mrd === undefined ? null : idOf(file.tenant, 'mrd', mrd),
    };
  });
}

const logoOf = (type: string) => `_${type}.svg`;
