import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './scripts/lib/longest-first.ts';

const ignored = ['node_modules/**', 'dist/**', 'e2e/**'];

/**
 * Files that replace a module or a global object: cometd's adapter for Node makes the process look like a browser.
 * Each of them has a process of its own; all others follow each other in one, because loading the server anew for
 * each would take as long as their tests.
 */
const APART = ['server/engine/broken-core.test.ts', 'server/testing/genesys/*.test.ts'];

const FOLLOWER = { TEST_ENGINE: 'follower' };

export default defineConfig({
  plugins: [react()],
  resolve: {
    // See there.
    alias: [
      {
        find: /^\.{1,2}\/(?:store\/)?start-thread\.ts$/,
        replacement: fileURLToPath(new URL('server/testing/start-thread.ts', import.meta.url)),
      },
    ],
  },
  test: {
    // The stories run at the same time: what hangs is found a little later, what is slow is no defect.
    testTimeout: 40_000,
    hookTimeout: 90_000,
    globalSetup: ['server/testing/schemas-of-run.ts'],
    sequence: { sequencer: LongestFirst },
    // Many tests wait for databases, brokers and processes: with as many at a time as there are cores, half of them would rest.
    maxWorkers: availableParallelism() + 1,
    // The embedded database is compiled anew in each thread, and lives for seconds: the second compiler would not pay.
    execArgv: ['--liftoff-only'],
    projects: [
      {
        extends: true,
        test: {
          name: 'server',
          environment: 'node',
          include: ['{protocol,server,scripts,bench}/**/*.test.ts', 'e2e/finesse/**/*.test.ts'],
          exclude: ['node_modules/**', 'dist/**', ...APART],
          isolate: false,
        },
      },
      {
        extends: true,
        test: { name: 'apart', environment: 'node', include: APART, exclude: ignored },
      },
      {
        extends: true,
        test: {
          // Contract tests of the gateways once more, on a process that does not own the tenant. All of them run so
          // with `TEST_ENGINE=follower npx vitest run --project server server/gateways`.
          name: 'follower',
          environment: 'node',
          include: [
            'server/gateways/agent-manager/{sessions,tabs,main-job,family-desk,desk-elsewhere,help,supervising,steering,floor-watch,told-when-monitored,presence,desk-figures,pull-lists,acting-refused,teams-change}.test.ts',
            'server/gateways/agent-manager/routes/{announcements,supervision-record,supervisor-routes}.test.ts',
            'server/gateways/chat-solution/{basic-day,bots}.test.ts',
            'server/gateways/customer-channel/{chat,resume,presence}.test.ts',
            'server/gateways/customer-channel/connectors/{connectors,outbox}.test.ts',
            'server/testing/second-protocol/second-protocol.test.ts',
          ],
          exclude: ignored,
          env: FOLLOWER,
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'follower apart',
          environment: 'node',
          include: ['server/testing/genesys/{sessions,chat}.test.ts'],
          exclude: ignored,
          env: FOLLOWER,
        },
      },
      {
        extends: true,
        test: {
          // Contract tests of the gateways once more, with a second tenant beside the one that they are about.
          name: 'beside',
          environment: 'node',
          include: [
            'server/gateways/agent-manager/{sessions,tabs,main-job}.test.ts',
            'server/testing/second-protocol/second-protocol.test.ts',
          ],
          exclude: ignored,
          env: { TEST_BESIDE: 'tenant' },
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'desk',
          environment: 'jsdom',
          include: ['{src,packages}/**/*.test.{ts,tsx}'],
          exclude: ignored,
          // See src/testing/setup.ts.
          isolate: false,
          setupFiles: ['src/testing/setup.ts'],
          unstubGlobals: true,
          restoreMocks: true,
        },
      },
    ],
  },
});
