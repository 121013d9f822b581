import { createRemoteJWKSet } from 'jose';
import type { JWTPayload } from 'jose';
import { z } from 'zod';
import type { PasswordCheck } from './credentials.ts';
import { SignInError } from './errors.ts';
import { AUDIENCE } from './tokens.ts';
import type { Issuer } from './tokens.ts';
import type { WorkQueue } from './work-queue.ts';

/** A real Keycloak instead of the embedded provider. */
export type KeycloakSettings = {
  /** Base address, without `/realms`. */
  url: string;
  realm: string;
  /** The public client of the desk. */
  client: string;
};

const REQUEST_TIMEOUT_MS = 10_000;
/** Clocks of two machines are never quite the same. */
const TOLERANCE_SECONDS = 5;

/** `<url>/realms/<realm>` */
function keycloakIssuer({ url, realm }: KeycloakSettings): string {
  return `${url.replace(/\/+$/, '')}/realms/${encodeURIComponent(realm)}`;
}

/** Whose tokens are accepted, when a real Keycloak signs people in. */
export function trustKeycloak(settings: KeycloakSettings): Issuer {
  const issuer = keycloakIssuer(settings);
  return {
    issuer,
    keys: createRemoteJWKSet(new URL(`${issuer}/protocol/openid-connect/certs`), {
      timeoutDuration: REQUEST_TIMEOUT_MS,
    }),
    accepts: (payload) => isForClient(payload, settings.client),
    toleranceSeconds: TOLERANCE_SECONDS,
  };
}

/**
 * Keycloak names in `aud` the services a token may be shown to (with our realm file: `agent-manager`), and in
 * `azp` the client it was given to. A token that another client got does not count unless it names us.
 */
function isForClient(payload: JWTPayload, client: string): boolean {
  const audience = typeof payload.aud === 'string' ? [payload.aud] : (payload.aud ?? []);
  return payload.azp === client || audience.includes(client) || audience.includes(AUDIENCE);
}

const passwordAnswer = z.object({ refresh_token: z.string().optional() });

/**
 * Checks passwords at Keycloak, with the client's direct access grant; its session is ended at once. `queue` bounds
 * how many questions are open.
 */
export function keycloakPasswords(settings: KeycloakSettings, queue: WorkQueue): PasswordCheck {
  const endpoint = `${keycloakIssuer(settings)}/protocol/openid-connect`;
  const check = async (username: string, password: string): Promise<boolean> => {
    const answer = await post(`${endpoint}/token`, {
      grant_type: 'password',
      client_id: settings.client,
      username,
      password,
    });
    // 400 and 401: the credentials are wrong, or this account or client may not sign in this way.
    if (answer.status === 400 || answer.status === 401) return false;
    if (!answer.ok) throw new SignInError('unavailable');
    const { refresh_token } = passwordAnswer.parse(await answer.json());
    if (refresh_token !== undefined) {
      // Our own token takes over. If this fails, Keycloak ends the idle session by itself.
      await post(`${endpoint}/logout`, { client_id: settings.client, refresh_token }).catch(() => {});
    }
    return true;
  };
  return async (username, password, _user, work) =>
    (await queue.run(work, () => check(username, password))) === true;
}

async function post(address: string, form: Record<string, string>): Promise<Response> {
  try {
    return await fetch(address, {
      method: 'POST',
      body: new URLSearchParams(form),
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
    });
  } catch {
    throw new SignInError('unavailable');
  }
}
