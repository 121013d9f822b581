import type { Provider } from 'oidc-provider';

/**
 * Keycloak's refresh tokens are JWTs, and keycloak-js reads them; the provider's are opaque. So the value
 * travels inside the shape of an unsigned JWT. Nobody trusts that shape: the value inside is what counts.
 */
function wrapRefreshToken(value: string, lifetimeSeconds: number): string {
  const now = Math.floor(Date.now() / 1000);
  const part = (content: object) => Buffer.from(JSON.stringify(content)).toString('base64url');
  const header = part({ alg: 'none', typ: 'JWT' });
  return `${header}.${part({ typ: 'Refresh', jti: value, iat: now, exp: now + lifetimeSeconds })}.none`;
}

/** The value inside; what is not of that shape is returned as it is. */
function unwrapRefreshToken(token: string): string {
  const [, payload, signature] = token.split('.');
  if (payload === undefined || signature !== 'none') return token;
  try {
    const content: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
    if (
      typeof content === 'object' &&
      content !== null &&
      'jti' in content &&
      typeof content.jti === 'string'
    ) {
      return content.jti;
    }
  } catch {
    // Not ours: the provider will refuse it.
  }
  return token;
}

/** Wraps the refresh token of a token response, and adds what Keycloak says about it. */
export function presentLikeKeycloak(ctx: { body?: unknown }, lifetimeSeconds: number): void {
  const body: unknown = ctx.body;
  if (typeof body !== 'object' || body === null || !('refresh_token' in body)) return;
  if (typeof body.refresh_token !== 'string') return;
  ctx.body = {
    ...body,
    refresh_token: wrapRefreshToken(body.refresh_token, lifetimeSeconds),
    refresh_expires_in: lifetimeSeconds,
    'not-before-policy': 0,
  };
}

/** Lets clients show refresh tokens in the shape they got them in. */
export function acceptWrappedTokens({ RefreshToken }: Provider): void {
  const find = RefreshToken.find.bind(RefreshToken);
  const findWrapped = (token: string, options?: object) => find(unwrapRefreshToken(token), options);
  RefreshToken.find = findWrapped as typeof RefreshToken.find;
}
