import type { IncomingHttpHeaders } from 'node:http';
import { SignInError } from './errors.ts';

/** Names of this machine that browsers treat alike. */
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** Where browsers reach this server, and which other origins may do what. */
export type Origins = {
  /** The public origin, without a trailing slash. */
  readonly own: string;
  /** Every origin that counts as ours: on loopback all names of this machine. */
  readonly ours: readonly string[];
  readonly secure: boolean;
  /** Whether the provider may send people back to an address: exactly one of those that are registered. */
  mayReturnTo(address: string): boolean;
  /** Origins of the addresses above, for the policy of the provider's pages. */
  readonly returnOrigins: readonly string[];
  /** The origin under which a request reached us, as far as it is one of ours; else the public one. */
  of(headers: IncomingHttpHeaders): string;
  /** Whether a page of this origin is another site's that may use our REST and sockets with a bearer token. */
  isAllowed(origin: string | undefined): boolean;
  /**
   * Whether a page of this request's origin is one of our own. Without `PUBLIC_URL` the host that was asked counts
   * as ours as well.
   */
  isOwn(headers: IncomingHttpHeaders): boolean;
  /**
   * A cookie comes along whoever made the browser send the request; so those who show one must come from us.
   * @throws SignInError `foreign-origin`
   */
  check(headers: IncomingHttpHeaders): void;
};

export type OriginSettings = {
  /** Other origins: exact, or `https://*.example.org`. */
  allowed?: readonly string[];
  /** Further addresses to which the provider may send people back. */
  redirects?: readonly string[];
  /** Whether the public origin is only a guess, made from the address that we listen on. */
  guessed?: boolean;
};

export function createOrigins(publicUrl: string, settings: OriginSettings = {}): Origins {
  const url = new URL(publicUrl);
  const port = url.port === '' ? '' : `:${url.port}`;
  const aliases = LOOPBACK.includes(url.hostname)
    ? LOOPBACK.map((name) => `${url.protocol}//${name}${port}`)
    : [];
  const ours = [...new Set([url.origin, ...aliases])];
  const hosts = new Map(ours.map((origin) => [new URL(origin).host, origin]));
  const allowed = settings.allowed ?? [];
  const exact = allowed.filter((entry) => !entry.includes('*'));
  const redirects = new Set([
    ...[...ours, ...exact].map((origin) => `${origin}/`),
    ...(settings.redirects ?? []),
  ]);
  const isOwnOrigin = (origin: string, host: string | undefined) =>
    ours.includes(origin) ||
    (settings.guessed === true && URL.canParse(origin) && new URL(origin).host === host);
  return {
    own: url.origin,
    ours,
    secure: url.protocol === 'https:',
    mayReturnTo: (address) => redirects.has(address),
    returnOrigins: [...new Set([...redirects].map((address) => new URL(address).origin))],
    of: (headers) => hosts.get(headers.host ?? '') ?? url.origin,
    isAllowed: (origin) =>
      origin !== undefined && !ours.includes(origin) && allowed.some((entry) => matches(entry, origin)),
    isOwn: ({ origin, host }) => origin !== undefined && isOwnOrigin(origin, host),
    check(headers) {
      const site = headers['sec-fetch-site'];
      const foreign =
        headers.origin === undefined
          ? site !== undefined && site !== 'same-origin' && site !== 'none'
          : !ours.includes(headers.origin);
      if (foreign) throw new SignInError('foreign-origin');
    },
  };
}

/** Whether an origin is the one of an entry, or a name below its `*.`. */
function matches(entry: string, origin: string): boolean {
  const wild = /^(https?:\/\/)\*(\..+)$/.exec(entry);
  if (wild === null) return entry === origin;
  const [, scheme = '', rest = ''] = wild;
  if (!origin.startsWith(scheme) || !origin.endsWith(rest)) return false;
  // One or more whole labels stand where the star is.
  return /^[a-z\d-]+(\.[a-z\d-]+)*$/.test(origin.slice(scheme.length, -rest.length));
}
