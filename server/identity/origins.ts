import type { IncomingHttpHeaders } from 'node:http';
import { SignInError } from './errors.ts';

/** Names of this machine that browsers treat alike. */
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** Where browsers reach this server, and which other origins are ours. */
export type Origins = {
  /** The public origin, without a trailing slash. */
  readonly own: string;
  /** Every origin that counts as ours: on loopback all names of this machine. */
  readonly allowed: readonly string[];
  readonly secure: boolean;
  /** Whether an address (a redirect URI) stands on one of our origins. */
  includes(address: string): boolean;
  /** The origin under which a request reached us, as far as it is one of ours; else the public one. */
  of(headers: IncomingHttpHeaders): string;
  /**
   * A cookie comes along whoever made the browser send the request; so those who show one must come from us.
   * @throws SignInError `foreign-origin`
   */
  check(headers: IncomingHttpHeaders): void;
};

/** @param further origins besides our own whose pages may act for their user, for example a proxy's */
export function createOrigins(publicUrl: string, further: readonly string[] = []): Origins {
  const url = new URL(publicUrl);
  const port = url.port === '' ? '' : `:${url.port}`;
  const aliases = LOOPBACK.includes(url.hostname)
    ? LOOPBACK.map((name) => `${url.protocol}//${name}${port}`)
    : [];
  const allowed = [...new Set([url.origin, ...aliases, ...further])];
  const hosts = new Map([url.origin, ...aliases].map((origin) => [new URL(origin).host, origin]));
  return {
    own: url.origin,
    allowed,
    secure: url.protocol === 'https:',
    includes(address) {
      if (!URL.canParse(address)) return false;
      const { origin, username, password } = new URL(address);
      return username === '' && password === '' && allowed.includes(origin);
    },
    of: (headers) => hosts.get(headers.host ?? '') ?? url.origin,
    check(headers) {
      const site = headers['sec-fetch-site'];
      const foreign =
        headers.origin === undefined
          ? site !== undefined && site !== 'same-origin' && site !== 'none'
          : !allowed.includes(headers.origin);
      if (foreign) throw new SignInError('foreign-origin');
    },
  };
}
