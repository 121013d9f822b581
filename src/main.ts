/**
 * The desk's entry. It is small on purpose: whoever has to sign in leaves for the provider before the desk itself
 * is run; it is run when there is somebody to work at it, or to say that the provider can't be reached. Whoever comes
 * from the provider works at it: then it is run while the provider looks for the token.
 */
import { begin } from './app/beginning.ts';
import { comesFromProvider } from './session/oidc-session.ts';

const comes = comesFromProvider(window.location.href);
const beginning = begin();

async function open(): Promise<void> {
  const { openDesk } = await import('./app/open-desk.tsx');
  await openDesk(beginning);
}

if (comes) void open();
else beginning.session.then(open, open);
