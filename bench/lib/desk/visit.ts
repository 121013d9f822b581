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
  /** From the click on "Sign in" until the desk shows the agent's state, ms. */
  deskMs: number;
  /** JavaScript that was loaded until then, kB of gzip. */
  scriptKb: number;
};

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
  await name.fill(agentName(agent));
  await page.getByLabel('Password').fill(PASSWORD);
  const clicked = performance.timeOrigin + performance.now();
  await page.getByRole('button', { name: 'Sign in' }).click({ noWaitAfter: true });
  await page.locator('#state-menu[data-state-name]').waitFor();
  const probe = new Probe(page);
  const deskMs = ((await probe.deskAt()) ?? NaN) - clicked;
  const scriptKb = sizeOf(await probe.scripts());
  return { context, page, signInMs, deskMs, scriptKb };
}

/** What these files weigh together as gzip, kB. */
function sizeOf(paths: readonly string[]): number {
  const bytes = paths.map((path) => gzipSync(readFileSync(join(web, path)), { level: 9 }).length);
  return bytes.reduce((sum, size) => sum + size, 0) / 1000;
}
