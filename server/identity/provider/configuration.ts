import type { Client, Configuration, KoaContextWithOIDC } from 'oidc-provider';
import type { User } from '../../configuration/directory.ts';
import { cookieSuffix } from '../cookies.ts';
import type { Origins } from '../origins.ts';
import type { SigningKeys } from '../signing-keys.ts';
import { AUDIENCE } from '../tokens.ts';
import { languageCookie, speechForBrowser } from './language.ts';
import { messagePage, signOutPage } from './pages.ts';
import { LANGUAGES } from './words/words.ts';

/** Where Keycloak has its endpoints, under the realm. */
export const OPENID_CONNECT = '/protocol/openid-connect';
const SCOPES = ['openid', 'profile', 'email', 'offline_access'];
/** What the desk is allowed without being asked: it is ours. */
const GRANTED_SCOPES = SCOPES.join(' ');
const RESOURCE = `urn:${AUDIENCE}`;
const CODE_SECONDS = 60;
/** How long a sign-in page may stay open. */
const INTERACTION_SECONDS = 3600;

/** What the provider's configuration is made from. */
export type ProviderOptions = {
  tenant: string;
  realm: string;
  /** The public client of the desk. */
  client: string;
  origins: Origins;
  keys: SigningKeys;
  userById: (id: string) => User | undefined;
  /** How long a sign-in lasts, and an access token, in seconds. */
  sessionSeconds: number;
  accessTokenSeconds: number;
  /** How long a sign-in may last in all, however often it is renewed, in seconds. */
  longestSeconds: number;
};

/** The path of the realm: everything of the provider stands under it. */
export const realmPath = (realm: string): string => `/realms/${encodeURIComponent(realm)}`;

/** The provider in Keycloak's URL layout, so that keycloak-js takes it for one (stack §5). */
export function providerConfiguration(options: ProviderOptions): Omit<Configuration, 'adapter'> {
  const { origins, keys, client } = options;
  const base = realmPath(options.realm);
  const suffix = cookieSuffix(origins.own);
  const pageContextOf = (ctx: KoaContextWithOIDC) => {
    // There is none where no route was met.
    const { oidc } = ctx as Partial<KoaContextWithOIDC>;
    const speech = speechForBrowser(ctx.headers, languageCookie(suffix), oidc?.params?.ui_locales);
    ctx.set('content-language', speech.language);
    return { base, speech };
  };
  return {
    jwks: { keys: [keys.privateJwk] },
    cookies: {
      keys: [keys.cookieKey],
      names: {
        session: `desk_session${suffix}`,
        interaction: `desk_interaction${suffix}`,
        resume: `desk_resume${suffix}`,
      },
      long: { httpOnly: true, sameSite: 'lax', signed: true },
      short: { httpOnly: true, sameSite: 'lax', signed: true },
    },
    clients: [
      {
        client_id: client,
        token_endpoint_auth_method: 'none',
        application_type: 'web',
        redirect_uris: [`${origins.own}/`],
        post_logout_redirect_uris: [`${origins.own}/`],
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
      },
    ],
    routes: {
      authorization: `${OPENID_CONNECT}/auth`,
      token: `${OPENID_CONNECT}/token`,
      end_session: `${OPENID_CONNECT}/logout`,
      jwks: `${OPENID_CONNECT}/certs`,
      revocation: `${OPENID_CONNECT}/revoke`,
    },
    discovery: {
      // Ours, see `account-routes.ts`.
      userinfo_endpoint: `${origins.own}${base}${OPENID_CONNECT}/userinfo`,
      ui_locales_supported: [...LANGUAGES],
    },
    responseTypes: ['code'],
    scopes: SCOPES,
    claims: {
      openid: ['sub'],
      profile: ['name', 'given_name', 'family_name', 'preferred_username'],
    },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    clientBasedCORS: (_ctx, origin) => origins.ours.includes(origin) || origins.isAllowed(origin),
    rotateRefreshToken: true,
    issueRefreshToken: () => Promise.resolve(true),
    ttl: {
      AccessToken: options.accessTokenSeconds,
      AuthorizationCode: CODE_SECONDS,
      IdToken: options.accessTokenSeconds,
      Interaction: INTERACTION_SECONDS,
      Session: (_ctx, session) => secondsLeft(session.loginTs, options),
      Grant: options.sessionSeconds,
      RefreshToken: options.sessionSeconds,
    },
    interactions: { url: (_ctx, interaction) => `${base}/login-actions/authenticate/${interaction.uid}` },
    findAccount: (_ctx, id) => {
      const user = options.userById(id);
      return user === undefined ? undefined : { accountId: id, claims: () => profileClaims(user) };
    },
    extraTokenClaims: (_ctx, token) => {
      const accountId = 'accountId' in token ? token.accountId : undefined;
      const user = accountId === undefined ? undefined : options.userById(accountId);
      if (user === undefined) return undefined;
      return {
        typ: 'Bearer',
        azp: client,
        tenant: options.tenant,
        // One sign-in of a browser is one session, whichever tab asks (D5).
        sid: 'sessionUid' in token ? token.sessionUid : undefined,
        realm_access: { roles: user.roles },
        ...profileClaims(user),
      };
    },
    loadExistingGrant: (ctx) => grantForDesk(ctx),
    renderError: (ctx, out) => {
      ctx.type = 'html';
      ctx.body = messagePage({
        ...pageContextOf(ctx),
        message: 'failed',
        href: '/',
        values: { code: out.error },
      });
    },
    features: {
      devInteractions: { enabled: false },
      // Our own answers for tokens that are meant for the Agent Manager; the provider's would refuse them.
      userinfo: { enabled: false },
      revocation: { enabled: true },
      // Without a resource server access tokens are opaque.
      resourceIndicators: {
        enabled: true,
        defaultResource: () => RESOURCE,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          scope: 'openid profile email',
          audience: AUDIENCE,
          accessTokenFormat: 'jwt',
          accessTokenTTL: options.accessTokenSeconds,
          jwt: { sign: { alg: 'RS256' } },
        }),
      },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => {
          const atOnce = isOwnHint(ctx);
          ctx.body = signOutPage({ ...pageContextOf(ctx), form, atOnce });
        },
        postLogoutSuccessSource: (ctx) => {
          ctx.body = messagePage({ ...pageContextOf(ctx), message: 'signedOut', href: '/' });
        },
      },
    },
  };
}

function profileClaims(user: User) {
  return {
    sub: user.id,
    name: `${user.firstName} ${user.lastName}`.trim() || user.username,
    given_name: user.firstName,
    family_name: user.lastName,
    preferred_username: user.username,
  };
}

/** The desk is our own client: it is granted what it needs, once per session, without a question. */
async function grantForDesk(ctx: KoaContextWithOIDC) {
  const { session, client, provider } = ctx.oidc;
  if (session === undefined || client === undefined || session.accountId === undefined) return undefined;
  const known = session.grantIdFor(client.clientId);
  const existing = known === undefined ? undefined : await provider.Grant.find(known);
  if (existing?.accountId === session.accountId) return existing;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope(GRANTED_SCOPES);
  grant.addResourceScope(RESOURCE, 'openid profile email');
  await grant.save();
  return grant;
}

/** How long a session may live from now on. */
function secondsLeft(
  loginTs: number | undefined,
  { sessionSeconds, longestSeconds }: Pick<ProviderOptions, 'sessionSeconds' | 'longestSeconds'>,
): number {
  if (loginTs === undefined) return sessionSeconds;
  return Math.max(1, Math.min(sessionSeconds, loginTs + longestSeconds - Math.floor(Date.now() / 1000)));
}

/**
 * Whether the ID token that a sign-out shows was given to this very session and is still good: then the desk asks,
 * and no page is needed that asks the person. Anybody can show the ID token of somebody else.
 */
function isOwnHint({ oidc }: KoaContextWithOIDC): boolean {
  const { IdTokenHint: hint, Client: client } = oidc.entities;
  if (hint === undefined || client === undefined) return false;
  const { sid, exp } = hint.payload;
  const own = oidc.session?.sidFor(client.clientId);
  return own !== undefined && sid === own && typeof exp === 'number' && exp > Date.now() / 1000;
}

/**
 * The desk returns to the registered addresses and to no other. Its ID tokens name their session, so that a sign-out
 * can be compared with it.
 */
export function adaptClient(clientClass: { prototype: Client }, origins: Origins): void {
  clientClass.prototype.redirectUriAllowed = (address) => origins.mayReturnTo(address);
  clientClass.prototype.postLogoutRedirectUriAllowed = (address) => origins.mayReturnTo(address);
  clientClass.prototype.includeSid = () => true;
}
