import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { fetchDeskAtOnce, firstScreen, neededAtOnce } from './scripts/lib/first-screen.ts';

/**
 * The desk (`/`), the customer's page (`/chat`) and the demo's pages; the server serves them from `dist/web`.
 * The widget is built apart (scripts/lib/widget.mjs).
 */
export default defineConfig({
  // The customer's chat is drawn by preact: what refreshes React's components is not for it.
  plugins: [react({ exclude: [/\/node_modules\//, /\/src\/customer-chat\//] }), fetchDeskAtOnce()],
  build: {
    outDir: 'dist/web',
    manifest: true,
    target: 'es2022',
    // Browsers that run this know `modulepreload`, or do without it.
    modulePreload: {
      polyfill: false,
      resolveDependencies: neededAtOnce,
    },
    rolldownOptions: {
      input: {
        desk: 'index.html',
        chat: 'chat.html',
        demo: 'demo.html',
        shop: 'shop.html',
        crm: 'crm.html',
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
