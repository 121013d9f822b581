import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import type { Directory } from '../../configuration/directory.ts';
import type { DeviceCookie } from '../cookies.ts';
import type { Credentials } from '../credentials.ts';
import type { Ending } from '../ending.ts';
import type { Origins } from '../origins.ts';
import type { SecurityLog } from '../../security-log.ts';
import type { SigningKeys } from '../signing-keys.ts';
import type { IdentityTables } from '../identity-tables.ts';
import { createEmbeddedProvider } from './embedded-provider.ts';
import type { EmbeddedProvider } from './embedded-provider.ts';
import type { InAllLanguages } from './words/words.ts';

/** Signing in with the embedded provider: what its routes need. */
export type EmbeddedSignIn = {
  realm: string;
  client: string;
  /** The provider; made when the first request comes, because its addresses depend on where we listen. */
  provider: () => Promise<EmbeddedProvider>;
  credentials: Credentials;
  device: () => DeviceCookie;
  securityLog: SecurityLog;
  origins: () => Origins;
  /** Value of the Content-Security-Policy of the pages. */
  policy: () => string;
  /** A line on the sign-in page, or null. */
  notice: InAllLanguages | null;
};

export function openEmbeddedSignIn(options: {
  tenant: string;
  realm: string;
  client: string;
  db: Kysely<IdentityTables>;
  keys: SigningKeys;
  origins: () => Origins;
  credentials: Credentials;
  device: () => DeviceCookie;
  securityLog: SecurityLog;
  directory: () => Directory;
  settings: {
    loginTokenMs: number;
    accessTokenMs: number;
    longestSignInMs: number;
    frameAncestors?: readonly string[];
    notice?: InAllLanguages | null;
  };
  logger: Logger;
  endSession: (sid: string, ending?: Ending) => Promise<void>;
}): EmbeddedSignIn {
  const { settings, origins, realm, credentials } = options;
  const policy = () => contentPolicy(origins(), settings.frameAncestors ?? []);
  let made: Promise<EmbeddedProvider> | undefined;
  const make = () =>
    createEmbeddedProvider({
      tenant: options.tenant,
      realm,
      client: options.client,
      origins: origins(),
      keys: options.keys,
      userById: (id) => options.directory().user(id),
      sessionSeconds: wholeSeconds(settings.loginTokenMs),
      accessTokenSeconds: wholeSeconds(settings.accessTokenMs),
      longestSeconds: wholeSeconds(settings.longestSignInMs),
      db: options.db,
      logger: options.logger,
      securityLog: options.securityLog,
      policy: policy(),
      onSignOut: (sid, client) => options.endSession(sid, { reason: 'sign-out', ...(client && { client }) }),
    });
  return {
    realm,
    client: options.client,
    provider: () => (made ??= make()),
    credentials,
    device: options.device,
    securityLog: options.securityLog,
    origins,
    policy,
    notice: settings.notice ?? null,
  };
}

/** The provider counts in whole seconds. */
const wholeSeconds = (ms: number) => Math.max(1, Math.round(ms / 1000));

/**
 * Style and scripts from our own files only. A form may lead to where the provider sends people back:
 * browsers apply `form-action` to the redirects that follow.
 */
function contentPolicy(origins: Origins, frameAncestors: readonly string[]): string {
  // An IPv6 address cannot be written in a policy; there `'self'` has to do.
  const ours = ["'self'", ...origins.returnOrigins.filter((origin) => !origin.includes('['))].join(' ');
  const frames = ["'self'", ...frameAncestors.filter((source) => source !== "'none'" && source !== "'self'")];
  return [
    "default-src 'none'",
    "style-src 'self'",
    // The font for Urdu.
    "font-src 'self'",
    "script-src 'self'",
    "img-src 'self'",
    `form-action ${ours}`,
    `frame-ancestors ${frames.join(' ')}`,
    "base-uri 'none'",
  ].join('; ');
}
