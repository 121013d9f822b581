/** Reads who and what stands around a conversation: customers, sessions, agents. */
import { SENDER_TYPES } from '../../protocol/cim/vocabulary.ts';
import { wordIn } from '../../protocol/shared/words.ts';
import type { AgentHere, Author, Customer, FormField, Session } from '../store/events.ts';
import type { Me } from '../store/model.ts';
import { fields, list, text, textOrNull, texts, under, type Fields } from '../base/fields.ts';

const senderType = wordIn(SENDER_TYPES);

/** Members of a customer's document that are not identifiers. */
const NOT_IDENTIFIERS = new Set(['labels', 'supervisedTeams', 'mayBe']);

/** A person's name from its parts, else the user name. */
export function personName(user: Fields): string {
  const name = `${text(user.firstName)} ${text(user.lastName)}`.trim();
  return name === '' ? text(user.username) : name;
}

/** What the server calls a customer who has given no name: the desk says that in the agent's language. */
const UNNAMED = 'Anonymous';

function customerName(wire: Fields): string {
  const name = personName(wire);
  return wire.isAnonymous === true && name === UNNAMED ? '' : name;
}

/** A customer's document: a name (empty: none was given), and identifiers under any channel type. */
export function readCustomer(value: unknown): Customer {
  const wire = fields(value);
  const identities = Object.entries(wire).flatMap(([channelType, values]) =>
    NOT_IDENTIFIERS.has(channelType) ? [] : texts(values).map((each) => ({ channelType, value: each })),
  );
  return {
    id: text(wire._id, text(wire.id)),
    name: customerName(wire),
    anonymous: wire.isAnonymous === true,
    ...(texts(wire.labels).length > 0 && { labels: texts(wire.labels) }),
    ...(text(wire.note) !== '' && { note: text(wire.note) }),
    ...(texts(wire.mayBe).length > 0 && { mayBeKnown: true as const }),
    identities,
  };
}

function label(key: string): string {
  const words = key
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function readField(value: unknown, formId = ''): FormField[] {
  const wire = fields(value);
  const key = text(wire.key);
  const entered = wire.value;
  const shown = Array.isArray(entered) ? entered.map((each) => text(each)).join(', ') : text(entered);
  if (key === '' || shown === '') return [];
  return [{ key, label: text(wire.label, label(key)), value: shown, ...(formId !== '' && { formId }) }];
}

/** What the customer entered before the chat: attributes of the form, wherever this channel puts them. */
function readForm(channelData: Fields): FormField[] {
  return list(channelData.additionalAttributes).flatMap((value) => {
    const attribute = fields(value);
    const formData = under(attribute.value, 'formData');
    const attributes = list(formData.attributes);
    if (attributes.length > 0) return attributes.flatMap((each) => readField(each, text(formData.formId)));
    if (Object.keys(formData).length > 0) {
      return Object.entries(formData).flatMap(([key, entered]) => readField({ key, value: entered }));
    }
    return typeof attribute.value === 'object' ? [] : readField(attribute);
  });
}

/** A channel session. */
export function readSession(value: unknown): Session {
  const wire = fields(value);
  const channelData = fields(wire.channelData);
  const presence = textOrNull(under(wire, 'customerPresence').value);
  const state = text(under(wire, 'state').name, 'STARTED');
  return {
    id: text(wire.id),
    channelType: text(under(wire, 'channel', 'channelType').name),
    channelName: text(under(wire, 'channel').name),
    identifier: text(channelData.channelCustomerIdentifier),
    serviceIdentifier: text(channelData.serviceIdentifier),
    connected: presence === null ? null : presence !== 'DISCONNECTED',
    active: state === 'STARTED' && wire.isActive !== false,
    form: readForm(channelData),
    wire,
  };
}

/** An agent's participant. */
export function readAgentHere(value: unknown): AgentHere {
  const wire = fields(value);
  const participant = fields(wire.participant);
  return {
    participantId: text(wire.id),
    userId: text(participant.id),
    name: personName(fields(participant.keycloakUser)),
    role: text(wire.role, 'PRIMARY'),
  };
}

/** Who wrote; a connector's message is the customer's. */
export function readAuthor(sender: unknown, customer: unknown): Author {
  const wire = fields(sender);
  const type = senderType(wire.type);
  if (type === 'AGENT') {
    const detail = personName(fields(wire.additionalDetail));
    return { kind: 'agent', id: text(wire.id), name: detail === '' ? text(wire.senderName) : detail };
  }
  if (type === 'BOT') return { kind: 'bot', id: text(wire.id), name: text(wire.senderName) };
  if (type === 'SYSTEM' || type === 'APP') return { kind: 'system', id: text(wire.id), name: '' };
  const who = readCustomer(customer);
  const said = text(wire.senderName);
  return { kind: 'customer', id: who.id, name: who.name === '' && said !== UNNAMED ? said : who.name };
}

/** The agent at this desk, from `GET /agent-manager/me`. */
export function readMe(user: unknown): Me {
  const wire = fields(user);
  const permissions = list(under(wire, 'permittedResources').Resources).flatMap((value) => {
    const resource = fields(value);
    return texts(resource.scopes).map((scope) => `${text(resource.rsname)}/${scope}`);
  });
  return {
    id: text(wire.id),
    username: text(wire.username),
    name: personName(wire),
    firstName: text(wire.firstName, text(wire.username)),
    roles: texts(wire.roles),
    team: textOrNull(under(wire, 'userTeam').teamName),
    permissions,
  };
}
