import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Transferable } from 'node:worker_threads';

/**
 * Starts a module as a thread. `module` is the URL of its TypeScript source. Compiled, it is JavaScript of the same
 * name beside the caller; from source it needs a loader.
 */
export function startThread(module: URL, workerData: unknown, transferList: Transferable[] = []): Worker {
  const compiled = new URL(module.href.replace(/\.ts$/, '.js'));
  if (existsSync(fileURLToPath(compiled))) {
    return new Worker(compiled, { workerData, transferList, execArgv: [] });
  }
  const loader = import.meta.resolve('tsx/esm/api');
  // Node 20 does not apply a loader given by `--import` to the first module of a thread.
  const bootstrap = `import(${JSON.stringify(loader)}).then(({ register }) => {
    register();
    return import(${JSON.stringify(module.href)});
  })`;
  return new Worker(bootstrap, { eval: true, workerData, transferList, execArgv: [] });
}
