/** The desk is as narrow as its own place, however wide the window around it is. */
import { expect, type FrameLocator } from '@playwright/test';
import { AgentDesk } from '../support/agent.ts';
import { CustomerChat } from '../support/customer.ts';
import { startServer } from '../support/server.ts';
import { test } from '../support/story.ts';

const HOST = `<!doctype html><html lang="en"><title>Two gadgets</title>
<body style="margin:16px;display:flex;gap:16px;background:#dde">
<iframe name="small" style="inline-size:300px;block-size:820px;border:0" src="/"></iframe>
<iframe name="middle" style="inline-size:600px;block-size:820px;border:0"></iframe></body></html>`;

/** How far a frame's page can be scrolled sideways, CSS px. */
function sideways(frame: FrameLocator): Promise<number> {
  return frame
    .locator('html')
    .evaluate((html) => html.ownerDocument.documentElement.scrollWidth - html.clientWidth);
}

test('in frames of 300 and 600 px, list and conversation take turns and nothing scrolls sideways', async ({
  browser,
  kept,
}, info) => {
  const server = kept(await startServer({ ronaSeconds: 60 }, [], { FRAME_ANCESTORS: 'self' }));
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.route(`${server.url}/gadgets`, (route) =>
    route.fulfill({ contentType: 'text/html', body: HOST }),
  );
  await page.goto(`${server.url}/gadgets`);
  const small = page.frameLocator('iframe[name="small"]');
  await small.getByLabel('Username').fill('agent1');
  await small.getByLabel('Password', { exact: true }).fill('demo');
  await small.getByRole('button', { name: 'Sign in' }).click();
  await small.locator('#state-menu').click({ timeout: 20_000 });
  await small.getByRole('menuitem', { name: 'Ready', exact: true }).click();
  await expect(small.locator('#state-menu')).toHaveAttribute('data-state-name', 'READY');
  await page.locator('iframe[name="middle"]').evaluate((frame) => frame.setAttribute('src', '/'));
  const middle = page.frameLocator('iframe[name="middle"]');
  await expect(middle.locator('#state-menu')).toBeVisible({ timeout: 20_000 });

  const maria = await CustomerChat.begin(browser, server.url, { name: 'Maria' });
  await maria.write('My router blinks red since this morning');
  await small.getByRole('article', { name: 'Offer: Maria' }).getByRole('button', { name: 'Accept' }).click();
  await expect(small.getByRole('textbox', { name: 'Message to Maria' })).toBeVisible();
  await expect(small.locator('#pane-list')).toBeHidden();
  await middle.getByRole('button').filter({ hasText: 'Maria' }).first().click();
  await expect(middle.getByRole('textbox', { name: 'Message to Maria' })).toBeVisible();
  await expect(middle.locator('#pane-list')).toBeHidden();
  await page.screenshot({ path: info.outputPath('conversation.png') });
  for (const frame of [small, middle]) {
    expect(await sideways(frame)).toBe(0);
    await frame.getByRole('button', { name: 'Back to the list' }).click();
    await expect(frame.locator('#pane-list')).toBeVisible();
  }
  await page.screenshot({ path: info.outputPath('list.png') });
  await context.close();
});

test('in a place of 300 px of a wide window it is a narrow desk', async ({ browser, kept }, info) => {
  const server = kept(await startServer({ ronaSeconds: 60 }));
  const desk = await AgentDesk.signIn(browser, server.url, 'agent1');
  await desk.goReady();
  await CustomerChat.begin(browser, server.url, { name: 'Maria' });
  await desk.accept('Maria');
  const list = desk.page.locator('#pane-list');
  await expect(list).toBeVisible();
  const place = desk.page.locator('#desk');
  await place.evaluate((element) => {
    element.style.inlineSize = '300px';
  });
  await expect(list).toBeHidden();
  await expect(desk.composer('Maria')).toBeInViewport({ ratio: 0.9 });
  await desk.page.screenshot({ path: info.outputPath('narrow.png') });
  expect(await place.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
  await desk.page.getByRole('button', { name: 'Back to the list' }).click();
  await expect(list).toBeVisible();
  await place.evaluate((element) => {
    element.style.inlineSize = '';
  });
  await desk.open('Maria');
  await expect(list).toBeVisible();
});
