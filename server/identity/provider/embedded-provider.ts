import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Kysely } from 'kysely';
import type { errors, KoaContextWithOIDC, Provider } from 'oidc-provider';
import type { Logger } from 'pino';
import type { Caller } from '../caller.ts';
import { cookieSuffix } from '../cookies.ts';
import type { SecurityLog } from '../../security-log.ts';
import type { IdentityTables } from '../identity-tables.ts';
import { createAdapterFactory } from './adapter.ts';
import { adaptClient, providerConfiguration, realmPath } from './configuration.ts';
import type { ProviderOptions } from './configuration.ts';
import { endedMeanwhile } from './ended-meanwhile.ts';
import { languageCookie, speechForBrowser, wantedLanguage } from './language.ts';
import { loadOidcProvider } from './library.ts';
import { goingOnPage } from './pages.ts';
import { acceptWrappedTokens, presentLikeKeycloak } from './refresh-token.ts';

type EmbeddedProviderOptions = ProviderOptions & {
  db: Kysely<IdentityTables>;
  logger: Logger;
  /** Value of the Content-Security-Policy of the provider's pages. */
  policy: string;
  securityLog: SecurityLog;
  /** A sign-in was ended on the sign-out page. */
  onSignOut: (sid: string, caller: Caller | undefined) => Promise<void>;
};

/** The OpenID provider of one realm. */
export type EmbeddedProvider = {
  /** Path of the realm, `/realms/<realm>`. */
  base: string;
  /** Name of the cookie, readable for scripts, that holds a hash of the sid. */
  statusCookie: string;
  /** Answers a request of the protocol. `request.url` begins with `base`. */
  handle(request: IncomingMessage, response: ServerResponse, caller: Caller): Promise<void>;
  /** The sid of the sign-in that a refresh token of the provider belongs to; null for anything else. */
  sessionOf(token: string): Promise<string | null>;
  /**
   * The authorisation request that the browser's sign-in page belongs to, with the languages that it wishes;
   * null when the page was open for too long.
   */
  waiting(request: IncomingMessage, response: ServerResponse): Promise<{ uiLocales: unknown } | null>;
  /** Goes on with the sign-in as this user: redirects the browser. */
  finish(request: IncomingMessage, response: ServerResponse, userId: string): Promise<void>;
};

/** Makes the provider. Its sessions, grants and refresh tokens stand in the database. */
export async function createEmbeddedProvider(options: EmbeddedProviderOptions): Promise<EmbeddedProvider> {
  const { Provider, errors } = await loadOidcProvider();
  const base = realmPath(options.realm);
  const issuer = `${options.origins.own}${base}`;
  const provider = new Provider(issuer, {
    ...providerConfiguration(options),
    adapter: createAdapterFactory(options.db, options.tenant),
  });
  // Which host and protocol a request came by is decided in `handle`, from our own settings.
  provider.proxy = true;
  adaptClient(provider.Client, options.origins);
  acceptWrappedTokens(provider);
  const suffix = cookieSuffix(options.origins.own);
  const statusCookie = `desk_sso${suffix}`;
  const cookieOfLanguage = languageCookie(suffix);
  const meanwhile = endedMeanwhile({ name: `desk_leaving${suffix}`, path: base, origins: options.origins });
  const callers = new WeakMap<IncomingMessage, Caller>();
  /** Requests that ended a session: the provider checked that its own page sent them. */
  const signedOut = new WeakSet<IncomingMessage>();
  provider.on('end_session.success', (ctx) => signedOut.add(ctx.req));
  provider.use(async (ctx, next) => {
    ctx.set('content-security-policy', options.policy);
    ctx.set('x-content-type-options', 'nosniff');
    ctx.set('referrer-policy', 'same-origin');
    await next();
    // There is none where no route was met.
    const { oidc } = ctx as Partial<KoaContextWithOIDC>;
    if (oidc === undefined) return;
    if (oidc.route === 'token') presentLikeKeycloak(ctx, options.sessionSeconds);
    const { session } = oidc;
    const leaves = signedOut.has(ctx.req) && oidc.params?.logout !== undefined;
    if (leaves && session !== undefined) await options.onSignOut(session.uid, callers.get(ctx.req));
    writeStatusCookie(ctx.cookies, oidc, { name: statusCookie, path: base, leaves });
    writeLanguageCookie(ctx.cookies, oidc, { name: cookieOfLanguage, path: base });
    if (oidc.route === 'end_session') meanwhile.remember(ctx as KoaContextWithOIDC);
    if (oidc.route === 'end_session_confirm') meanwhile.leadOn(ctx as KoaContextWithOIDC);
    if (typeof ctx.body === 'string' && (oidc.route === 'resume' || oidc.route === 'end_session')) {
      const speech = speechForBrowser(ctx.headers, cookieOfLanguage, oidc.params?.ui_locales);
      ctx.body = goingOnPage({ base, speech, html: ctx.body }) ?? ctx.body;
    }
  });
  logTroubles(provider, options.logger, (ctx) => {
    const userId = ctx.oidc.entities.RefreshToken?.accountId;
    options.securityLog('refresh-token-reused', { userId, client: callers.get(ctx.req), way: 'page' });
  });
  const callback = provider.callback();

  return {
    base,
    statusCookie,
    async handle(request, response, caller) {
      callers.set(request, caller);
      const { host, protocol } = new URL(options.origins.of(request.headers));
      request.headers['x-forwarded-host'] = host;
      request.headers['x-forwarded-proto'] = protocol.slice(0, -1);
      // The provider finds out where it is mounted by comparing the two.
      const mounted = request as IncomingMessage & { originalUrl?: string };
      mounted.originalUrl = request.url ?? '';
      request.url = mounted.originalUrl.slice(base.length) || '/';
      await callback(request, response);
    },
    async sessionOf(token) {
      const found = await provider.RefreshToken.find(token);
      return found?.sessionUid ?? null;
    },
    async waiting(request, response) {
      try {
        const { prompt, params } = await provider.interactionDetails(request, response);
        return prompt.name === 'login' ? { uiLocales: params.ui_locales } : null;
      } catch (error) {
        if (error instanceof errors.SessionNotFound) return null;
        throw error;
      }
    },
    async finish(request, response, userId) {
      const result = { login: { accountId: userId } };
      await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
    },
  };
}

/** The hash of a sid as the status page's script computes it. */
const statusOf = (sid: string) => createHash('sha256').update(sid).digest('base64url');

function writeStatusCookie(
  cookies: KoaContextWithOIDC['cookies'],
  { route, session }: KoaContextWithOIDC['oidc'],
  { name, path, leaves }: { name: string; path: string; leaves: boolean },
): void {
  const attributes = { httpOnly: false, sameSite: 'lax', signed: false, path, overwrite: true } as const;
  if (leaves) cookies.set(name, null, attributes);
  else if ((route === 'authorization' || route === 'resume') && session?.accountId !== undefined) {
    cookies.set(name, statusOf(session.uid), attributes);
  }
}

/** Later pages of this browser speak the language that the authorisation request wished. */
function writeLanguageCookie(
  cookies: KoaContextWithOIDC['cookies'],
  { route, params }: KoaContextWithOIDC['oidc'],
  { name, path }: { name: string; path: string },
): void {
  const language = route === 'authorization' ? wantedLanguage(params?.ui_locales) : undefined;
  if (language === undefined) return;
  cookies.set(name, language, { httpOnly: true, sameSite: 'lax', signed: false, path, overwrite: true });
}

/** Refusals are the client's affair and worth a debug line; only the provider's own faults are errors. */
function logTroubles(provider: Provider, logger: Logger, onReuse: (ctx: KoaContextWithOIDC) => void): void {
  const refused = (ctx: KoaContextWithOIDC, error: errors.OIDCProviderError) => {
    const { message, error_description: detail } = error;
    logger.debug({ message, detail }, 'the OpenID provider refused a request');
    if (error.error_detail === 'refresh token already used') onReuse(ctx);
  };
  provider.on('authorization.error', refused);
  provider.on('grant.error', refused);
  provider.on('end_session.error', refused);
  provider.on('server_error', (_ctx: KoaContextWithOIDC, error: Error) => {
    logger.error({ err: error }, 'the OpenID provider failed');
  });
}
