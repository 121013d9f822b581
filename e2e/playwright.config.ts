import { availableParallelism } from 'node:os';
import { defineConfig, devices, type Project } from '@playwright/test';

/** Stories that a second browser tells as well; the others are told in Chromium alone. */
const SMOKE = /smoke\.spec\.ts$/;

/** Stories for which Chromium without windows is not enough. */
const WHOLE_BROWSER = /@whole-browser/;

function chromium(name: string, executablePath: string | undefined): Project {
  return {
    name,
    use: {
      ...devices['Desktop Chrome'],
      // Rings that empty and dots that dance would cost the processor that the stories need.
      contextOptions: { reducedMotion: 'reduce' },
      launchOptions: {
        ...(executablePath !== undefined && { executablePath }),
        args: [
          '--no-sandbox',
          '--disable-dev-shm-usage',
          '--disable-gpu',
          '--disable-software-rasterizer',
          // A page lives for seconds: what its optimizing compiler costs never pays.
          '--js-flags=--no-opt',
        ],
      },
    },
  };
}

/**
 * Debian's own Firefox, by WebDriver BiDi: Playwright's types do not name that channel yet, and the emulations
 * that BiDi does not have must be left alone.
 */
function firefox(executablePath: string): Project {
  return {
    name: 'firefox',
    testMatch: SMOKE,
    use: {
      browserName: 'firefox',
      channel: 'moz-firefox',
      launchOptions: { executablePath },
      colorScheme: null,
      contextOptions: { reducedMotion: null, forcedColors: null, contrast: null },
    },
  };
}

/**
 * The stories in a real browser. `npm test` builds first and says by `CHROMIUM`, `CHROMIUM_SHELL` and `FIREFOX` which
 * browsers there are; each story starts the servers it needs, on ports of their own.
 */
export default defineConfig({
  testDir: '.',
  // What stands in for other systems has tests of its own, which Vitest runs.
  testMatch: '**/*.spec.ts',
  outputDir: '../test-results',
  fullyParallel: false,
  // Each has browsers and servers of its own, and waits half of its time: for pages, pauses, and what runs out.
  workers: Math.max(3, availableParallelism() - 1),
  timeout: 90_000,
  // Twice what it takes on two cores: a slower machine is no defect, a story that hangs is.
  globalTimeout: 35 * 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: process.env.CI !== undefined,
  // A story that passes only at the second try is reported as flaky.
  retries: process.env.CI !== undefined ? 1 : 0,
  reporter: [
    ['list'],
    ['json', { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ?? '../.cache/playwright.json' }],
  ],
  use: {
    // Recording every step would cost a quarter of the processor: it is done when something is told a second time.
    trace: 'on-first-retry',
    screenshot: 'only-on-failure',
    // Playwright's own ffmpeg is not there with a system browser.
    video: 'off',
  },
  projects: [
    {
      ...chromium('chromium', process.env.CHROMIUM_SHELL ?? process.env.CHROMIUM),
      testIgnore: SMOKE,
      grepInvert: WHOLE_BROWSER,
    },
    { ...chromium('whole', process.env.CHROMIUM), testIgnore: SMOKE, grep: WHOLE_BROWSER },
    ...(process.env.FIREFOX === undefined ? [] : [firefox(process.env.FIREFOX)]),
  ],
});
