/** Opening the desk as on a new morning: an empty browser, the sign-in page, the desk. */
import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { agentName, PASSWORD } from '../centre-file.ts';
import { Probe } from './probe.ts';

const web = fileURLToPath(new URL('../../../dist/web/', import.meta.url));

export type Visit = {
  context: BrowserContext;
  page: Page;
  /** From the navigation until the sign-in page can be filled in, ms. */
  signInMs: number;
  /** From Enter in the sign-in page until the desk shows the agent's state, ms. */
  deskMs: number;
  /** JavaScript that was loaded until then, kB of gzip. */
  scriptKb: number;
};

/** Between two keys of somebody who types fast, ms. */
const KEY_MS = 60;

/** Signs the agent in with a browser that has never been there. */
export async function visit(browser: Browser, url: string, agent = 0): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(Probe.script);
  const began = performance.now();
  await page.goto(url, { waitUntil: 'commit' });
  const name = page.getByLabel('Username');
  await name.waitFor();
  const signInMs = performance.now() - began;
  await name.pressSequentially(agentName(agent), { delay: KEY_MS });
  await page.keyboard.press('Tab');
  await page.keyboard.type(PASSWORD, { delay: KEY_MS });
  const there = page.waitForEvent('console', (message) => message.text().startsWith('desk at'));
  const entered = performance.timeOrigin + performance.now();
  await page.keyboard.press('Enter');
  const deskMs = Number((await there).text().split(' ').at(-1)) - entered;
  const probe = new Probe(page);
  const scriptKb = sizeOf(await probe.scripts());
  return { context, page, signInMs, deskMs, scriptKb };
}

/** What these files weigh together as gzip, kB. */
function sizeOf(paths: readonly string[]): number {
  const bytes = paths.map((path) => gzipSync(readFileSync(join(web, path)), { level: 9 }).length);
  return bytes.reduce((sum, size) => sum + size, 0) / 1000;
}
