/**
 * `npm start` puts npm and a shell between whoever starts the server and the server. A signal that ends npm
 * ends the shell, too, and then stops: without this, the server would go on with nobody to stop it.
 */
import { readFileSync } from 'node:fs';

/** How often is looked (ms): a restart right after must find the data directory free. */
const LOOK_MS = 100;

/** Calls `gone` once when npm or its shell is no longer there. Does nothing when npm did not start us. */
export function whenNpmIsGone(gone) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const first = parents();
  const timer = setInterval(() => {
    if (parents() === first) return;
    clearInterval(timer);
    gone();
  }, LOOK_MS);
  timer.unref();
}

function parents() {
  return `${process.ppid} ${parentOf(process.ppid)}`;
}

/** Known on Linux; elsewhere our own parent has to do. */
function parentOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may hold anything; the parent is the second field after it.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1];
  } catch {
    return '';
  }
}
