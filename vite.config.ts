import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

type Module = { importedIds: readonly string[]; dynamicallyImportedIds: readonly string[] };
type Modules = { getModuleInfo(id: string): Module | null };

const DESK = path.resolve(import.meta.dirname, 'src/main.tsx');
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
    // The entry itself stays: it is what the page names. Of packages only the icons are taken along: what the
    // others need of each other would go round in a circle through this file.
    const ours = /\/src\/|\/lucide-react\//;
    first = new Set(
      [...needed(DESK, modules, false)].filter((id) => id !== DESK && ours.test(id) && !others.has(id)),
    );
  }
  return first.has(module) ? 'first' : null;
}

/**
 * The desk (`/`), the customer's page (`/chat`) and the demo's pages; the server serves them from `dist/web`.
 * The widget is built apart (scripts/lib/widget.mjs).
 */
export default defineConfig({
  plugins: [react()],
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
