/**
 * `npm start`: builds when a source is newer than the build, then becomes the server. One process: the build
 * runs in one of its own that is gone before the server starts.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isBuilt } from './lib/fingerprint.mjs';
import { whenNpmIsGone } from './lib/parents.mjs';
import { root } from './lib/paths.mjs';

whenNpmIsGone(() => process.kill(process.pid, 'SIGTERM'));
if (!isBuilt()) {
  console.log('Building …');
  const failed = await build();
  if (failed !== 0) process.exit(failed);
}
const { main } = await import(pathToFileURL(join(root, 'dist/server/main.js')).href);
await main();

/** Resolves with the exit code. A signal that comes meanwhile ends the build and this process. */
function build() {
  const child = spawn(process.execPath, [join(root, 'scripts/build.mjs')], { stdio: 'inherit' });
  const pass = (signal) => child.kill(signal);
  process.once('SIGINT', pass).once('SIGTERM', pass);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      process.off('SIGINT', pass).off('SIGTERM', pass);
      resolve(signal === null ? (code ?? 1) : signal === 'SIGINT' ? 130 : 143);
    });
  });
}
