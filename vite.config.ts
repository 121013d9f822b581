import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type HtmlTagDescriptor, type Plugin } from 'vite';

/** The letters that every first screen needs. */
const FIRST_FONT = /inter-latin-wght-normal-[^/]*\.woff2$/;

type Module = { importedIds: readonly string[]; dynamicallyImportedIds: readonly string[] };
type Modules = { getModuleInfo(id: string): Module | null };

const DESK = path.resolve(import.meta.dirname, 'src/session/open-desk.tsx');
const ENTRY = path.resolve(import.meta.dirname, 'src/main.ts');
const OTHERS = ['src/chat/main.ts', 'src/demo/main.ts', 'src/alerts/worker.ts'].map((file) =>
  path.resolve(import.meta.dirname, file),
);

/** What a module needs at once, with itself; `ever`: and what it fetches later. */
function needed(id: string, modules: Modules, ever: boolean, found = new Set<string>()): Set<string> {
  if (found.has(id)) return found;
  found.add(id);
  const module = modules.getModuleInfo(id);
  const next = [...(module?.importedIds ?? []), ...(ever ? (module?.dynamicallyImportedIds ?? []) : [])];
  for (const other of next) needed(other, modules, ever, found);
  return found;
}

let first: Set<string> | undefined;

/**
 * What the desk needs for its first screen, and no other page does, goes into one file: by itself the bundler
 * would cut it into fifty, one for each way in which later parts share it.
 */
function firstScreen(module: string, modules: Modules): string | null {
  if (first === undefined) {
    const others = new Set(OTHERS.flatMap((other) => [...needed(other, modules, true)]));
    for (const id of needed(ENTRY, modules, false)) others.add(id);
    // The page that is opened stays: it is what the entry names. Of packages only the icons are taken along: what
    // the others need of each other would go round in a circle through this file.
    const ours = /\/src\/|\/lucide-react\//;
    first = new Set(
      [...needed(DESK, modules, false)].filter((id) => id !== DESK && ours.test(id) && !others.has(id)),
    );
  }
  return first.has(module) ? 'first' : null;
}

/**
 * The entry asks for the desk only when it runs; its page names what it will need, so that the browser fetches that
 * beside the entry and not after it.
 */
function fetchDeskAtOnce(): Plugin {
  return {
    name: 'fetch-desk-at-once',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { bundle, chunk }) => {
        if (bundle === undefined || chunk?.facadeModuleId !== path.resolve(import.meta.dirname, 'index.html'))
          return [];
        const files = Object.values(bundle);
        const fetched = new Set<string>();
        const known = (file: string) => {
          const found = bundle[file];
          if (found?.type !== 'chunk' || fetched.has(file)) return;
          fetched.add(file);
          found.imports.forEach(known);
        };
        known(chunk.fileName);
        const links: HtmlTagDescriptor[] = [];
        const add = (file: string) => {
          const found = bundle[file];
          if (found?.type !== 'chunk' || fetched.has(file)) return;
          fetched.add(file);
          links.push({
            tag: 'link',
            attrs: { rel: 'modulepreload', crossorigin: true, href: `/${file}` },
            injectTo: 'head',
          });
          for (const style of found.viteMetadata?.importedCss ?? []) {
            links.push({
              tag: 'link',
              attrs: { rel: 'stylesheet', crossorigin: true, href: `/${style}` },
              injectTo: 'head',
            });
          }
          found.imports.forEach(add);
        };
        for (const file of files) {
          if (file.type === 'asset' && FIRST_FONT.test(file.fileName)) {
            const attrs = { rel: 'preload', as: 'font', type: 'font/woff2', crossorigin: true };
            links.push({ tag: 'link', attrs: { ...attrs, href: `/${file.fileName}` }, injectTo: 'head' });
          }
        }
        for (const file of files)
          if (file.type === 'chunk' && file.facadeModuleId === DESK) add(file.fileName);
        return links;
      },
    },
  };
}

/**
 * The desk (`/`), the customer's page (`/chat`) and the demo's pages; the server serves them from `dist/web`.
 * The widget is built apart (scripts/lib/widget.mjs).
 */
export default defineConfig({
  plugins: [react(), fetchDeskAtOnce()],
  build: {
    outDir: 'dist/web',
    manifest: true,
    target: 'es2022',
    rolldownOptions: {
      input: {
        desk: 'index.html',
        chat: 'chat.html',
        demo: 'demo.html',
        shop: 'shop.html',
        sw: 'src/alerts/worker.ts',
      },
      output: {
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [{ name: firstScreen, debugName: 'first' }],
        },
        // A service worker has one address for ever: browsers compare what stands there.
        entryFileNames: (chunk) => (chunk.name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
      },
    },
  },
});
