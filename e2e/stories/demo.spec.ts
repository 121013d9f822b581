import { expect } from '@playwright/test';
import { startDemo } from '../support/server.ts';
import { test } from '../support/story.ts';

test('whoever opens /demo sees the main job: signed in, ready, a customer who writes, an answer', async ({
  browser,
  kept,
}, info) => {
  const server = kept(await startDemo());
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  expect(server.log()).toContain(`${server.url}/demo`);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  await page.goto(`${server.url}/demo`);
  const desk = page.frameLocator('#pane-desk iframe');
  const shop = page.frameLocator('#pane-shop iframe');
  await expect(desk.locator('#state-menu')).toHaveAttribute('data-state-name', 'READY');
  await page.getByRole('button', { name: 'Send Maria’s message' }).click();

  const offer = desk.getByRole('article', { name: 'Offer: Maria Lopez' });
  await expect(offer).toContainText('The shade of my Skog lamp');
  await expect(page.locator('.step').filter({ hasText: 'Accept the offer on the desk' })).toHaveAttribute(
    'aria-current',
    'step',
  );
  await offer.getByRole('button', { name: 'Accept' }).click();
  await expect(desk.locator('[data-message]').filter({ hasText: 'Skog lamp' })).toBeVisible();
  await desk.locator('[data-composer]').fill('A new one leaves today.');
  await desk.locator('[data-composer]').press('Enter');
  await expect(shop.getByText('A new one leaves today.')).toBeVisible();
  await expect(page.locator('.step').filter({ hasText: 'Chat from both sides' })).toHaveAttribute(
    'aria-current',
    'step',
  );

  await test.step('the same desk stands in the picture of a Finesse desktop', async () => {
    const toggle = page.getByRole('button', { name: 'Inside Finesse' });
    await toggle.click();
    await expect(page.getByText('Finesse desktop')).toBeVisible();
    await expect(desk.locator('[data-message]').filter({ hasText: 'Skog lamp' })).toBeVisible();
    await page.screenshot({ path: info.outputPath('inside-finesse.png') });
    await toggle.click();
    await expect(page.getByText('Finesse desktop')).toBeHidden();
  });

  await test.step('in a narrow window one at a time, by tabs', async () => {
    await page.setViewportSize({ width: 600, height: 800 });
    await page.getByRole('tab', { name: 'Customer' }).click();
    await expect(shop.getByText('A new one leaves today.')).toBeVisible();
    await expect(desk.locator('[data-composer]')).toBeHidden();
    await page.keyboard.press('ArrowLeft');
    await expect(page.getByRole('tab', { name: 'Agent' })).toBeFocused();
    await expect(desk.locator('[data-composer]')).toBeVisible();
  });
  expect(errors).toEqual([]);
});
