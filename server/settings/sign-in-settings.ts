/** How people sign in. */
import { z } from 'zod';
import { address, listOf, orNull, text, wholeNumber } from './setting.ts';
import type { SettingsByName, ValuesOf } from './setting.ts';
import { SettingsError } from './settings-error.ts';

/** A Keycloak realm that signs people in instead of the embedded provider. */
export type OidcSettings = { url: string; realm: string; client: string };

export const SIGN_IN = {
  OIDC_URL: {
    shownDefault: '',
    meaning: 'base address of a Keycloak instead of the embedded provider; needs the next two',
    schema: orNull(address('https:', 'http:')),
    secret: true,
  },
  OIDC_REALM: { shownDefault: '', meaning: 'its realm', schema: text },
  OIDC_CLIENT: { shownDefault: '', meaning: 'its public client (PKCE) for the desk', schema: text },
  REDIRECT_URIS: {
    shownDefault: '',
    meaning:
      'further addresses to which the embedded provider may send people back; `/` of our own and of each exact allowed origin always is one',
    schema: listOf(
      z.string().refine(isWholeAddress, 'whole addresses like https://desk.example.org/agent.html'),
    ),
  },
  SIGN_IN_HOURS: {
    shownDefault: '168',
    meaning: 'how long a sign-in may last in all, however often it is renewed',
    schema: wholeNumber(168, 8_760, 1),
  },
  SIGN_IN_FAILURES: {
    shownDefault: '100',
    meaning:
      'failed sign-ins of one network within five minutes, all accounts together, after which only known places there may try; loopback fifty times as many; `0` is off',
    schema: wholeNumber(100, 1_000_000),
  },
  SIGN_IN_QUEUE: {
    shownDefault: '200',
    meaning: 'password checks that may wait; further ones are refused at once (429)',
    schema: wholeNumber(200, 100_000, 1),
  },
} as const satisfies SettingsByName;

/** What the settings of the sign-in are to the server. */
export type SignInSettings = {
  oidc: OidcSettings | null;
  redirectUris: readonly string[];
  longestSignInMs: number;
  signInFailures: number;
  signInQueue: number;
};

/** @throws SettingsError when only a part of a Keycloak is named */
export function signInSettings(values: ValuesOf<typeof SIGN_IN>): SignInSettings {
  return {
    oidc: oidcOf(values),
    redirectUris: values.REDIRECT_URIS,
    longestSignInMs: values.SIGN_IN_HOURS * 3_600_000,
    signInFailures: values.SIGN_IN_FAILURES,
    signInQueue: values.SIGN_IN_QUEUE,
  };
}

function oidcOf({
  OIDC_URL: url,
  OIDC_REALM: realm,
  OIDC_CLIENT: client,
}: ValuesOf<typeof SIGN_IN>): OidcSettings | null {
  if (url === null && realm === null && client === null) return null;
  if (url === null || realm === null || client === null) {
    throw new SettingsError('OIDC_URL, OIDC_REALM and OIDC_CLIENT must be set together or not at all.');
  }
  return { url: url.replace(/\/+$/, ''), realm, client };
}

function isWholeAddress(word: string): boolean {
  if (!URL.canParse(word)) return false;
  const { protocol, hash, username, href } = new URL(word);
  return /^https?:$/.test(protocol) && hash === '' && username === '' && href === word;
}
