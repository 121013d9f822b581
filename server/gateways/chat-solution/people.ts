/** Who is who on Chat Solution's wire: an agent is known by the username, a customer by the session. */
import type { ChatCustomer, ChatParticipant, ChatPerson } from '../../../protocol/chat-solution/messages.ts';
import { CHAT_CHANNELS } from '../../../protocol/chat-solution/names.ts';
import type { Directory } from '../../configuration/directory.ts';
import type { Sender } from '../../core/commands.ts';
import { lookup } from '../../core/lookup.ts';
import { ownerOf } from '../../core/owner.ts';
import { channelOf } from '../../core/rules.ts';
import type { Conversation, Participant, State } from '../../core/state.ts';
import { participantsVisibleTo, type Viewer } from '../../core/visibility.ts';
import type { CustomerRecord, SessionRecord, View } from '../../engine/contract.ts';
import { agentName, UNNAMED_CUSTOMER } from '../shared/cim-parties.ts';

/** The server, where it speaks itself. */
export const SERVER: ChatPerson = { id: 'SYSTEM', name: 'SYSTEM' };

/** What is known of the people of one conversation. */
export type Cast = {
  directory: Directory;
  customerName: string;
  /** The name of the channel on this wire. */
  channel: string;
  botName: (botId: string) => string;
};

/** How bots call themselves. */
export type BotNames = (botId: string) => string;

/** What a channel is called on this wire. */
export function channelName(directory: Directory, channelId: string | null): string {
  const channel = channelId === null ? undefined : directory.channel(channelId);
  if (channel === undefined) return 'web';
  if (Object.hasOwn(CHAT_CHANNELS, channel.serviceIdentifier)) return channel.serviceIdentifier;
  const known = Object.entries(CHAT_CHANNELS).find(([, type]) => type === channel.type);
  return known?.[0] ?? channel.type.toLowerCase();
}

export function customerName(record: CustomerRecord | undefined): string {
  const name = `${record?.firstName ?? ''} ${record?.lastName ?? ''}`.trim();
  return name === '' ? UNNAMED_CUSTOMER : name;
}

/** The session by which the customer is there, or was until the end. */
function sessionOf({ records }: View, { id, sessionIds }: Conversation): string | undefined {
  return sessionIds[0] ?? records.sessionsOf(id).at(-1);
}

function channelIn(view: View, conversation: Conversation): string | null {
  const open = channelOf(view.world.state, conversation);
  return open ?? view.records.session(sessionOf(view, conversation) ?? '')?.channelId ?? null;
}

/** The people of an open conversation. */
export function castOf(view: View, conversationId: string, directory: Directory, botName: BotNames): Cast {
  const { state } = view.world;
  const conversation = lookup(state.conversations, conversationId);
  return {
    directory,
    customerName: customerName(view.records.customer(conversation?.customerId ?? '')),
    channel: channelName(directory, conversation === undefined ? null : channelIn(view, conversation)),
    botName,
  };
}

export function usernameOf(directory: Directory, agentId: string): string {
  return directory.user(agentId)?.username ?? agentId;
}

export function agentPerson(directory: Directory, agentId: string): ChatPerson {
  return { id: usernameOf(directory, agentId), name: agentName(directory, agentId) };
}

/** Who said or did something. */
export function personOf(cast: Cast, by: Sender): ChatPerson {
  switch (by.kind) {
    case 'AGENT':
      return agentPerson(cast.directory, by.agentId);
    case 'CUSTOMER':
      return { id: by.sessionId, name: cast.customerName };
    case 'BOT':
      return { id: by.botId, name: cast.botName(by.botId) };
  }
}

/** Who a participant is. */
export function personBehind(cast: Cast, { kind, ref }: Pick<Participant, 'kind' | 'ref'>): ChatPerson {
  if (kind === 'AGENT') return personOf(cast, { kind, agentId: ref });
  return kind === 'BOT'
    ? personOf(cast, { kind, botId: ref })
    : personOf(cast, { kind: 'CUSTOMER', sessionId: ref });
}

/** The type of a participant, in the words of the documents. */
export function typeOf(
  directory: Directory,
  { kind, ref }: Pick<Participant, 'kind' | 'ref'>,
): ChatParticipant['type'] {
  if (kind === 'CUSTOMER') return 'Customer';
  if (kind === 'BOT') return 'Bot';
  const roles = directory.user(ref)?.roles ?? [];
  return roles.includes('supervisor') && !roles.includes('agent') ? 'Supervisor' : 'Agent';
}

const STATUS: Record<string, string> = { READY: 'Ready', ACTIVE: 'Active', BUSY: 'Busy' };

/** How an agent stands in the MRD of the task by which they are there. */
function statusOf(state: State, { kind, ref, taskId }: Participant): string {
  if (kind !== 'AGENT') return 'Active';
  const agent = lookup(state.agents, ref);
  const mrdId = lookup(state.tasks, taskId ?? '')?.mrdId ?? null;
  const mrd = mrdId === null ? undefined : lookup(agent?.mrds ?? {}, mrdId);
  return STATUS[mrd?.state ?? agent?.state ?? ''] ?? 'Not Ready';
}

function roleOf(conversation: Conversation, participant: Participant): ChatParticipant['role'] {
  return ownerOf(conversation) === participant ? 'Owner' : 'Participant';
}

/** One participant as others see them. */
export function participantOf(
  state: State,
  conversation: Conversation,
  participant: Participant,
  cast: Cast,
): ChatParticipant {
  const { id, name } = personBehind(cast, participant);
  return {
    id,
    displayName: name,
    type: typeOf(cast.directory, participant),
    role: roleOf(conversation, participant),
    status: statusOf(state, participant),
  };
}

/** Those whom a reader sees, who are still at it. A monitor does not stand in the list, not even in the own one. */
export function participantsFor(
  viewer: Viewer,
  state: State,
  conversation: Conversation,
  cast: Cast,
): ChatParticipant[] {
  return participantsVisibleTo(viewer, conversation)
    .filter(({ role }) => role !== 'WRAP_UP' && role !== 'SILENT_MONITOR')
    .map((participant) => participantOf(state, conversation, participant, cast));
}

/** The role of the reader in the conversation. */
export function roleFor(viewer: Viewer, conversation: Conversation): string {
  if (!('agentId' in viewer)) return 'Participant';
  const self = conversation.participants.find(({ kind, ref }) => kind === 'AGENT' && ref === viewer.agentId);
  if (self?.role === 'SILENT_MONITOR') return 'Monitor';
  return self === undefined ? 'Participant' : roleOf(conversation, self);
}

/** What the customer said about themselves before the chat. */
export function enteredBy(record: SessionRecord | undefined): Record<string, unknown> {
  for (const attribute of record?.additionalAttributes ?? []) {
    if (typeof attribute !== 'object' || attribute === null || Array.isArray(attribute)) continue;
    const { key, value } = attribute;
    if (key !== CUSTOMER_INFO || typeof value !== 'object' || value === null || Array.isArray(value))
      continue;
    return value;
  }
  return {};
}

/** Under which attribute of a session all of `init` stands. */
export const CUSTOMER_INFO = 'customerInfo';

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The customer of an open conversation, as agents get it with an offer. */
export function customerOf(view: View, conversation: Conversation, directory: Directory): ChatCustomer {
  const sessionId = sessionOf(view, conversation) ?? '';
  const session = view.records.session(sessionId);
  const record = view.records.customer(conversation.customerId);
  const entered = enteredBy(session);
  const { EMAIL: [email] = [], ...others } = record?.identifiers ?? {};
  const phone = [others.SMS, others.WHATSAPP, others.VIBER].flatMap((numbers) => numbers ?? [])[0];
  return {
    id: sessionId,
    displayName: customerName(record),
    email: text(entered.email) || (email ?? ''),
    phone: text(entered.phone) || (phone ?? ''),
    channel: channelName(directory, channelIn(view, conversation)),
  };
}
