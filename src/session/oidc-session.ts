/**
 * Signing in by OpenID Connect (keycloak-js, authorisation code with PKCE) at the embedded provider or a real
 * Keycloak. Tokens stay in memory: a reload comes back by the provider's own session, without a word.
 */
import Keycloak from 'keycloak-js';
import { fields, text } from '../base/fields.ts';
import { rememberedLanguage } from '../i18n/remembered.ts';
import { deskConfig } from './desk-config.ts';
import { keepAddress } from './kept-address.ts';
import { createOidcTokens } from './oidc-tokens.ts';
import type { DeskSession } from './session.ts';

type Provider = { url: string; realm: string; clientId: string };

/** What the desk has to know of the provider. Rejects when the server can't be reached. */
async function loadProvider(): Promise<Provider> {
  const oidc = fields((await deskConfig()).oidc);
  return { url: text(oidc.url), realm: text(oidc.realm), clientId: text(oidc.clientId) };
}

/** The provider's pages are to speak as the desk did last; else they follow the browser. */
function speaking(): { locale?: string } {
  const locale = rememberedLanguage();
  return locale === undefined ? {} : { locale };
}

/** The one address that is registered for the way back: providers compare it character by character. */
function home(): string {
  return `${window.location.origin}/`;
}

/** The browser leaves the page: nothing more happens here. */
function leaving(): Promise<never> {
  return new Promise(() => {});
}

/** Whether the provider has just sent the agent back here: only then can there be a sign-in without leaving. */
export function comesFromProvider(address: string): boolean {
  const query = new URL(address).searchParams;
  return query.has('state') && (query.has('code') || query.has('error'));
}

function realmOf({ url, realm }: Provider): string {
  return `${url.replace(/\/+$/, '')}/realms/${encodeURIComponent(realm)}`;
}

function tokenEndpoint(config: Provider): string {
  return `${realmOf(config)}/protocol/openid-connect/token`;
}

/** How long the provider may take to show that it is there, ms. */
const REACHED_WITHIN = 10_000;

/** Rejects when the provider can't be reached: its page would be one of the browser's, from which nobody returns. */
async function reachProvider(config: Provider): Promise<void> {
  const response = await fetch(`${realmOf(config)}/.well-known/openid-configuration`, {
    signal: AbortSignal.timeout(REACHED_WITHIN),
  });
  if (!response.ok) throw new Error(`The provider answered ${response.status}.`);
}

/**
 * Signs in; leaves the page for the provider's when the agent does not just come from there. Rejects when nobody
 * can be reached. `cautious`: looks first whether the provider is there, which takes its time.
 */
export async function signInByRedirect(cautious: boolean): Promise<DeskSession> {
  const config = await loadProvider();
  if (cautious) await reachProvider(config);
  const keycloak = new Keycloak(config);
  const signedIn = await keycloak.init({
    // No `onLoad`: with it keycloak-js would leave the page by itself when a renewal is refused, without a word.
    pkceMethod: 'S256',
    responseMode: 'query',
    redirectUri: home(),
    // The server says when the session is over; a frame that asks every few seconds is not needed.
    checkLoginIframe: false,
  });
  if (!signedIn) {
    keepAddress();
    await keycloak.login({ redirectUri: home(), ...speaking() });
    await leaving();
  }
  const { token = '', tokenParsed, refreshToken = null, idToken = null } = keycloak;
  const tokens = createOidcTokens(
    {
      access: { token, lasts: ((tokenParsed?.exp ?? 0) - (tokenParsed?.iat ?? 0)) * 1000 },
      refresh: refreshToken,
      id: idToken,
    },
    { endpoint: tokenEndpoint(config), clientId: config.clientId },
  );
  const account = text(fields(tokenParsed).preferred_username);
  return {
    current: tokens.current,
    refresh: tokens.refresh,
    ended: tokens.ended,
    account: () => account,
    login: async (again) => {
      keepAddress();
      await keycloak.login({ redirectUri: home(), ...speaking(), ...(again ? { prompt: 'login' } : {}) });
      await leaving();
    },
    logout: async () => {
      const id = tokens.idToken();
      if (id !== null) keycloak.idToken = id;
      await keycloak.logout({ redirectUri: home() });
      await leaving();
    },
  };
}
