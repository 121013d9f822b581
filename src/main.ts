/**
 * The desk's entry. It is small on purpose: whoever has to sign in leaves for the provider before the desk itself
 * is run; it is run when there is somebody to work at it, or to say that the provider can't be reached.
 */
import { begin } from './app/beginning.ts';

const beginning = begin();

async function open(): Promise<void> {
  const { openDesk } = await import('./app/open-desk.tsx');
  await openDesk(beginning);
}

beginning.session.then(open, open);
