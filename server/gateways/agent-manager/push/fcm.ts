/** Messages by Firebase Cloud Messaging (HTTP v1), signed by the service account. Nothing of Firebase runs here. */
import { importPKCS8, SignJWT } from 'jose';
import * as z from 'zod/mini';
import type { ServiceAccount } from '../../../settings/push-settings.ts';
import type { Delivery } from './delivery.ts';

const SCOPE = 'https://www.googleapis.com/auth/firebase.messaging';
const SIGNED_FOR_SECONDS = 3600;
/** How long before its end a token is replaced (ms). */
const EARLY_MS = 60_000;
/** How long Google may take (ms). */
const TIMEOUT_MS = 10_000;
/** Undelivered messages of this kind are of no use later (seconds). */
const TTL_SECONDS = 60;

const tokenAnswer = z.looseObject({ access_token: z.string(), expires_in: z.number() });

/** Sends to tokens; keeps the access token until it runs out. */
export class FcmSender {
  readonly #options: { account: ServiceAccount; url: string };
  #access: { token: string; until: number } | null = null;
  #asking: Promise<string> | null = null;

  constructor(options: { account: ServiceAccount; url: string }) {
    this.#options = options;
  }

  /** Sends a data message. Rejects when Google can't be reached or refuses for another reason than the token. */
  async send(token: string, data: Record<string, string>, now: number): Promise<Delivery> {
    const { account, url } = this.#options;
    const response = await fetch(
      `${url}/v1/projects/${encodeURIComponent(account.projectId)}/messages:send`,
      {
        method: 'POST',
        redirect: 'manual',
        headers: { authorization: `Bearer ${await this.#token(now)}`, 'content-type': 'application/json' },
        body: JSON.stringify({
          message: {
            token,
            data,
            android: { priority: 'HIGH', ttl: `${TTL_SECONDS}s` },
            webpush: { headers: { Urgency: 'high', TTL: String(TTL_SECONDS) } },
          },
        }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      },
    );
    if (response.ok) {
      await response.body?.cancel();
      return 'sent';
    }
    const said = (await response.text()).slice(0, 2_000);
    if (response.status === 404 || said.includes('UNREGISTERED')) return 'gone';
    // A token that Google takes no longer is asked for anew by the next try.
    if (response.status === 401) this.#access = null;
    throw new Error(`FCM answered ${response.status}`);
  }

  /** Several messages at once wait for one token. */
  #token(now: number): Promise<string> {
    if (this.#access !== null && this.#access.until > now) return Promise.resolve(this.#access.token);
    this.#asking ??= this.#ask(now).finally(() => (this.#asking = null));
    return this.#asking;
  }

  async #ask(now: number): Promise<string> {
    const { clientEmail, privateKey, tokenUrl } = this.#options.account;
    const at = Math.floor(now / 1000);
    const assertion = await new SignJWT({ scope: SCOPE })
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT' })
      .setIssuer(clientEmail)
      .setAudience(tokenUrl)
      .setIssuedAt(at)
      .setExpirationTime(at + SIGNED_FOR_SECONDS)
      .sign(await importPKCS8(privateKey, 'RS256'));
    const response = await fetch(tokenUrl, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const answer = tokenAnswer.safeParse(await response.json().catch(() => null));
    if (!response.ok || !answer.success) throw new Error(`The token endpoint answered ${response.status}`);
    this.#access = {
      token: answer.data.access_token,
      until: now + answer.data.expires_in * 1000 - EARLY_MS,
    };
    return this.#access.token;
  }
}
