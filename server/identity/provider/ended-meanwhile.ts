import type { KoaContextWithOIDC } from 'oidc-provider';
import type { Origins } from '../origins.ts';

/** Long enough for the page in between to send its form on. */
const REMEMBERED_MS = 60_000;

/**
 * Signing out takes two requests, and the sign-in may end between them: the desk's own LOGOUT ends it, or a
 * supervisor, or an administrator. The provider then finds no session and calls the confirmation invalid. The
 * browser is where it wanted to be, so it is led on as if the confirmation had ended the session.
 *
 * The cookie tells that our own page led here, and where the desk wanted to return to. It is `SameSite`, so a form
 * of a foreign page does not carry it.
 */
export type EndedMeanwhile = {
  /** Remembers the way back, after the page in between was made. */
  remember(ctx: KoaContextWithOIDC): void;
  /** Leads on from a confirmation without a session. Whoever is signed in stays signed in. */
  leadOn(ctx: KoaContextWithOIDC): void;
};

/**
 * @param options.name name of the cookie
 * @param options.path path of the realm
 */
export function endedMeanwhile(options: { name: string; path: string; origins: Origins }): EndedMeanwhile {
  const { name, path, origins } = options;
  const attributes = { httpOnly: true, sameSite: 'lax', signed: false, path, overwrite: true } as const;
  return {
    remember(ctx) {
      if (ctx.status !== 200 || ctx.oidc.session?.accountId === undefined) return;
      const wanted = ctx.oidc.params?.post_logout_redirect_uri;
      const back = typeof wanted === 'string' ? wanted : `${origins.own}/`;
      ctx.cookies.set(name, encodeURIComponent(back), { ...attributes, maxAge: REMEMBERED_MS });
    },
    leadOn(ctx) {
      const kept = ctx.cookies.get(name, { signed: false });
      if (kept === undefined) return;
      ctx.cookies.set(name, null, attributes);
      if (ctx.status !== 400 || ctx.oidc.session?.accountId !== undefined) return;
      const back = decoded(kept);
      ctx.redirect(back !== null && origins.mayReturnTo(back) ? back : `${origins.own}/`);
      ctx.status = 303;
    },
  };
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
