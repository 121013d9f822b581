/** Programs that tests start as processes, bundled as the build does it: they start ten times as fast as from source. */
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { sourceFingerprint } from '../../scripts/lib/fingerprint.mjs';
import { root } from '../../scripts/lib/paths.mjs';
import { bundleServer } from '../../scripts/lib/server-bundle.mjs';

const PROGRAMS = {
  main: 'server/main.ts',
  admin: 'server/administration/cli.ts',
  'crash-child': 'server/testing/crash-child.ts',
  'lock-child': 'server/testing/lock-child.ts',
} as const;

/** Below the project, so that packages are found. */
const FOLDER = join(root, '.cache', 'test-programs');

let made: Promise<string> | null = null;

/** The path of a program. All of them are bundled once for what the sources are now. */
export async function program(name: keyof typeof PROGRAMS): Promise<string> {
  made ??= make();
  return join(await made, `${name}.js`);
}

async function make(): Promise<string> {
  const fingerprint = sourceFingerprint();
  const folder = join(FOLDER, fingerprint);
  if (existsSync(folder)) return folder;
  forgetOthers(fingerprint);
  const draft = join(FOLDER, randomUUID());
  mkdirSync(draft, { recursive: true });
  await bundleServer(draft, PROGRAMS);
  try {
    renameSync(draft, folder);
  } catch {
    // Another worker was faster; its programs are the same.
    rmSync(draft, { recursive: true, force: true });
  }
  return folder;
}

/** Throws away what earlier sources were bundled to. Drafts have dashes in their names: another worker makes one now. */
function forgetOthers(fingerprint: string): void {
  const there = existsSync(FOLDER) ? readdirSync(FOLDER) : [];
  for (const name of there) {
    if (name !== fingerprint && !name.includes('-'))
      rmSync(join(FOLDER, name), { recursive: true, force: true });
  }
}
