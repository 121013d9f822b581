import { expect, type Page } from '@playwright/test';
import { AgentDesk } from '../support/agent.ts';
import { startForeignSite } from '../support/foreign-site.ts';
import { serverOfStories, test, type Keep } from '../support/story.ts';

/** The widget on pages as they really are: single-page sites, odd styles, old libraries, several tabs. */
const server = serverOfStories({ wrapupSeconds: 0, ronaSeconds: 60 });

const dialogOf = (page: Page) => page.getByRole('dialog', { name: 'How can we help?' });

async function startChat(page: Page, name: string): Promise<void> {
  await page.locator('.launcher').click();
  await dialogOf(page).getByLabel('Your name').fill(name);
  await dialogOf(page).getByRole('button', { name: 'Start chat' }).click();
  await expect(dialogOf(page).getByRole('textbox', { name: 'Your message' })).toBeVisible();
}

async function say(page: Page, text: string): Promise<void> {
  await dialogOf(page).getByRole('textbox', { name: 'Your message' }).fill(text);
  await page.keyboard.press('Enter');
}

async function openPage(
  context: { newPage: () => Promise<Page> },
  kept: Keep,
  prepare: () => void = () => undefined,
): Promise<Page> {
  const site = kept(await startForeignSite(server.url));
  const page = await context.newPage();
  await page.addInitScript(prepare);
  await page.goto(site.url);
  await expect(page.locator('.launcher')).toBeVisible();
  return page;
}

test('a single-page site that replaces its body, or its whole document, keeps the chat', async ({
  browser,
  kept,
}) => {
  const page = await openPage(await browser.newContext(), kept);
  await startChat(page, 'Spa');
  await page.evaluate(() => {
    document.body = document.createElement('body');
    document.body.append(document.createElement('main'));
  });
  await expect(dialogOf(page)).toBeVisible();
  await page.evaluate(() => {
    document.querySelector('[data-agent-desk-widget]')?.remove();
  });
  await expect(dialogOf(page)).toBeVisible();
  await expect(page.locator('[data-agent-desk-widget]')).toHaveCount(1);

  // The script once more, as a router does that runs the page's scripts again.
  const src = `${server.url}/widget.js`;
  await page.evaluate(() => {
    const root = document.createElement('html');
    root.append(document.createElement('head'), document.createElement('body'));
    document.replaceChild(root, document.documentElement);
  });
  await page.addScriptTag({ url: src }).catch(() => undefined);
  await page.evaluate(() => {
    window.AgentDeskWidget?.attach();
  });
  await expect(dialogOf(page)).toBeVisible();
  await expect(page.locator('[data-agent-desk-widget]')).toHaveCount(1);
});

for (const style of [
  'transform: translateX(300px)',
  'filter: blur(0)',
  'will-change: transform',
  'perspective: 900px',
  'contain: layout paint',
]) {
  test(`a body with ${style} leaves the chat in its corner`, async ({ browser, kept }) => {
    const page = await openPage(await browser.newContext({ viewport: { width: 1100, height: 760 } }), kept);
    await page.evaluate((css) => {
      document.body.style.cssText = `${css}; height: 3000px`;
    }, style);
    await page.locator('.launcher').click();
    const box = await dialogOf(page).boundingBox();
    expect(box?.x).toBeGreaterThan(600);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(1100);
    expect(box?.y).toBeGreaterThanOrEqual(0);
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(760);
  });
}

test('an old prototype.js on the page does not keep messages from being sent', async ({ browser, kept }) => {
  const amina = await AgentDesk.signIn(browser, server.url, 'agent1');
  await amina.goReady();
  // What version 1.6 does to every page that loads it.
  const page = await openPage(await browser.newContext(), kept, () => {
    const change = (owner: object, name: string, value: unknown): void => {
      Object.defineProperty(owner, name, { value, configurable: true, writable: true });
    };
    change(Array.prototype, 'toJSON', function (this: unknown[]) {
      return `[${this.map((part) => JSON.stringify(part)).join(', ')}]`;
    });
    change(String.prototype, 'toJSON', function (this: string) {
      return `"${this}"`;
    });
    change(Array.prototype, 'reduce', function (this: unknown[]) {
      return this.length > 1 ? this : this[0];
    });
    change(Array, 'from', (list: ArrayLike<unknown>) => [].slice.call(list));
  });
  await startChat(page, 'Proto');
  await say(page, 'Does this arrive?');
  await amina.accept('Proto');
  await expect(amina.message('Does this arrive?')).toHaveCount(1);
  await page.reload();
  await expect(dialogOf(page).getByText('Does this arrive?')).toBeVisible();
});

test('two tabs of one customer are one chat, whichever begins it', async ({ browser, kept }) => {
  const amina = await AgentDesk.signIn(browser, server.url, 'agent1');
  await amina.goReady();
  const context = await browser.newContext();
  const site = kept(await startForeignSite(server.url));
  const [first, second] = [await context.newPage(), await context.newPage()];
  for (const page of [first, second]) {
    await page.goto(site.url);
    await page.locator('.launcher').click();
    await expect(dialogOf(page).getByLabel('Your name')).toBeVisible();
  }
  await dialogOf(second).getByLabel('Your name').fill('Twice');
  await dialogOf(first).getByLabel('Your name').fill('Once');
  await dialogOf(first).getByRole('button', { name: 'Start chat' }).click();
  await expect(dialogOf(second).getByRole('textbox', { name: 'Your message' })).toBeVisible();
  await say(second, 'From the second tab');
  await expect(dialogOf(first).getByText('From the second tab')).toBeVisible();
  await amina.accept('Once');
  await expect(amina.offer('Twice')).toHaveCount(0);
});
