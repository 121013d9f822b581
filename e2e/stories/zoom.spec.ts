/**
 * A text four times as large, or a window a quarter as wide (WCAG 1.4.10): a desk of 1280 × 1024 at 200 % has
 * 640 × 512 CSS pixels, at 400 % 320 × 256. Nothing scrolls sideways, and what is needed is reached.
 */
import { expect, type Locator, type Page } from '@playwright/test';
import { AgentDesk } from '../support/agent.ts';
import { CustomerChat } from '../support/customer.ts';
import { serverOfStories, test } from '../support/story.ts';

const ZOOMS = [
  { width: 640, height: 512 },
  { width: 320, height: 256 },
];

const server = serverOfStories({ wrapupSeconds: 300, ronaSeconds: 120 });

/** Looks at a screen at each zoom: what is named is reached there, and nothing stands out at the side. */
async function atEachZoom(
  page: Page,
  where: string,
  reached: (page: Page) => readonly Locator[],
): Promise<void> {
  for (const size of ZOOMS) {
    await page.setViewportSize(size);
    const at = `${where} at ${size.width}`;
    for (const each of reached(page)) {
      // As if it were pressed: it comes into view, and nothing else covers it.
      await each.click({ trial: true });
      await expect(each, at).toBeInViewport({ ratio: 0.9 });
    }
    const sideways = await page.evaluate(() => {
      const root = document.documentElement;
      root.scrollLeft = root.dir === 'rtl' ? -99 : 99;
      return root.scrollLeft !== 0 || root.scrollWidth > window.innerWidth;
    });
    expect(sideways, at).toBe(false);
  }
}

test('the main screens at 200 % and 400 %', async ({ browser }) => {
  const desk = await AgentDesk.signIn(browser, server.url, 'agent1', {
    viewport: { width: 640, height: 512 },
    deviceScaleFactor: 2,
  });
  await desk.expectState('NOT_READY');
  const { page } = desk;

  await test.step('home and the state', async () => {
    await atEachZoom(page, 'home', () => [desk.state, page.locator('#notices')]);
    await desk.goReady();
  });

  await test.step('a conversation: the field and Send', async () => {
    const customer = await CustomerChat.begin(browser, server.url, { name: 'Maria' });
    await customer.paste(`Averylongwordwithoutanyspace${'x'.repeat(200)}`);
    await desk.accept('Maria');
    const field = desk.composer('Maria');
    await field.fill('I will look at it.');
    await atEachZoom(page, 'conversation', () => [
      field,
      page.getByRole('button', { name: 'Send', exact: true }),
    ]);
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await expect(page.getByRole('log').getByText('I will look at it.')).toBeInViewport();
  });

  await test.step('the palette', async () => {
    await page.keyboard.press('Control+k');
    await atEachZoom(page, 'palette', () => [page.getByRole('combobox', { name: 'Find anything' })]);
    await page.keyboard.press('Escape');
  });

  await test.step('without a connection nothing moves', async () => {
    await page.setViewportSize({ width: 320, height: 512 });
    const field = desk.composer('Maria');
    const before = await field.boundingBox();
    await desk.context.setOffline(true);
    await expect(page.locator('[data-link]')).toBeVisible({ timeout: 45_000 });
    expect(await field.boundingBox()).toEqual(before);
    await desk.context.setOffline(false);
    await expect(page.locator('[data-link][data-tone="warn"]')).toBeHidden({ timeout: 15_000 });
  });

  await test.step('the wrap-up', async () => {
    await page.setViewportSize({ width: 640, height: 512 });
    await desk.leave('Maria');
    await atEachZoom(page, 'wrap-up', () => [
      page.getByRole('searchbox', { name: 'Search codes' }),
      page.getByRole('textbox', { name: 'Note' }),
      page.getByRole('button', { name: 'Skip wrap-up' }),
    ]);
  });

  await test.step('the settings', async () => {
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Find anything' }).fill('Settings');
    await page.keyboard.press('Enter');
    await atEachZoom(page, 'settings', () => [page.getByRole('radio', { name: 'Dark' })]);
  });
});
