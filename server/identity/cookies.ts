import { parseCookie, stringifySetCookie } from 'cookie';

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
  return {
    read: (header) => readCookie(header, name),
    write: (token, ttlMs) => writeCookie(publicUrl, name, token, Math.ceil(ttlMs / 1000)),
    clear: () => writeCookie(publicUrl, name, '', 0),
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
  return {
    read(header) {
      const value = readCookie(header, name);
      return value !== undefined && /^[\w-]{22,64}$/.test(value) ? value : null;
    },
    write: (device) => writeCookie(publicUrl, name, device, DEVICE_SECONDS),
  };
}

/** What every cookie of ours has in common. */
function writeCookie(publicUrl: string, name: string, value: string, maxAge: number): string {
  return stringifySetCookie({
    name,
    value,
    maxAge,
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: publicUrl.startsWith('https:'),
  });
}

function readCookie(header: string | undefined, name: string): string | undefined {
  return parseCookie(header ?? '')[name];
}

/** The cookie of programs that speak the Genesys interface, whose name it prescribes. It carries the access token. */
const PROGRAM_COOKIE = 'JSESSIONID';

/** The token in the cookie of a program, if there is one. */
export function readProgramCookie(header: string | undefined): string | undefined {
  return readCookie(header, PROGRAM_COOKIE);
}

/** `Set-Cookie` for a program; it is gone with the program or with its token. */
export function writeProgramCookie(secure: boolean, token: string): string {
  return stringifySetCookie({
    name: PROGRAM_COOKIE,
    value: token,
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure,
  });
}
