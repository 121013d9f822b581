import { defineConfig, devices } from '@playwright/test';

/**
 * The stories in a real browser. `npm test` builds first and says by `CHROMIUM` which browser there is; each
 * story starts the servers it needs, on ports of their own.
 */
export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  fullyParallel: false,
  workers: 2,
  timeout: 90_000,
  globalTimeout: 9 * 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: process.env.CI !== undefined,
  // A story that passes only at the second try is reported as flaky.
  retries: process.env.CI !== undefined ? 1 : 0,
  reporter: [
    ['list'],
    ['json', { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ?? '../.cache/playwright.json' }],
  ],
  use: {
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    // Playwright's own ffmpeg is not there with a system browser.
    video: 'off',
  },
  projects: [
    {
      name: 'chromium',
      use: {
        ...devices['Desktop Chrome'],
        launchOptions: {
          ...(process.env.CHROMIUM !== undefined && { executablePath: process.env.CHROMIUM }),
          args: ['--no-sandbox', '--disable-dev-shm-usage'],
        },
      },
    },
  ],
});
