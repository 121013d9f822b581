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
    read: (header) => readCookie(header, name),
    write: (token, ttlMs) => `${name}=${token}; Max-Age=${Math.ceil(ttlMs / 1000)}${attributes}`,
    clear: () => `${name}=; Max-Age=0${attributes}`,
  };
}

/** The cookie by which a browser is known again where somebody has signed in before (`known-places.ts`). */
export type DeviceCookie = {
  /** The device's secret in a `Cookie` header; null: an unknown browser. */
  read(header: string | undefined): string | null;
  /** `Set-Cookie` for a device. */
  write(device: string): string;
};

const DEVICE_SECONDS = 90 * 86_400;

export function createDeviceCookie(publicUrl: string): DeviceCookie {
  const name = `agent_desk_device${cookieSuffix(publicUrl)}`;
  const secure = publicUrl.startsWith('https:') ? '; Secure' : '';
  return {
    read(header) {
      const value = readCookie(header, name);
      return value !== undefined && /^[\w-]{22,64}$/.test(value) ? value : null;
    },
    write: (device) =>
      `${name}=${device}; Max-Age=${DEVICE_SECONDS}; Path=/; HttpOnly; SameSite=Strict${secure}`,
  };
}

function readCookie(header: string | undefined, name: string): string | undefined {
  for (const pair of (header ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return undefined;
}
