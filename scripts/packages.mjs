/**
 * `npm run packages`: makes the clients for other people's programs, `dist/packages/<name>`, as `npm install <folder>`
 * takes them: one module, its types, no dependency but socket.io-client.
 */
import { cpSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { writeTypes } from './lib/package-types.mjs';
import { root } from './lib/paths.mjs';

const AS_THEY_ARE = ['package.json', 'README.md', 'example.mjs'];

/** Makes all packages below `into`. Resolves with their names. */
export async function makePackages(into) {
  const names = readdirSync(join(root, 'packages'));
  for (const name of names) {
    const aside = join(into, `.${name}`);
    const folder = join(into, name);
    rmSync(aside, { recursive: true, force: true });
    mkdirSync(aside, { recursive: true });
    await build({
      absWorkingDir: root,
      entryPoints: [`packages/${name}/index.ts`],
      outfile: join(aside, 'index.js'),
      bundle: true,
      external: ['socket.io-client'],
      platform: 'neutral',
      mainFields: ['module', 'main'],
      format: 'esm',
      target: 'es2022',
      logLevel: 'warning',
    });
    writeTypes(`packages/${name}/index.ts`, join(aside, 'types'));
    writeFileSync(join(aside, 'index.d.ts'), `export * from './types/packages/${name}/index.js';\n`);
    for (const file of AS_THEY_ARE) cpSync(join(root, 'packages', name, file), join(aside, file));
    cpSync(join(root, 'LICENSE'), join(aside, 'LICENSE'));
    rmSync(folder, { recursive: true, force: true });
    renameSync(aside, folder);
  }
  return names;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const into = join(root, 'dist', 'packages');
  for (const name of await makePackages(into)) console.log(`dist/packages/${name}`);
}
