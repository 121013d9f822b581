/** A Chromium that really starts: what is there, else Playwright's own, else Debian's. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { root } from '../lib/paths.mjs';
import { aptInstall, lastLine, run, which } from './run.mjs';

/** As Debian calls the program and its package. */
const SHELL = 'chromium-headless-shell';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Resolves with `{path}` or `{missing}`, the reason. `CHROMIUM` in the environment goes first. */
export async function findChromium() {
  const named = process.env.CHROMIUM;
  if (named !== undefined && named !== '') {
    const problem = await problemOf(named);
    return problem === null ? { path: named } : { missing: `CHROMIUM does not start: ${problem}` };
  }
  const there = await firstThatStarts([...NAMES.map(which), chromium.executablePath()]);
  if (there !== null) return { path: there };
  await run(process.execPath, [join(root, 'node_modules/@playwright/test/cli.js'), 'install', 'chromium'], {
    timeoutMs: 180_000,
    env: { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000' },
    quiet: true,
  });
  const downloaded = await firstThatStarts([chromium.executablePath()]);
  if (downloaded !== null) return { path: downloaded };
  const refused = await aptInstall(['chromium']);
  const installed = await firstThatStarts(NAMES.map(which));
  return installed === null
    ? { missing: refused ?? 'it was installed but does not start' }
    : { path: installed };
}

/**
 * Chromium without windows: it draws a page with a third less of the processor, and has no notifications. Resolves
 * with `{path}`; with `{}` where there is none, and the whole browser does.
 */
export async function findHeadlessShell() {
  const there = await firstThatStarts([which(SHELL)]);
  if (there !== null) return { path: there };
  await aptInstall([SHELL]);
  const installed = await firstThatStarts([which(SHELL)]);
  return installed === null ? {} : { path: installed };
}

async function firstThatStarts(paths) {
  for (const path of paths) {
    if (path !== null && existsSync(path) && (await problemOf(path)) === null) return path;
  }
  return null;
}

/** Why it cannot be used: a browser without its libraries is there and yet does not start. */
async function problemOf(executablePath) {
  try {
    const browser = await chromium.launch({
      executablePath,
      args: ['--no-sandbox', '--disable-dev-shm-usage'],
      timeout: 30_000,
    });
    await browser.close();
    return null;
  } catch (error) {
    return lastLine(error instanceof Error ? error.message.split('Call log')[0] : String(error));
  }
}
