/** Firefox is a bonus: used where it is, never installed. */
import { which } from './run.mjs';

/** Resolves with `{path}` or `{missing}`, the reason. */
export function findFirefox() {
  const path = process.env.FIREFOX || which('firefox-esr');
  return Promise.resolve(path === null ? { missing: 'optional; firefox-esr is not installed' } : { path });
}
