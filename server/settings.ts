/**
 * Every setting of the server: its name in the environment, its default, what it does and what it may be.
 *
 * `SETTINGS` is the one list; the table in README.md is checked against it. A wrong value stops the start with
 * one sentence (`SettingsError`) that names the setting and what it may be.
 */
import { isIP } from 'node:net';
import { resolve } from 'node:path';

/** A setting as operators see it. `shownDefault` is what the README's table says. */
export type Setting = { name: string; shownDefault: string; meaning: string };

/** All settings, in the order of the README's table. */
export const SETTINGS = [
  { name: 'PORT', shownDefault: '8080', meaning: 'TCP port; `0` lets the system choose' },
  {
    name: 'HOST',
    shownDefault: '127.0.0.1',
    meaning: 'address to listen on; `0.0.0.0` or `::` for every interface',
  },
  {
    name: 'PUBLIC_URL',
    shownDefault: '`http://HOST:PORT`',
    meaning: 'the origin that browsers see, when a proxy stands in front; `https` anywhere but on loopback',
  },
  {
    name: 'DATA_DIR',
    shownDefault: './data',
    meaning: 'directory of the embedded database; one process at a time',
  },
  {
    name: 'DATABASE_URL',
    shownDefault: '',
    meaning: '`postgresql://…` (15 or newer) instead of the embedded database',
  },
  {
    name: 'DATA_DIR_WAIT',
    shownDefault: '5000',
    meaning: 'ms that a start waits for another process on `DATA_DIR` to end',
  },
  {
    name: 'DATABASE_TIMEOUT',
    shownDefault: '5000',
    meaning: 'ms that a statement, a lock, a connection or a commit may take; then it is given up',
  },
  {
    name: 'MAX_WAITING',
    shownDefault: '20000',
    meaning: 'commands that may wait for the store at once; more are refused (`OVERLOADED`)',
  },
  {
    name: 'REDIS_URL',
    shownDefault: '',
    meaning: '`redis://…`, reserved for several nodes; checked, but not used by a single node',
  },
  {
    name: 'OIDC_URL',
    shownDefault: '',
    meaning: 'base address of a Keycloak instead of the embedded provider; needs the next two',
  },
  { name: 'OIDC_REALM', shownDefault: '', meaning: 'its realm' },
  { name: 'OIDC_CLIENT', shownDefault: '', meaning: 'its public client (PKCE) for the desk' },
  {
    name: 'CONFIG_FILE',
    shownDefault: '',
    meaning: 'the contact centre as one JSON file, read when the store is empty',
  },
  {
    name: 'DEMO',
    shownDefault: 'on on loopback, else off',
    meaning: '`on` or `off`: load the demo contact centre into an empty store when there is no `CONFIG_FILE`',
  },
  {
    name: 'LOG_LEVEL',
    shownDefault: 'info',
    meaning: '`trace`, `debug`, `info`, `warn`, `error`, `fatal` or `silent`',
  },
  {
    name: 'FRAME_ANCESTORS',
    shownDefault: 'none',
    meaning: 'origins (separated by spaces or commas) that may show the desk in a frame, `self`, or `none`',
  },
  {
    name: 'CHAT_FRAME_ANCESTORS',
    shownDefault: 'none',
    meaning: "the same for the customer's page `/chat`",
  },
  {
    name: 'ALLOWED_ORIGINS',
    shownDefault: '',
    meaning:
      'other sites whose pages may use REST, sockets and sign-in with a token: exact origins, or `https://*.example.org`',
  },
  {
    name: 'REDIRECT_URIS',
    shownDefault: '',
    meaning:
      'further addresses to which the embedded provider may send people back; `/` of our own and of each exact allowed origin always is one',
  },
  {
    name: 'SIGN_IN_HOURS',
    shownDefault: '168',
    meaning: 'how long a sign-in may last in all, however often it is renewed',
  },
  {
    name: 'SIGN_IN_FAILURES',
    shownDefault: '100',
    meaning:
      'failed sign-ins of one network within five minutes, all accounts together, after which only known places there may try; loopback fifty times as many; `0` is off',
  },
  {
    name: 'SIGN_IN_QUEUE',
    shownDefault: '200',
    meaning: 'password checks that may wait; further ones are refused at once (429)',
  },
  {
    name: 'METRICS_TOKEN',
    shownDefault: '',
    meaning: 'Bearer token for `/metrics`; without one only loopback addresses may read it',
  },
  {
    name: 'RATE_LIMIT',
    shownDefault: '3000',
    meaning: 'HTTP requests per minute and address; loopback addresses get fifty times as many; `0` is off',
  },
  {
    name: 'REFUSAL_LIMIT',
    shownDefault: '120',
    meaning:
      'refusals (401, 403, 404, bad handshakes) per minute and address; then guesses get 429, while valid sign-ins and known keys go on; five times as many on loopback; `0` is off',
  },
  {
    name: 'HANDSHAKE_LIMIT',
    shownDefault: '20000',
    meaning: 'new socket connections per minute and address; five times as many on loopback; `0` is off',
  },
  {
    name: 'CHAT_LIMIT',
    shownDefault: '300',
    meaning: 'new chats per minute and address; fifty times as many on loopback; `0` is off',
  },
  {
    name: 'EVENT_LIMIT',
    shownDefault: '50',
    meaning: 'events per second that a socket may send on average, and four times as many at once',
  },
  {
    name: 'HISTORY_LIMIT',
    shownDefault: '120',
    meaning: 'how often per minute an agent or a customer’s session may ask for what was said; `0` is off',
  },
  {
    name: 'MESSAGE_LIMIT',
    shownDefault: '65536',
    meaning: 'largest message, in bytes as JSON, whatever field carries it',
  },
  {
    name: 'SESSION_RATE',
    shownDefault: '30000',
    meaning: 'messages per minute that one writer may send in one session',
  },
  {
    name: 'SESSION_BYTES_RATE',
    shownDefault: '8388608',
    meaning: 'bytes per minute that one writer may send in one session',
  },
  {
    name: 'SESSION_MESSAGES',
    shownDefault: '50000',
    meaning: 'messages that one writer may send in one session, in all',
  },
  {
    name: 'SESSION_BYTES',
    shownDefault: '67108864',
    meaning: 'bytes that one writer may send in one session, in all',
  },
  {
    name: 'HISTORY_PAGE',
    shownDefault: '1000000',
    meaning:
      'bytes of a conversation that are sent at once: of all conversations together when a desk connects',
  },
  {
    name: 'JOIN_TIMEOUT',
    shownDefault: '10',
    meaning:
      'seconds in which what was said must have been read for a client that joins; then its connection ends',
  },
  {
    name: 'SOCKET_BACKLOG',
    shownDefault: '8388608',
    meaning: 'bytes that may wait for a socket that does not read; beyond that it is cut',
  },
  {
    name: 'REQUEST_TIMEOUT',
    shownDefault: '30',
    meaning: 'seconds in which a request must have arrived, its body included; then the connection is closed',
  },
  {
    name: 'BODY_LIMIT',
    shownDefault: '1048576',
    meaning: 'largest body of a request, in bytes',
  },
  {
    name: 'TRUST_PROXY',
    shownDefault: 'off',
    meaning:
      'whose `X-Forwarded-For` is believed: addresses or networks of proxies, `loopback`, or how many stand in front (`on` is 1)',
  },
] as const satisfies readonly Setting[];

export type SettingName = (typeof SETTINGS)[number]['name'];

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** A Keycloak realm that signs people in instead of the embedded provider. */
export type OidcSettings = { url: string; realm: string; client: string };

/** How many proxies stand in front (0: none), or who they are. */
export type TrustedProxies = number | readonly string[];

/** The settings as the server uses them: parsed, checked, defaults filled in. */
export type Settings = {
  port: number;
  host: string;
  /** Origin without a trailing slash, or null: made from `host` and the port once that is known. */
  publicUrl: string | null;
  /** Absolute. */
  dataDir: string;
  databaseUrl: string | null;
  /** ms. */
  dataDirWaitMs: number;
  /** ms. */
  databaseTimeoutMs: number;
  /** Commands. */
  maxWaiting: number;
  redisUrl: string | null;
  oidc: OidcSettings | null;
  /** Absolute. */
  configFile: string | null;
  demo: boolean;
  logLevel: LogLevel;
  /** Sources of the CSP directive `frame-ancestors`, ready to be joined. */
  frameAncestors: readonly string[];
  /** The same for the customer's page. */
  chatFrameAncestors: readonly string[];
  /** Origins, exact or with `*.` before the name. */
  allowedOrigins: readonly string[];
  redirectUris: readonly string[];
  longestSignInMs: number;
  signInFailures: number;
  signInQueue: number;
  metricsToken: string | null;
  /** Requests per minute and address; 0 is off. */
  rateLimit: number;
  refusalLimit: number;
  handshakeLimit: number;
  chatLimit: number;
  eventLimit: number;
  historyLimit: number;
  /** Bytes. */
  messageLimit: number;
  sessionRate: number;
  sessionBytesRate: number;
  sessionMessages: number;
  sessionBytes: number;
  historyPage: number;
  joinTimeoutMs: number;
  socketBacklog: number;
  requestTimeoutMs: number;
  bodyLimit: number;
  trustProxy: TrustedProxies;
};

/** A setting that cannot be used. The message is the one sentence that the operator sees. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/** Whether an address or host name never leaves the machine. */
export function isLoopback(host: string): boolean {
  return (
    host === 'localhost' ||
    host === '::1' ||
    host === '[::1]' ||
    (isIP(host) === 4 && host.startsWith('127.')) ||
    host.startsWith('::ffff:127.')
  );
}

type Environment = Record<string, string | undefined>;

/**
 * Reads the settings from an environment; empty values count as absent. Relative paths start at `cwd`.
 * Throws `SettingsError` for the first wrong one.
 */
export function readSettings(environment: Environment, cwd = process.cwd()): Settings {
  const text = (name: SettingName): string | null => {
    const value = environment[name]?.trim();
    return value === undefined || value === '' ? null : value;
  };
  const host = parseHost(text('HOST') ?? '127.0.0.1');
  const configFile = text('CONFIG_FILE');
  return {
    port: parseInteger('PORT', text('PORT') ?? '8080', 65_535),
    host,
    publicUrl: parseOrigin('PUBLIC_URL', text('PUBLIC_URL')),
    dataDir: resolve(cwd, text('DATA_DIR') ?? './data'),
    databaseUrl: parseUrl('DATABASE_URL', text('DATABASE_URL'), ['postgresql:', 'postgres:']),
    dataDirWaitMs: parseInteger('DATA_DIR_WAIT', text('DATA_DIR_WAIT') ?? '5000', 600_000),
    databaseTimeoutMs: parseFrom(100, 'DATABASE_TIMEOUT', text('DATABASE_TIMEOUT') ?? '5000', 600_000),
    maxWaiting: parseFrom(100, 'MAX_WAITING', text('MAX_WAITING') ?? '20000', 10_000_000),
    redisUrl: parseUrl('REDIS_URL', text('REDIS_URL'), ['redis:', 'rediss:']),
    oidc: parseOidc(text('OIDC_URL'), text('OIDC_REALM'), text('OIDC_CLIENT')),
    configFile: configFile === null ? null : resolve(cwd, configFile),
    demo: parseSwitch('DEMO', text('DEMO')) ?? isLoopback(host),
    logLevel: parseLogLevel(text('LOG_LEVEL') ?? 'info'),
    frameAncestors: parseFrameAncestors('FRAME_ANCESTORS', text('FRAME_ANCESTORS')),
    chatFrameAncestors: parseFrameAncestors('CHAT_FRAME_ANCESTORS', text('CHAT_FRAME_ANCESTORS')),
    allowedOrigins: parseAllowedOrigins(text('ALLOWED_ORIGINS')),
    redirectUris: parseRedirectUris(text('REDIRECT_URIS')),
    longestSignInMs: parseInteger('SIGN_IN_HOURS', text('SIGN_IN_HOURS') ?? '168', 8_760, 1) * 3_600_000,
    signInFailures: parseInteger('SIGN_IN_FAILURES', text('SIGN_IN_FAILURES') ?? '100', 1_000_000),
    signInQueue: parseInteger('SIGN_IN_QUEUE', text('SIGN_IN_QUEUE') ?? '200', 100_000, 1),
    metricsToken: parseMetricsToken(text('METRICS_TOKEN')),
    rateLimit: parseInteger('RATE_LIMIT', text('RATE_LIMIT') ?? '3000', 10_000_000),
    refusalLimit: parseInteger('REFUSAL_LIMIT', text('REFUSAL_LIMIT') ?? '120', 10_000_000),
    handshakeLimit: parseInteger('HANDSHAKE_LIMIT', text('HANDSHAKE_LIMIT') ?? '20000', 10_000_000),
    chatLimit: parseInteger('CHAT_LIMIT', text('CHAT_LIMIT') ?? '300', 10_000_000),
    eventLimit: parseInteger('EVENT_LIMIT', text('EVENT_LIMIT') ?? '50', 100_000, 1),
    historyLimit: parseInteger('HISTORY_LIMIT', text('HISTORY_LIMIT') ?? '120', 100_000),
    messageLimit: parseInteger('MESSAGE_LIMIT', text('MESSAGE_LIMIT') ?? '65536', 100_000_000, 1_000),
    sessionRate: parseInteger('SESSION_RATE', text('SESSION_RATE') ?? '30000', 100_000_000, 1),
    sessionBytesRate: parseInteger(
      'SESSION_BYTES_RATE',
      text('SESSION_BYTES_RATE') ?? '8388608',
      999_999_999,
      1,
    ),
    sessionMessages: parseInteger('SESSION_MESSAGES', text('SESSION_MESSAGES') ?? '50000', 999_999_999, 1),
    sessionBytes: parseInteger('SESSION_BYTES', text('SESSION_BYTES') ?? '67108864', 999_999_999, 1),
    historyPage: parseInteger('HISTORY_PAGE', text('HISTORY_PAGE') ?? '1000000', 100_000_000, 10_000),
    joinTimeoutMs: parseInteger('JOIN_TIMEOUT', text('JOIN_TIMEOUT') ?? '10', 300, 1) * 1000,
    socketBacklog: parseInteger(
      'SOCKET_BACKLOG',
      text('SOCKET_BACKLOG') ?? '8388608',
      999_999_999,
      1_048_576,
    ),
    requestTimeoutMs: parseInteger('REQUEST_TIMEOUT', text('REQUEST_TIMEOUT') ?? '30', 3_600, 1) * 1000,
    bodyLimit: parseInteger('BODY_LIMIT', text('BODY_LIMIT') ?? '1048576', 100_000_000, 1024),
    trustProxy: parseTrustProxy(text('TRUST_PROXY')),
  };
}

/**
 * What an operator should know about settings that work but are unwise; said once at start.
 */
export function settingsWarnings(settings: Settings): string[] {
  const warnings: string[] = [];
  const open = !isLoopback(settings.host);
  if (open && settings.demo) {
    warnings.push(`DEMO is on while HOST is ${settings.host}: everybody knows the demo's passwords.`);
  }
  if (open && settings.publicUrl === null) {
    warnings.push(
      'PUBLIC_URL is not set while HOST is not a loopback address: people on other machines cannot sign in.',
    );
  }
  if (settings.publicUrl?.startsWith('http:') === true && !isLoopback(new URL(settings.publicUrl).hostname)) {
    warnings.push(
      'PUBLIC_URL is not https: passwords travel in the clear, and browsers refuse the sign-in of the desk.',
    );
  }
  if (settings.redisUrl !== null) {
    warnings.push('REDIS_URL is set but not used: this version runs on one node.');
  }
  return warnings;
}

function wrong(name: SettingName, value: string, allowed: string): SettingsError {
  return new SettingsError(`${name} is ${JSON.stringify(value)}, but must be ${allowed}.`);
}

function parseInteger(name: SettingName, value: string, max: number, min = 0): number {
  const number = Number(value);
  if (!/^\d{1,9}$/.test(value) || number > max || number < min) {
    throw wrong(name, value, `a whole number from ${min} to ${max}`);
  }
  return number;
}

function parseFrom(min: number, name: SettingName, value: string, max: number): number {
  const number = parseInteger(name, value, max);
  if (number < min) throw wrong(name, value, `a whole number from ${min} to ${max}`);
  return number;
}

function parseHost(value: string): string {
  const bare = value.startsWith('[') && value.endsWith(']') ? value.slice(1, -1) : value;
  const isName = /^(?=.{1,253}$)[a-z\d]([a-z\d-]*[a-z\d])?(\.[a-z\d]([a-z\d-]*[a-z\d])?)*$/i.test(bare);
  if (isIP(bare) === 0 && (!isName || /^[\d.]+$/.test(bare))) {
    throw wrong('HOST', value, 'an IP address or a host name');
  }
  return bare;
}

function parseUrl(name: SettingName, value: string | null, protocols: readonly string[]): string | null {
  if (value === null) return null;
  const url = URL.canParse(value) ? new URL(value) : null;
  if (url === null || !protocols.includes(url.protocol)) {
    // The value is not repeated: a connection string may carry a password.
    throw new SettingsError(`${name} must be an address that begins with ${protocols.join('// or ')}//.`);
  }
  return value;
}

function parseOrigin(name: SettingName, value: string | null): string | null {
  const checked = parseUrl(name, value, ['https:', 'http:']);
  if (checked === null) return null;
  const url = new URL(checked);
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '' || url.username !== '') {
    throw wrong(name, checked, 'an origin alone, like https://desk.example.org, without a path');
  }
  return url.origin;
}

function parseOidc(url: string | null, realm: string | null, client: string | null): OidcSettings | null {
  if (url === null && realm === null && client === null) return null;
  if (url === null || realm === null || client === null) {
    throw new SettingsError('OIDC_URL, OIDC_REALM and OIDC_CLIENT must be set together or not at all.');
  }
  parseUrl('OIDC_URL', url, ['https:', 'http:']);
  return { url: url.replace(/\/+$/, ''), realm, client };
}

function parseSwitch(name: SettingName, value: string | null): boolean | null {
  if (value === null) return null;
  if (value !== 'on' && value !== 'off') throw wrong(name, value, 'on or off');
  return value === 'on';
}

function parseLogLevel(value: string): LogLevel {
  const level = LOG_LEVELS.find((known) => known === value);
  if (level === undefined) throw wrong('LOG_LEVEL', value, `one of ${LOG_LEVELS.join(', ')}`);
  return level;
}

function parseFrameAncestors(name: SettingName, value: string | null): readonly string[] {
  const parts = words(value);
  if (parts.length === 0 || (parts.length === 1 && parts[0] === 'none')) return ["'none'"];
  return parts.map((part) => {
    if (part === 'self') return "'self'";
    if (!/^https?:\/\/(\*\.)?[a-z\d.[\]:-]+(:(\d+|\*))?$/i.test(part)) {
      throw wrong(name, part, 'none, self, or origins like https://crm.example.org');
    }
    return part;
  });
}

function parseAllowedOrigins(value: string | null): readonly string[] {
  return words(value).map((part) => {
    const bare = part.replace('://*.', '://');
    const isOrigin =
      /^https?:\/\//.test(part) && !bare.includes('*') && URL.canParse(bare) && new URL(bare).origin === bare;
    if (!isOrigin) {
      throw wrong('ALLOWED_ORIGINS', part, 'origins like https://desk.example.org or https://*.example.org');
    }
    return part;
  });
}

function parseRedirectUris(value: string | null): readonly string[] {
  return words(value).map((part) => {
    const url = URL.canParse(part) ? new URL(part) : null;
    const isAddress =
      url !== null &&
      /^https?:$/.test(url.protocol) &&
      url.hash === '' &&
      url.username === '' &&
      url.href === part;
    if (!isAddress) {
      throw wrong('REDIRECT_URIS', part, 'whole addresses like https://desk.example.org/agent.html');
    }
    return part;
  });
}

function parseMetricsToken(value: string | null): string | null {
  if (value !== null && value.length < 16) {
    throw new SettingsError('METRICS_TOKEN must have at least 16 characters.');
  }
  return value;
}

function parseTrustProxy(value: string | null): TrustedProxies {
  if (value === null || value === 'off') return 0;
  if (value === 'on') return 1;
  if (/^\d$/.test(value)) return Number(value);
  return words(value).map((part) => {
    if (!isNetwork(part) && !['loopback', 'linklocal', 'uniquelocal'].includes(part)) {
      throw wrong(
        'TRUST_PROXY',
        part,
        'on, off, a number of proxies, or addresses like 10.0.0.0/8 or loopback',
      );
    }
    return part;
  });
}

/** An IP address, or a network of them: `10.0.0.0/8`. */
function isNetwork(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
}

function words(value: string | null): string[] {
  return value === null ? [] : value.split(/[\s,]+/).filter((word) => word !== '');
}
