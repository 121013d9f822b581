/**
 * Builds the widget: `widget.js`, a classic script that any page can load, and beside it `widget/`, the modules
 * that it fetches when a chat is opened. They are built apart, so that nothing of the panel slips into the loader.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { root } from './paths.mjs';

/** Puts the widget into `outDir`, beside the pages. */
export async function buildWidget(outDir) {
  const common = {
    root,
    configFile: false,
    logLevel: 'warn',
    // Modules of another origin find each other by where they themselves are.
    base: './',
    publicDir: false,
  };
  const output = {
    outDir,
    emptyOutDir: false,
    reportCompressedSize: false,
    target: 'es2022',
    modulePreload: false,
    copyPublicDir: false,
  };
  await build({
    ...common,
    build: {
      ...output,
      rolldownOptions: {
        input: { panel: join(root, 'src/customer-chat/widget/panel.ts') },
        preserveEntrySignatures: 'strict',
        output: {
          format: 'es',
          entryFileNames: 'widget/[name]-[hash].js',
          chunkFileNames: 'widget/[name]-[hash].js',
        },
      },
    },
  });
  const panel = readdirSync(join(outDir, 'widget')).find((name) => /^panel-.*\.js$/.test(name));
  await build({
    ...common,
    define: { PANEL_FILE: JSON.stringify(`widget/${panel}`) },
    build: {
      ...output,
      rolldownOptions: {
        input: { widget: join(root, 'src/customer-chat/widget/loader.ts') },
        output: { format: 'iife', entryFileNames: '[name].js' },
        // Vite looks there for things to load ahead; a classic script has none.
        transform: { define: { 'import.meta': '{}' } },
      },
    },
  });
}
