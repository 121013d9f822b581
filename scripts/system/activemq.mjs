/** An ActiveMQ for the tests of the Generic Connector: found or installed. The tests start it themselves. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { aptInstall, which } from './run.mjs';

/** Where Debian has it. */
const DEBIAN = '/usr/share/activemq';

/** Resolves with `{path}`, its home, or `{missing}`, the reason. `ACTIVEMQ_HOME` in the environment goes first. */
export async function findActiveMq() {
  const named = process.env.ACTIVEMQ_HOME;
  if (named !== undefined && named !== '') {
    return isHome(named) ? { path: named } : { missing: 'ACTIVEMQ_HOME holds no bin/activemq.jar' };
  }
  if (isHome(DEBIAN) && which('java') !== null) return { path: DEBIAN };
  const refused = await aptInstall(['activemq', 'default-jre-headless']);
  return isHome(DEBIAN) && which('java') !== null
    ? { path: DEBIAN }
    : { missing: refused ?? 'what was installed is not where it is expected' };
}

function isHome(directory) {
  return existsSync(join(directory, 'bin/activemq.jar'));
}
