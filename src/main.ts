/**
 * The desk's entry. It is small on purpose: whoever has to sign in leaves for the provider before the desk itself
 * is run, and whoever comes from there gets the token while it is.
 */
import { comesFromProvider, signIn } from './session/oidc-session.ts';

const returning = comesFromProvider(window.location.href);
const session = signIn();

async function open(): Promise<void> {
  const { openDesk } = await import('./session/open-desk.tsx');
  await openDesk(session);
}

if (returning) void open();
// Else the browser is on its way to the provider; the desk is needed only to say that it can't get there.
else session.then(open, open);
