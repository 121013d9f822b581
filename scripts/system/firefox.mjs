/** A Firefox for the stories that are told in a second browser: what is there, else Debian's. */
import { aptInstall, which } from './run.mjs';

/** Resolves with `{path}` or `{missing}`, the reason. `FIREFOX` in the environment goes first. */
export async function findFirefox() {
  const there = process.env.FIREFOX || which('firefox-esr');
  if (there !== null) return { path: there };
  const refused = await aptInstall(['firefox-esr']);
  const installed = which('firefox-esr');
  return installed === null
    ? { missing: refused ?? 'it was installed but is not there' }
    : { path: installed };
}
