/** How the server is bundled: by the build, and by the programs that measure it as it will be. */
import { build } from 'esbuild';
import { root } from './paths.mjs';

/**
 * The server's packages are bundled: one file instead of a thousand starts a third faster and needs less
 * memory. These are not: they load files or threads of their own, or only the embedded provider needs them.
 */
const NOT_BUNDLED = [
  '@electric-sql/pglite',
  'oidc-provider',
  'pdfkit',
  'pino',
  'pg-native',
  'bufferutil',
  'utf-8-validate',
];

/**
 * Bundles the server, and the threads that it starts and looks for beside itself, into `outdir`.
 * @param {string} outdir
 * @param {Record<string, string>} entryPoints further programs: name → source, from the project's root
 */
export async function bundleServer(outdir, entryPoints) {
  await build({
    absWorkingDir: root,
    entryPoints: {
      main: 'server/main.ts',
      'pglite-worker': 'server/store/pglite-worker.ts',
      'snapshot-worker': 'server/engine/snapshot-worker.ts',
      ...entryPoints,
    },
    outdir,
    bundle: true,
    splitting: true,
    external: NOT_BUNDLED,
    // Bundled packages in the older module format ask for Node's own modules by `require`.
    banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
    // Node from 21 on has it. Without it `pg` looks whether it runs at Cloudflare, and has Node load all of `fetch`
    // for that: 60 ms of each start.
    define: { navigator: '{"userAgent":"Node.js"}' },
    minifySyntax: true,
    minifyWhitespace: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: true,
    logLevel: 'warning',
  });
}
