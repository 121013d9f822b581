/** Load balancers, which check the configurations of `deploy` for the tests; none of them is started. */
import { existsSync } from 'node:fs';
import { aptInstall, which } from './run.mjs';

/** Debian puts them where only root looks by itself. */
function programNamed(name) {
  const there = `/usr/sbin/${name}`;
  return which(name) ?? (existsSync(there) ? there : null);
}

/** Resolves with `{path}`, the program, or `{missing}`, the reason. */
async function findProgram(name) {
  const there = programNamed(name);
  if (there !== null) return { path: there };
  const refused = await aptInstall([name]);
  const installed = programNamed(name);
  return installed === null
    ? { missing: refused ?? 'it was installed but is not there' }
    : { path: installed };
}

export const findNginx = () => findProgram('nginx');

export const findHaproxy = () => findProgram('haproxy');
