/**
 * Builds `dist`: the pages and the widget with Vite, compressed copies beside them, the server with esbuild, and
 * a database with its tables. What pages load before they show something has a budget: beyond it the build fails.
 * Everything is made aside and moved into place at the end, so that a failed build leaves the last one
 * standing.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { build as buildWeb } from 'vite';
import { checkBudgets } from './lib/budgets.mjs';
import { MARK, sourceFingerprint } from './lib/fingerprint.mjs';
import { root } from './lib/paths.mjs';
import { bundleServer } from './lib/server-bundle.mjs';
import { buildWidget } from './lib/widget.mjs';

const dist = join(root, 'dist');
const aside = join(dist, `.new-${process.pid}`);
const COMPRESSED = /\.(?:js|css|html|svg|json|txt|webmanifest)$/;
/** Below this a compressed copy saves no packet. */
const WORTH_COMPRESSING = 1_024;

const started = Date.now();
const fingerprint = sourceFingerprint();
mkdirSync(aside, { recursive: true });
try {
  const server = bundleServer(join(aside, 'server'), { admin: 'server/administration/cli.ts' });
  await Promise.all([web(), server, database()]);
  for (const part of ['web', 'server', 'database']) {
    rmSync(join(dist, part), { recursive: true, force: true });
    renameSync(join(aside, part), join(dist, part));
  }
  writeFileSync(MARK, fingerprint);
  console.log(`Built in ${((Date.now() - started) / 1000).toFixed(1)} s`);
} finally {
  rmSync(aside, { recursive: true, force: true });
}
process.exit();

async function web() {
  const outDir = join(aside, 'web');
  await buildWeb({
    root,
    logLevel: 'warn',
    build: { outDir, emptyOutDir: true, reportCompressedSize: false },
  });
  await buildWidget(outDir);
  checkBudgets(outDir);
  const files = readdirSync(outDir, { recursive: true })
    .map((name) => join(outDir, name))
    .filter((path) => COMPRESSED.test(path) && statSync(path).size >= WORTH_COMPRESSING);
  await Promise.all(files.map(compress));
}

/** A database with its tables and nothing in them: a first start copies it instead of creating one. */
async function database() {
  const maker = join(root, 'server/store/make-template.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', maker, join(aside, 'database')], {
    cwd: root,
    stdio: 'inherit',
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error('The database for first starts could not be made.');
}

async function compress(path) {
  const content = readFileSync(path);
  const [br, gz] = await Promise.all([
    promisify(brotliCompress)(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
    promisify(gzip)(content, { level: 9 }),
  ]);
  writeFileSync(`${path}.br`, br);
  writeFileSync(`${path}.gz`, gz);
}
