/** People, channels, sessions and participants as the wire shows them, made from the core's ids and the store's names. */
import type {
  AgentParticipant,
  CcUser,
  ChannelSession,
  ConversationParticipant,
  Customer,
  PublicUser,
  Sender,
} from '../../../protocol/cim/parties.ts';
import type { Directory } from '../../configuration/directory.ts';
import type { ChannelSession as SessionState, Participant } from '../../core/state.ts';
import type { CustomerRecord, SessionRecord } from '../../engine/contract.ts';
import { briefChannel, channelOf } from './cim-channel.ts';
import { roomOf } from './wire-ids.ts';

/** What a customer is called whose name nobody knows, or who has been forgotten. */
export const UNNAMED_CUSTOMER = 'Anonymous';

/**
 * Under which attribute of a customer the ids of verified customers stand whom it may be, by what was typed. For
 * agents alone: a customer is told nothing of them.
 */
export const MAY_BE = 'mayBe';

/** Who speaks when nobody does. */
export const SYSTEM_SENDER: Sender = {
  id: 'SYSTEM',
  type: 'SYSTEM',
  senderName: 'SYSTEM',
  additionalDetail: null,
};

/** An agent by name, also one who is no longer configured. */
export function publicUser(directory: Directory, agentId: string): PublicUser {
  const user = directory.user(agentId);
  return {
    id: agentId,
    username: user?.username ?? agentId,
    firstName: user?.firstName ?? '',
    lastName: user?.lastName ?? '',
  };
}

/** The name by which colleagues know an agent. */
export function agentName(directory: Directory, agentId: string): string {
  const { username, firstName, lastName } = publicUser(directory, agentId);
  const name = `${firstName} ${lastName}`.trim();
  return name === '' ? username : name;
}

export function agentSender(directory: Directory, agentId: string): Sender {
  const { username, firstName, lastName } = publicUser(directory, agentId);
  return { id: agentId, type: 'AGENT', senderName: username, additionalDetail: { firstName, lastName } };
}

export function botSender(botId: string): Sender {
  return { id: botId, type: 'BOT', senderName: botId, additionalDetail: null };
}

/** The customer as a sender: CONNECTOR, which desks read as "the customer named in the header". */
export function customerSender(customer: Customer): Sender {
  return { id: customer._id, type: 'CONNECTOR', senderName: customer.firstName, additionalDetail: null };
}

/** The customer's document. Identifiers stand under the channel type in lower case (`web: ["0991223"]`). */
export function customerDocument(id: string, record: CustomerRecord | undefined): Customer {
  const name = record?.firstName ?? '';
  const identifiers = Object.entries(record?.identifiers ?? {}).map(
    ([type, values]) => [type.toLowerCase(), values] as const,
  );
  return {
    ...record?.attributes,
    ...Object.fromEntries(identifiers),
    _id: id,
    firstName: name === '' ? UNNAMED_CUSTOMER : name,
    lastName: record?.lastName ?? '',
    phoneNumber: phoneNumbers(record),
    isAnonymous: record?.isAnonymous ?? true,
  };
}

function phoneNumbers(record: CustomerRecord | undefined): string[] {
  const given = record?.attributes.phoneNumber;
  const listed = Array.isArray(given) ? given.filter((value) => typeof value === 'string') : [];
  const identifiers = record?.identifiers ?? {};
  const dialled = ['WHATSAPP', 'SMS', 'VIBER', 'CX_VOICE', 'CISCO_CC'].flatMap(
    (type) => identifiers[type] ?? [],
  );
  return [...new Set([...listed, ...dialled])];
}

/** Only what a message needs to say about its customer. */
export function briefCustomer(customer: Customer): Customer {
  const { _id, firstName, isAnonymous } = customer;
  return { _id, firstName, phoneNumber: [], isAnonymous };
}

/** How a session stands: its live state, or why it ended. */
type SessionStanding = Pick<SessionState, 'connected'> | { ended: string | null };

/** A channel session with everything the desk may show of it. */
export function channelSessionOf(
  directory: Directory,
  facts: { id: string; conversationId: string; channelId: string },
  record: SessionRecord | undefined,
  customer: Customer,
  standing: SessionStanding,
): ChannelSession {
  const channel = channelOf(directory, facts.channelId);
  const ended = 'ended' in standing;
  return {
    participantType: 'ChannelSession',
    id: facts.id,
    channel,
    customer,
    customerSuggestions: [],
    channelData: {
      channelCustomerIdentifier: record?.channelCustomerIdentifier ?? '',
      serviceIdentifier: record?.serviceIdentifier ?? channel.serviceIdentifier,
      requestPriority: 0,
      customerFirstName: customer.firstName,
      customerLastName: customer.lastName ?? null,
      additionalAttributes: record?.additionalAttributes ?? [],
    },
    latestIntent: null,
    customerPresence: { value: ended || !standing.connected ? 'DISCONNECTED' : 'CONNECTED' },
    isActive: !ended,
    active: !ended,
    conversationId: facts.conversationId,
    roomInfo: roomOf(facts.conversationId),
    state: ended
      ? { name: 'ENDED', reasonCode: standing.ended }
      : { name: 'STARTED', reasonCode: 'CUSTOMER' },
    channelSessionDirection: 'INBOUND',
  };
}

/** A session as every message carries it: enough to be drawn, without form data, device and policy. */
export function briefSession(session: ChannelSession): ChannelSession {
  return {
    ...session,
    channel: briefChannel(session.channel),
    customer: briefCustomer(session.customer),
    channelData: { ...session.channelData, additionalAttributes: [] },
  };
}

/** An agent as a participant; `gone` when it has just left. */
export function agentParticipantOf(
  directory: Directory,
  conversationId: string,
  participant: Participant,
  gone = false,
): AgentParticipant {
  return {
    ...participantBase(conversationId, participant, gone),
    type: 'AGENT',
    participant: ccUser(directory, participant.ref),
  };
}

/** A participant as desks know it. A customer is shown by a session; without one there is nothing to show. */
export function participantOf(
  directory: Directory,
  conversationId: string,
  participant: Participant,
  session: ChannelSession | undefined,
): ConversationParticipant | null {
  const base = participantBase(conversationId, participant, false);
  switch (participant.kind) {
    case 'AGENT':
      return agentParticipantOf(directory, conversationId, participant);
    case 'CUSTOMER':
      return session === undefined ? null : { ...base, type: 'CUSTOMER', participant: session };
    case 'BOT':
      return {
        ...base,
        type: 'BOT',
        participant: { id: participant.ref, participantType: 'Bot', type: 'CUSTOM', name: participant.ref },
      };
  }
}

function participantBase(conversationId: string, participant: Participant, gone: boolean) {
  return {
    id: participant.id,
    role: participant.role,
    conversationId,
    token: null,
    userCredentials: null,
    isActive: !gone,
    state: gone ? ('UNSUBSCRIBED' as const) : ('SUBSCRIBED' as const),
    joiningTime: participant.joinedAt,
    stateChangedOn: participant.joinedAt,
  };
}

/** A user as a participant's `participant`. */
function ccUser(directory: Directory, agentId: string): CcUser {
  return {
    id: agentId,
    participantType: 'CCUser',
    keycloakUser: publicUser(directory, agentId),
    associatedRoutingAttributes: [],
  };
}
