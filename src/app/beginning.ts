/**
 * What the desk begins with, before it is run itself: the sign-in, its socket, and who is here.
 * All of it takes its time on the way to the server and back, which is the time that running the desk takes.
 */
import { createDeskSocket, type DeskSocket } from '../connection/desk-socket.ts';
import { wasToTakeOver } from './take-over.ts';
import { rememberedLanguage } from '../i18n/remembered.ts';
import { createRest } from '../connection/rest.ts';
import { comesFromProvider, signInByRedirect } from '../session/oidc-session.ts';
import { signInBy, type DeskSession, type WayIn } from '../session/session.ts';

export type Beginning = {
  /** Rejects when nobody can be reached. */
  session: Promise<DeskSession>;
  deskSocket: DeskSocket;
  /** The answer of `GET /agent-manager/me`; null when it has to be asked for again. */
  me: Promise<unknown>;
};

/** In a frame the page around may have the token. What asks it for one is fetched only there. */
const signInByParent: WayIn = async () =>
  window.parent === window ? null : (await import('../embed/sign-in-by-parent.ts')).signInByParent();

/** The ways to a token, in the order in which they are tried. */
const WAYS_IN: readonly WayIn[] = [signInByParent, signInByRedirect];

/** When the sign-in's request is on its way, ms. */
const WAITING_AFTER = 10;

/** The same once more for whoever is signed in: nothing but the socket is new. */
export function beginWith(session: DeskSession): Beginning {
  return { session: Promise.resolve(session), deskSocket: createDeskSocket(), me: Promise.resolve(null) };
}

/**
 * Signs in; leaves the page for the provider's when the agent does not just come from there. `again`: an attempt
 * before this one has failed.
 */
export function begin(again = false): Beginning {
  const session = signInBy(WAYS_IN, again);
  const deskSocket = createDeskSocket();
  // Whoever leaves for the provider needs none of this.
  if (comesFromProvider(window.location.href)) {
    deskSocket.open();
    // A browser's first number takes it longer than all the desk's words; while it waits that costs nothing.
    setTimeout(() => new Intl.NumberFormat(rememberedLanguage() ?? 'en').format(0), WAITING_AFTER);
  }
  const me = session.then((signedIn) => {
    const token = signedIn.current()?.token;
    if (token === undefined) return null;
    deskSocket.signIn(token, wasToTakeOver());
    return createRest(() => Promise.resolve(token)).get('/agent-manager/me');
  });
  return { session, deskSocket, me: me.catch(() => null) };
}
