/** The desk in a frame of a CRM on another site: it is told what happens, and asks for a few things (docs/crm.md). */
import { AxeBuilder } from '@axe-core/playwright';
import { expect } from '@playwright/test';
import { CustomerChat } from '../support/customer.ts';
import { refuseStorage } from '../support/refused-storage.ts';
import { startDemo } from '../support/server.ts';
import { test } from '../support/story.ts';

test('a CRM hears and commands, by messages alone', async ({ browser, kept }, info) => {
  const server = kept(await startDemo());
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await context.addInitScript(refuseStorage);
  const page = await context.newPage();
  await page.goto(`${server.url}/demo/crm`);
  const desk = page.frameLocator('iframe');
  const events = page.getByRole('list', { name: 'What the desk tells' });
  const result = page.locator('#result');
  await expect(page.getByText('Amina is signed in')).toBeVisible({ timeout: 30_000 });
  await expect(events).toContainText('AGENT_LOGIN');

  await page.getByRole('button', { name: 'Go ready' }).click();
  await expect(result).toHaveText('Go ready: done');
  await expect(desk.locator('#state-menu')).toHaveAttribute('data-state-name', 'READY');
  await expect(events.locator('li').first()).toContainText('ready');

  const maria = await CustomerChat.begin(browser, server.url, { name: 'Maria' });
  await maria.write('The shade of my lamp has a crack');
  await expect(page.getByRole('heading', { name: 'Maria' })).toBeVisible();
  await page.getByRole('button', { name: 'Accept the offer' }).click();
  await expect(result).toHaveText('Accept the offer: done');
  await expect(desk.getByText('The shade of my lamp has a crack').first()).toBeVisible();
  await expect(events).toContainText('CHAT_SWITCHING');

  await page.getByRole('button', { name: 'Suggest a reply' }).click();
  const composer = desk.getByRole('textbox', { name: 'Message to Maria' });
  await expect(composer).toHaveValue(/A new shade leaves our workshop/);
  await page.getByRole('button', { name: 'Call 1002' }).click();
  await expect(result).toContainText('PHONE_NOT_CONFIGURED');
  await page.screenshot({ path: info.outputPath('crm.png') });
  const { violations } = await new AxeBuilder({ page }).exclude('iframe').analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);

  await composer.press('Enter');
  await expect(maria.page.getByText('A new shade leaves our workshop')).toBeVisible();
  await expect(desk.locator('#state-menu')).toHaveAttribute('data-state-name', 'READY');

  for (const width of [1024, 400, 320]) {
    await page.setViewportSize({ width, height: 800 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    await page.screenshot({ path: info.outputPath(`crm-${width}.png`) });
  }
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.screenshot({ path: info.outputPath('crm-dark.png') });
});
