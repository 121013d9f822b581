/** As much of a browser as the code flow needs: it keeps cookies and does not follow redirects by itself. */
import { createHash, randomBytes } from 'node:crypto';

export class Browser {
  readonly #cookies = new Map<string, { value: string; path: string }>();

  async get(url: string, headers: Record<string, string> = {}): Promise<Response> {
    return this.#send(url, { headers });
  }

  /** Sends a form as a page of the same origin does. */
  async submit(url: string, fields: Record<string, string>): Promise<Response> {
    const headers = { origin: new URL(url).origin };
    return this.#send(url, { method: 'POST', body: new URLSearchParams(fields), headers });
  }

  /** Follows redirects by hand as long as they stay below `/realms/`; the last answer is not opened. */
  async follow(response: Response): Promise<Response> {
    let current = response;
    for (;;) {
      const target = current.headers.get('location');
      if (target === null) return current;
      const url = new URL(target, current.url);
      if (!url.pathname.startsWith('/realms/')) return current;
      current = await this.get(url.href);
    }
  }

  cookie(name: RegExp): string | undefined {
    return [...this.#cookies].find(([key]) => name.test(key))?.[1].value;
  }

  async #send(
    url: string,
    init: Omit<RequestInit, 'headers'> & { headers: Record<string, string> },
  ): Promise<Response> {
    const { pathname } = new URL(url);
    const cookie = [...this.#cookies]
      .filter(([, { path }]) => pathname.startsWith(path))
      .map(([name, { value }]) => `${name}=${value}`)
      .join('; ');
    const headers = cookie === '' ? init.headers : { ...init.headers, cookie };
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) this.#keep(line);
    return response;
  }

  #keep(line: string): void {
    const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
    const at = pair.indexOf('=');
    const name = pair.slice(0, at);
    const value = pair.slice(at + 1);
    const path = attributes.find((attribute) => /^path=/i.test(attribute))?.slice(5) ?? '/';
    if (value === '' || attributes.some((attribute) => /max-age=0|1970/i.test(attribute)))
      this.#cookies.delete(name);
    else this.#cookies.set(name, { value, path });
  }
}

export type Tokens = { access_token: string; refresh_token: string; id_token: string; expires_in: number };

/** What keycloak-js does: the code flow with PKCE. `issuer` is `<url>/realms/<realm>`. */
export class CodeFlow {
  readonly verifier = randomBytes(32).toString('base64url');
  readonly nonce = randomBytes(8).toString('hex');
  readonly issuer: string;
  readonly client: string;
  readonly redirectUri: string;

  constructor(issuer: string, client: string, redirectUri: string) {
    this.issuer = issuer;
    this.client = client;
    this.redirectUri = redirectUri;
  }

  url(further: Record<string, string> = {}): string {
    const query = new URLSearchParams({
      client_id: this.client,
      redirect_uri: this.redirectUri,
      state: 'a-state',
      response_mode: 'fragment',
      response_type: 'code',
      scope: 'openid',
      nonce: this.nonce,
      code_challenge: createHash('sha256').update(this.verifier).digest('base64url'),
      code_challenge_method: 'S256',
      ...further,
    });
    return `${this.issuer}/protocol/openid-connect/auth?${query.toString()}`;
  }

  /** Parameters of the fragment with which the browser was sent back to the desk. */
  static result(response: Response): URLSearchParams {
    return new URLSearchParams(new URL(response.headers.get('location') ?? '').hash.slice(1));
  }

  async redeem(code: string, verifier = this.verifier): Promise<Response> {
    return this.token({
      grant_type: 'authorization_code',
      code,
      redirect_uri: this.redirectUri,
      code_verifier: verifier,
    });
  }

  async refresh(refreshToken: string): Promise<Response> {
    return this.token({ grant_type: 'refresh_token', refresh_token: refreshToken });
  }

  async token(form: Record<string, string>): Promise<Response> {
    return fetch(`${this.issuer}/protocol/openid-connect/token`, {
      method: 'POST',
      body: new URLSearchParams({ client_id: this.client, ...form }),
    });
  }
}
