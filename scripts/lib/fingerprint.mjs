/**
 * Tells whether `dist` was built from what stands in the repository now: by path, size and time of every file
 * that goes into the build. Some hundred `stat` calls, a few milliseconds.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';

const FOLDERS = ['server', 'protocol', 'packages', 'src', 'public'];
const FILES = [
  'index.html',
  'chat.html',
  'demo.html',
  'shop.html',
  'crm.html',
  'vite.config.ts',
  'package-lock.json',
  'scripts/build.mjs',
  'scripts/lib/server-bundle.mjs',
  'scripts/lib/widget.mjs',
  'scripts/lib/budgets.mjs',
  'scripts/lib/first-screen.ts',
];
const NOT_BUILT = /\.test\.tsx?$|\.md$/;

/** Written by the build when everything else stands. */
export const MARK = join(root, 'dist', 'built');

/** A text that changes when any source changes, comes or goes. */
export function sourceFingerprint() {
  const hash = createHash('sha256');
  const add = (path) => {
    const found = statSync(join(root, path), { throwIfNoEntry: false });
    if (found?.isFile()) hash.update(`${path} ${found.size} ${found.mtimeMs}\n`);
  };
  for (const folder of FOLDERS) {
    const found = statSync(join(root, folder), { throwIfNoEntry: false });
    if (!found?.isDirectory()) continue;
    for (const name of readdirSync(join(root, folder), { recursive: true }).sort()) {
      if (!NOT_BUILT.test(name)) add(join(folder, name));
    }
  }
  FILES.forEach(add);
  return hash.digest('hex');
}

/** Whether `dist` is what a build would make now. */
export function isBuilt() {
  try {
    return readFileSync(MARK, 'utf8') === sourceFingerprint();
  } catch {
    return false;
  }
}
