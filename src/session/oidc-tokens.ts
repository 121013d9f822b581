/**
 * The tokens of a sign-in, renewed at the provider's token endpoint. Not by keycloak-js: its `updateToken` throws the
 * refresh token away at any answer 400, so that a provider with a passing fault would end the sign-in. Only the
 * provider's own word `invalid_grant` (RFC 6749 §5.2) ends it here.
 */
import { fields, number, text, textOrNull } from '../base/fields.ts';
import type { Token, TokenSource } from './token-keeper.ts';

/** How long the provider may take to answer, ms. */
const ANSWER_WITHIN = 15_000;
/** How long a token lasts of which the provider does not say it, ms. */
const LASTS_AT_LEAST = 60_000;

type Tokens = { access: Token; refresh: string | null; id: string | null };

export type OidcTokens = TokenSource & {
  /** Names the sign-in when it is to be ended; null when the provider gave none. */
  idToken: () => string | null;
};

/** The tokens in the provider's answer; null when there is no access token in it. */
function readTokens(answer: unknown, before: Tokens): Tokens | null {
  const wire = fields(answer);
  const token = text(wire.access_token);
  if (token === '') return null;
  const seconds = number(wire.expires_in);
  return {
    access: { token, lasts: seconds === null ? LASTS_AT_LEAST : seconds * 1000 },
    // A provider that does not replace it lets it be used again.
    refresh: textOrNull(wire.refresh_token) ?? before.refresh,
    id: textOrNull(wire.id_token) ?? before.id,
  };
}

/** Whether the provider says that this sign-in is over, and not that something else is wrong. */
async function endsSignIn(response: Response): Promise<boolean> {
  if (response.status !== 400 && response.status !== 401) return false;
  const answer: unknown = await response.json().catch(() => null);
  return text(fields(answer).error) === 'invalid_grant';
}

/** Keeps `first` and renews them at `endpoint`. */
export function createOidcTokens(
  first: Tokens,
  { endpoint, clientId }: { endpoint: string; clientId: string },
): OidcTokens {
  let tokens: Tokens | null = first;
  return {
    current: () => tokens?.access ?? null,
    ended: () => tokens?.refresh == null,
    idToken: () => tokens?.id ?? first.id,
    refresh: async () => {
      const before = tokens;
      if (before?.refresh == null) throw new Error('This sign-in cannot be renewed.');
      const response = await fetch(endpoint, {
        method: 'POST',
        headers: { Accept: 'application/json' },
        body: new URLSearchParams({
          grant_type: 'refresh_token',
          refresh_token: before.refresh,
          client_id: clientId,
        }),
        signal: AbortSignal.timeout(ANSWER_WITHIN),
      });
      if (!response.ok) {
        if (await endsSignIn(response)) tokens = null;
        throw new Error(`The provider answered ${response.status}.`);
      }
      const renewed = readTokens(await response.json(), before);
      if (renewed === null) throw new Error('The provider gave no token.');
      tokens = renewed;
    },
  };
}
