import type { JWTPayload } from 'jose';
import { trustKeycloak } from './keycloak.ts';
import type { KeycloakSettings } from './keycloak.ts';
import { realmPath } from './provider/configuration.ts';
import type { SigningKeys } from './signing-keys.ts';
import { AUDIENCE } from './tokens.ts';
import type { Issuer } from './tokens.ts';

/** Whose tokens this tenant accepts: its own of POST /agent/login, and those of one OpenID provider. */
export function trustedIssuers(options: {
  tenant: string;
  realm: string;
  /** Client of the embedded provider. */
  client: string;
  own: string;
  loginIssuer: string;
  keys: SigningKeys;
  keycloak: KeycloakSettings | null;
}): Issuer[] {
  const forUs = ({ aud, tenant }: JWTPayload) =>
    tenant === options.tenant && (Array.isArray(aud) ? aud : [aud]).includes(AUDIENCE);
  const ours = { keys: options.keys.publicKeys, toleranceSeconds: 0 };
  const login: Issuer = { ...ours, issuer: options.loginIssuer, accepts: forUs };
  if (options.keycloak !== null) return [login, trustKeycloak(options.keycloak)];
  const embedded: Issuer = {
    ...ours,
    issuer: `${options.own}${realmPath(options.realm)}`,
    accepts: (payload) => forUs(payload) && payload.azp === options.client,
  };
  return [login, embedded];
}
