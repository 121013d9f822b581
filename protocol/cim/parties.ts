/**
 * Who and what stands around a message: senders, customers, channels, sessions, users, participants. Plain types
 * are what we send; schemas are what we read and need.
 */
import * as z from 'zod/mini';
import { freeMap, maybe, wordOf, type RoomInfo } from './primitives.ts';
import { SENDER_TYPES } from './vocabulary.ts';

/** Who wrote. Old desks put a whole participant here: only these fields are read, the server writes its own. */
export const sender = z.looseObject({
  id: maybe(z.string()),
  type: maybe(wordOf(SENDER_TYPES)),
  senderName: maybe(z.string()),
  additionalDetail: maybe(freeMap),
});

export type Sender = {
  id: string;
  type: string;
  senderName: string;
  additionalDetail: Record<string, unknown> | null;
};

/** One entry of `additionalAttributes`: `{key, type, value}`. */
export const additionalAttribute = z.looseObject({
  key: z.string(),
  type: maybe(z.string()),
  value: z.optional(z.unknown()),
});

export const channelData = z.looseObject({
  channelCustomerIdentifier: maybe(z.string()),
  serviceIdentifier: maybe(z.string()),
  requestPriority: maybe(z.number()),
  customerFirstName: maybe(z.string()),
  customerLastName: maybe(z.string()),
  additionalAttributes: maybe(z.array(additionalAttribute)),
});

export type ChannelData = {
  channelCustomerIdentifier: string;
  serviceIdentifier: string;
  requestPriority: number;
  customerFirstName: string | null;
  customerLastName: string | null;
  additionalAttributes: unknown[];
};

/** A customer's document: `_id`, `firstName`, and free members per channel type (`web: ["0991223"]`). */
export type Customer = {
  _id: string;
  firstName: string;
  lastName?: string;
  phoneNumber: string[];
  isAnonymous: boolean;
  [further: string]: unknown;
};

export type ChannelType = {
  id: string;
  name: string;
  channelLogo: string;
  isInteractive: boolean;
  /** MRD id. */
  mediaRoutingDomain: string | null;
};

/** How customers of a channel come to agents; durations in seconds. */
type ChannelPolicy = {
  id: string;
  channelMode: 'HYBRID';
  conversationBot: '';
  /** 0: answers have no time. */
  responseSla: number;
  /** 0: a silent customer is never let go. */
  customerActivityTimeout: number;
  customerSla: { totalDuration: null; action: null; startTime: null };
  customerIdentificationCriteria: { value: null };
  routingPolicy: {
    agentSelectionPolicy: 'LONGEST_AVAILABLE' | 'MOST_SKILLED' | 'LEAST_SKILLED';
    routeToLastAgent: boolean;
    routingMode: 'PUSH' | 'PULL' | 'EXTERNAL';
    /** Of the queue or the list; empty: neither. */
    routingObjectId: string;
    agentRequestTtl: number;
  };
  botId: null;
};

/** Additions: what a text may be that goes out by a channel; `maxTextLength` in code points. */
type ChannelText = { formatting: boolean; emoji: boolean; maxTextLength: number };

/** The sessions that messages carry have neither policy, tenant nor connector. */
export type Channel = {
  id: string;
  name: string;
  serviceIdentifier: string;
  defaultOutbound: boolean;
  tenant?: { id: string; name: string };
  /** Null: unknown. */
  channelConfig: ChannelText | (ChannelText & ChannelPolicy) | null;
  /** Null: customers come by our own page. */
  channelConnector?: { id: string; name: string } | null;
  channelType: ChannelType;
};

/** What the desk is told about a customer's connection through one channel. */
export type ChannelSession = {
  participantType: 'ChannelSession';
  id: string;
  channel: Channel;
  customer: Customer;
  customerSuggestions: unknown[];
  channelData: ChannelData;
  latestIntent: string | null;
  /** CONNECTED or DISCONNECTED: whether the customer's socket is there. */
  customerPresence: { value: string | null };
  isActive: boolean;
  active: boolean;
  conversationId: string;
  roomInfo: RoomInfo;
  state: { name: 'STARTED' | 'ENDED' | 'CLOSED'; reasonCode: string | null };
  channelSessionDirection: 'INBOUND' | 'OUTBOUND';
};

/** A permission: a resource and what may be done with it. */
export type PermittedResource = { rsid?: string; rsname: string; scopes: string[] };

/** The user as the desks of this family know it. */
export type KeycloakUser = {
  id: string;
  username: string;
  firstName: string;
  lastName: string;
  roles: string[];
  realm: string;
  attributes: Record<string, unknown>;
  permittedResources: { Resources: PermittedResource[] };
  userTeam: { teamId: string; teamName: string } | null;
  supervisedTeams: { teamId: string; teamName: string }[];
};

/** What other people in a conversation are told about an agent: no permissions, no attributes. */
export type PublicUser = Pick<KeycloakUser, 'id' | 'username' | 'firstName' | 'lastName'>;

export type CcUser<U extends PublicUser = PublicUser> = {
  id: string;
  participantType: 'CCUser';
  keycloakUser: U;
  associatedRoutingAttributes: unknown[];
};

type ParticipantBase = {
  id: string;
  role: string;
  conversationId: string;
  token: null;
  userCredentials: null;
  isActive: boolean;
  state: 'SUBSCRIBED' | 'UNSUBSCRIBED';
  /** Epoch ms. */
  joiningTime: number;
  /** Epoch ms. */
  stateChangedOn: number;
};

export type AgentParticipant = ParticipantBase & { type: 'AGENT'; participant: CcUser };
export type CustomerParticipant = ParticipantBase & { type: 'CUSTOMER'; participant: ChannelSession };
export type BotParticipant = ParticipantBase & {
  type: 'BOT';
  participant: { id: string; participantType: 'Bot'; type: string; name: string };
};

export type ConversationParticipant = AgentParticipant | CustomerParticipant | BotParticipant;
