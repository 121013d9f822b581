/** What every gateway is given: engine, store, identity and names. */
import type { Logger } from 'pino';
import type { Directory } from '../../configuration/directory.ts';
import type { SharedConnections } from '../../connections/open-connections.ts';
import type { SharedCustomers } from '../../customers/open-customers.ts';
import type { GatewayEngine } from '../../engine/contract.ts';
import type { FollowedConfiguration } from '../../engine/follow-configuration.ts';
import type { Identity } from '../../identity/identity-contract.ts';
import type { Phones } from '../../phone/phones.ts';
import type { MailServer } from '../../settings/mail-settings.ts';
import type { PushOptions } from '../../settings/push-settings.ts';
import type { Settings } from '../../settings/settings.ts';
import type { TenantStore } from '../../store/tenant-store.ts';
import type { QuotaSettings } from '../../wire/session-quota.ts';

/** What gateways ask of identity. Every refusal is a `ProtocolError`. */
export type GatewayIdentity = Pick<
  Identity,
  | 'authenticateHandshake'
  | 'authenticateRequest'
  | 'authenticatePlace'
  | 'authenticateReader'
  | 'verifyToken'
  | 'signIn'
  | 'endSession'
  | 'onSessionEnded'
  | 'origins'
  | 'securityLog'
  | 'verifyConnector'
>;

/** Limits of a gateway, and what it may use; everything has a default that suits a desk. */
export type GatewaySettings = {
  /** Largest packet that a socket takes, in bytes; a larger one ends the connection. */
  maxHttpBufferSize: number;
  /** Largest message, in bytes as JSON, whatever field carries it. */
  maxMessageBytes: number;
  /** How much one writer may write in one session. */
  quota: QuotaSettings;
  /** What is sent of a conversation at once, in bytes as JSON. */
  historyPageBytes: number;
  /** Events per second that a socket may send on average, and at once. */
  eventsPerSecond: number;
  eventsAtOnce: number;
  /** How long a socket whose token has run out may show a new one (ms). */
  tokenGraceMs: number;
  /** How long a client that joins a conversation may wait for what was said in it (ms); then its connection ends. */
  joinTimeoutMs: number;
  /** A desk is told its figures at most this often (ms). */
  figuresEveryMs: number;
  /** A supervisor's desk is told changes of the floor at most this often (ms). */
  floorEveryMs: number;
  /** New connections per minute and address; 0: no limit. */
  handshakesPerMinute: number;
  /** New chats per minute and address; 0: no limit. */
  chatsPerMinute: number;
  /** How often per minute an agent, or a customer's session, may ask for history; 0: no limit. */
  historiesPerMinute: number;
  /** Bytes that may wait to be read by one connection; beyond that it is cut. */
  backlogBytes: number;
  /** Largest file, in bytes. */
  maxFileBytes: number;
  /** Files per minute that one agent or one customer's session may send; 0: no limit. */
  filesPerMinute: number;
  /** Null: nothing goes out by e-mail. */
  mail: MailServer | null;
  /** How agents are reached while their desk is not connected. */
  push: PushOptions;
};

export const DEFAULT_GATEWAY_SETTINGS: GatewaySettings = {
  maxHttpBufferSize: 5_000_000,
  maxMessageBytes: 65_536,
  quota: { messagesPerMinute: 30_000, bytesPerMinute: 8_388_608, messages: 50_000, bytes: 67_108_864 },
  historyPageBytes: 1_000_000,
  eventsPerSecond: 50,
  eventsAtOnce: 200,
  tokenGraceMs: 60_000,
  joinTimeoutMs: 10_000,
  figuresEveryMs: 2_000,
  floorEveryMs: 300,
  handshakesPerMinute: 20_000,
  chatsPerMinute: 300,
  historiesPerMinute: 120,
  backlogBytes: 8_388_608,
  maxFileBytes: 5_000_000,
  filesPerMinute: 30,
  mail: null,
  push: { webPush: { subject: 'mailto:no-reply@localhost', services: [] }, fcm: null, names: false },
};

/** What operators set. */
export function gatewaySettings(settings: Settings): GatewaySettings {
  return {
    ...DEFAULT_GATEWAY_SETTINGS,
    eventsPerSecond: settings.eventLimit,
    eventsAtOnce: settings.eventLimit * 4,
    handshakesPerMinute: settings.handshakeLimit,
    chatsPerMinute: settings.chatLimit,
    historiesPerMinute: settings.historyLimit,
    joinTimeoutMs: settings.joinTimeoutMs,
    backlogBytes: settings.socketBacklog,
    maxMessageBytes: settings.messageLimit,
    quota: {
      messagesPerMinute: settings.sessionRate,
      bytesPerMinute: settings.sessionBytesRate,
      messages: settings.sessionMessages,
      bytes: settings.sessionBytes,
    },
    historyPageBytes: settings.historyPage,
    maxFileBytes: settings.fileLimit,
    filesPerMinute: settings.fileRate,
    mail: settings.mail,
    push: settings.push,
  };
}

/** The parts of the store are there side by side: a gateway asks them and writes no SQL. */
export type GatewayContext = TenantStore & {
  /** The owner's or a follower's: a gateway cannot tell and need not know. */
  readonly engine: GatewayEngine;
  readonly identity: GatewayIdentity;
  /** The agents' connections of all protocols, and how their sign-ins end. */
  readonly connections: Pick<SharedConnections, 'agents' | 'endSignIn'>;
  /** What protocols of customers share: connections, sessions, messages. */
  readonly customers: Omit<SharedCustomers, 'close'>;
  /** The core's configuration as it stands now. */
  readonly configuration: Pick<FollowedConfiguration, 'current' | 'onConfiguration'>;
  /** The directory as it stands now; it is replaced when the configuration changes. */
  readonly directory: () => Directory;
  /** The agents' phones at Cisco Finesse; absent where none is configured. */
  readonly phones?: Phones;
  readonly logger: Logger;
  readonly settings: GatewaySettings;
};
