/** The cookie that POST /agent/login sets; it carries the access token and is out of reach for scripts. */
export type SignInCookie = {
  /** The token in a `Cookie` header, if there is one. */
  read(header: string | undefined): string | undefined;
  /** `Set-Cookie` for a token that lives `ttlMs`. */
  write(token: string, ttlMs: number): string;
  /** `Set-Cookie` that removes it. */
  clear(): string;
};

/**
 * Cookies do not know ports: the name says which server it is, so that two on one machine do not take each
 * other's.
 */
export function cookieSuffix(publicUrl: string): string {
  const { port } = new URL(publicUrl);
  return port === '' ? '' : `_${port}`;
}

export function createSignInCookie(publicUrl: string): SignInCookie {
  const name = `agent_desk${cookieSuffix(publicUrl)}`;
  const secure = publicUrl.startsWith('https:') ? '; Secure' : '';
  const attributes = `; Path=/; HttpOnly; SameSite=Strict${secure}`;
  return {
    read(header) {
      for (const pair of (header ?? '').split(';')) {
        const at = pair.indexOf('=');
        if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
      }
      return undefined;
    },
    write: (token, ttlMs) => `${name}=${token}; Max-Age=${Math.ceil(ttlMs / 1000)}${attributes}`,
    clear: () => `${name}=; Max-Age=0${attributes}`,
  };
}
