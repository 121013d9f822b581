/**
 * What the desk begins with, before it is run itself: the sign-in, the line on which it will speak, and who is here.
 * All of it takes its time on the way to the server and back, which is the time that running the desk takes.
 */
import { createLine, type Line } from '../connection/line.ts';
import { createRest } from '../connection/rest.ts';
import { comesFromProvider, signIn, type OidcSession } from './oidc-session.ts';

export type Beginning = {
  /** Rejects when nobody can be reached. */
  session: Promise<OidcSession>;
  line: Line;
  /** The answer of `GET /agent-manager/me`; null when it has to be asked for again. */
  me: Promise<unknown>;
};

async function whoIsHere(session: OidcSession): Promise<unknown> {
  const token = session.current()?.token;
  return token === undefined ? null : createRest(() => Promise.resolve(token)).get('/agent-manager/me');
}

/** Signs in; leaves the page for the provider's when the agent does not just come from there. */
export function begin(): Beginning {
  const session = signIn();
  const line = createLine();
  // Whoever leaves for the provider needs no line.
  if (comesFromProvider(window.location.href)) line.open();
  return { session, line, me: session.then(whoIsHere).catch(() => null) };
}
