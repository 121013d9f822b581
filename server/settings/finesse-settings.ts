/** Where a Cisco Finesse stands, and the broker whose clients the Generic Connector serves. */
import { resolve } from 'node:path';
import { z } from 'zod';
import { address, listOf, text, wholeNumber } from './setting.ts';
import type { SettingsByName, ValuesOf } from './setting.ts';
import { SettingsError } from './settings-error.ts';

const finesseUrl = address('https:', 'http:')
  .refine((value) => {
    const { pathname, search, hash, username } = new URL(value);
    return pathname === '/' && search === '' && hash === '' && username === '';
  }, 'an origin alone, like https://finesse.example.org:8445, without a path')
  .transform((value) => new URL(value).origin);

const xmppUrl = address('wss:', 'ws:', 'https:', 'http:').refine(
  (value) => new URL(value).username === '',
  'an address without a name and a password',
);

const brokerUrl = address('stomp:', 'stomp+ssl:').refine(
  (value) => new URL(value).hostname !== '' && new URL(value).username === '',
  'an address with a host, and with neither name nor password: GC_BROKER_USER and GC_BROKER_PASSWORD carry them',
);

export const FINESSE = {
  FINESSE_URL: {
    shownDefault: '',
    meaning:
      'the origin of a Cisco Finesse, like `https://finesse.example.org:8445`; of a pair of nodes, both, separated by a comma',
    schema: listOf(finesseUrl),
  },
  FINESSE_XMPP_URL: {
    shownDefault: 'port 7443 of each node',
    meaning:
      'where it tells its events: `wss://…/ws/`, or `https://…/http-bind` for BOSH; one for each of `FINESSE_URL`',
    schema: listOf(xmppUrl),
  },
  FINESSE_CA_FILE: {
    shownDefault: '',
    meaning: 'certificates (PEM) that Finesse is trusted by, besides those of the system',
    schema: text,
  },
  FINESSE_RONA_REASON: {
    shownDefault: '',
    meaning:
      'the reason, by its label or code, by which Finesse makes an agent not ready who has missed a call: it is told as RONA',
    schema: text,
  },
  GC_BROKER_URL: {
    shownDefault: '',
    meaning:
      'switches the Generic Connector on: the STOMP address of an ActiveMQ, `stomp://…:61613` or `stomp+ssl://…:61612`; several, separated by commas, stand in for each other ([docs/generic-connector.md](docs/generic-connector.md))',
    schema: listOf(brokerUrl),
    secret: true,
  },
  GC_BROKER_USER: { shownDefault: '', meaning: 'name at the broker', schema: text },
  GC_BROKER_PASSWORD: { shownDefault: '', meaning: 'password at the broker', schema: text, secret: true },
  GC_BROKER_CA_FILE: {
    shownDefault: '',
    meaning: 'certificates (PEM) that the broker is trusted by, besides those of the system',
    schema: text,
  },
  GC_QUEUE: {
    shownDefault: 'Connector1',
    meaning: 'the queue that the commands come by',
    schema: z
      .string()
      .regex(/^[^,|#>*/\s]{1,200}$/, 'a name without , | # > * / and white space')
      .prefault('Connector1'),
  },
  GC_COMMAND_TIMEOUT_SECONDS: {
    shownDefault: '10',
    meaning: 'seconds in which Finesse must have answered a command, and told what came of it',
    schema: wholeNumber(10, 120, 1),
  },
  GC_TIME_ZONE: {
    shownDefault: 'UTC',
    meaning: 'the time zone of the times in its events, like `Europe/Berlin`',
    schema: z.string().refine(isTimeZone, 'a time zone, like UTC or Europe/Berlin').prefault('UTC'),
  },
} as const satisfies SettingsByName;

/** One node of Finesse. */
export type FinesseNode = {
  /** Origin of its REST interface. */
  url: string;
  /** `ws:`, `wss:`, or `http:`, `https:` for BOSH; with its path. */
  xmppUrl: string;
};

export type FinesseServer = {
  /** The primary node first. */
  nodes: readonly FinesseNode[];
  /** Absolute. */
  caFile: string | null;
  /** Label or code of the reason of who has missed a call; absent: it is not known. */
  ronaReason?: string;
};

export type ConnectorSettings = {
  brokers: readonly string[];
  user: string | null;
  password: string | null;
  /** Certificates of the broker; absolute. */
  brokerCaFile: string | null;
  queue: string;
  commandTimeoutMs: number;
  timeZone: string;
  finesse: FinesseServer;
};

/** What these settings are to the server. */
export type FinesseSettings = {
  finesse: FinesseServer | null;
  /** Null: the Generic Connector is off. */
  connector: ConnectorSettings | null;
};

export function finesseSettings(values: ValuesOf<typeof FINESSE>, { cwd }: { cwd: string }): FinesseSettings {
  const urls = values.FINESSE_URL;
  const xmpp = values.FINESSE_XMPP_URL;
  if (xmpp.length > 0 && xmpp.length !== urls.length) {
    throw new SettingsError('FINESSE_XMPP_URL must have as many addresses as FINESSE_URL.');
  }
  const finesse: FinesseServer | null =
    urls.length === 0
      ? null
      : {
          nodes: urls.map((url, index) => ({ url, xmppUrl: withPath(xmpp[index] ?? usualXmpp(url)) })),
          caFile: values.FINESSE_CA_FILE === null ? null : resolve(cwd, values.FINESSE_CA_FILE),
          ...(values.FINESSE_RONA_REASON !== null && { ronaReason: values.FINESSE_RONA_REASON }),
        };
  const brokers = values.GC_BROKER_URL;
  if (brokers.length > 0 && finesse === null) {
    throw new SettingsError('GC_BROKER_URL is set, so FINESSE_URL must be set, too.');
  }
  return {
    finesse,
    connector:
      brokers.length === 0 || finesse === null
        ? null
        : {
            brokers,
            user: values.GC_BROKER_USER,
            password: values.GC_BROKER_PASSWORD,
            brokerCaFile: values.GC_BROKER_CA_FILE === null ? null : resolve(cwd, values.GC_BROKER_CA_FILE),
            queue: values.GC_QUEUE,
            commandTimeoutMs: values.GC_COMMAND_TIMEOUT_SECONDS * 1_000,
            timeZone: values.GC_TIME_ZONE,
            finesse,
          },
  };
}

/** Cisco's own ports. */
function usualXmpp(url: string): string {
  const { hostname, protocol } = new URL(url);
  return protocol === 'https:' ? `wss://${hostname}:7443` : `ws://${hostname}:7071`;
}

/** Cisco's own paths, where there is none. */
function withPath(address: string): string {
  const url = new URL(address);
  if (url.pathname === '/') url.pathname = url.protocol.startsWith('ws') ? '/ws/' : '/http-bind';
  return url.href;
}

function isTimeZone(name: string): boolean {
  // Looking one up loads the time zones: 40 ms of a start, for a setting that few have.
  if (name === 'UTC') return true;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
