/** `npm run admin -- …`: builds when a source is newer than the build, then runs the administration command. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isBuilt } from './lib/fingerprint.mjs';
import { root } from './lib/paths.mjs';

if (!isBuilt()) {
  const built = spawnSync(process.execPath, [join(root, 'scripts/build.mjs')], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (built.status !== 0) process.exit(built.status ?? 1);
}
const { main } = await import(pathToFileURL(join(root, 'dist/server/admin.js')).href);
await main();
