/**
 * Stands in for `server/store/start-thread.ts` in tests (vitest.config.ts): there a thread that starts from source loads
 * a compiler first, which takes longer than most of what the thread is started for.
 */
import { mkdirSync, renameSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Transferable } from 'node:worker_threads';
import { buildSync } from 'esbuild';
import { root } from '../../scripts/lib/paths.mjs';

/** Below the project, so that packages are found. */
const FOLDER = join(root, '.cache', 'test-threads');

/** What this process has bundled, by source. */
const bundles = new Map<string, string>();

/** Starts a module as a thread, bundled once in this process. */
export function startThread(module: URL, workerData: unknown, transferList: Transferable[] = []): Worker {
  return new Worker(bundleOf(fileURLToPath(module)), { workerData, transferList, execArgv: [] });
}

function bundleOf(source: string): string {
  const known = bundles.get(source);
  if (known !== undefined) return known;
  mkdirSync(FOLDER, { recursive: true });
  const name = `${basename(source, '.ts')}.mjs`;
  const draft = join(FOLDER, `${process.pid}-${name}`);
  buildSync({
    entryPoints: [source],
    outfile: draft,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  // Another process may be loading its own at this moment, which is the same.
  const bundle = join(FOLDER, name);
  renameSync(draft, bundle);
  bundles.set(source, bundle);
  return bundle;
}
