import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The desk (`/`) and the customer's page (`/chat`); the server serves both from `dist/web`. */
export default defineConfig({
  plugins: [react()],
  build: {
    outDir: 'dist/web',
    manifest: true,
    target: 'es2022',
    rolldownOptions: {
      input: { desk: 'index.html', chat: 'chat.html', sw: 'src/alerts/worker.ts' },
      output: {
        // A service worker has one address for ever: browsers compare what stands there.
        entryFileNames: (chunk) => (chunk.name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
      },
    },
  },
});
