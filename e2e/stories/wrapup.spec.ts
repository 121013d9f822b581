import { expect } from '@playwright/test';
import { AgentDesk } from '../support/agent.ts';
import { CustomerChat } from '../support/customer.ts';
import { startServer } from '../support/server.ts';
import { serverOfStories, test } from '../support/story.ts';

const server = serverOfStories({ wrapupSeconds: 45, wrapupExtensions: 1, disconnectGraceSeconds: 120 });

/** Five hundred codes in 25 categories. */
const FORM = {
  attributes: [
    {
      categoryOptions: {
        isMultipleChoice: true,
        categories: Array.from({ length: 25 }, (_, category) => ({
          categoryName: `Category ${category + 1}`,
          values: Array.from({ length: 20 }, (__, value) => `Reason ${category * 20 + value + 1}`),
        })),
      },
    },
  ],
};

test('finds codes among five hundred by keys alone, and keeps all of it over a reload and a killed server', async ({
  browser,
}) => {
  const desk = await AgentDesk.signIn(browser, server.url, 'agent1');
  const { page } = desk;
  await page.route('**/unified-admin/forms/**', (route) => route.fulfill({ json: FORM }));
  await desk.goReady();
  await CustomerChat.begin(browser, server.url, { name: 'Cara' });
  await desk.accept('Cara');
  await desk.leave('Cara');
  const search = page.getByRole('searchbox', { name: 'Search codes' });
  const codes = page.getByRole('listbox', { name: 'Codes' });

  await test.step('opens fast and draws only what is seen', async () => {
    await expect(codes.getByRole('option').first()).toHaveAttribute('aria-setsize', '500');
    expect(await page.locator('*').count()).toBeLessThan(1500);
    await codes.evaluate((list) => list.scrollTo(0, list.scrollHeight));
    await expect(codes.getByRole('option', { name: 'Reason 500', exact: true })).toBeVisible();
    expect(await codes.getByRole('option').count()).toBeLessThan(60);
  });

  await test.step('chooses at most five, by keys', async () => {
    await search.focus();
    for (const number of ['487', '12', '33', '256', '301']) {
      await page.keyboard.type(`reason ${number}`);
      await expect(codes.getByRole('option').first()).toHaveAccessibleName(`Reason ${number}`);
      await page.keyboard.press('Enter');
    }
    await expect(page.getByText('Up to 5 codes. Remove one to add another.')).toBeVisible();
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Delete');
    await expect(page.getByRole('button', { name: /^Remove Reason/ })).toHaveCount(4);
  });

  await test.step('keeps codes and note', async () => {
    const kept = page.waitForResponse(
      (response) => response.url().includes('/drafts/wrapup') && response.request().method() === 'PUT',
    );
    await page.getByLabel('Note', { exact: true }).fill('Two years more');
    await kept;
    await page.reload();
    await expect(page.getByLabel('Note', { exact: true })).toHaveValue('Two years more');
    await server.kill();
    await server.start();
    await page.reload();
    await expect(page.getByLabel('Note', { exact: true })).toHaveValue('Two years more');
    await expect(page.getByRole('button', { name: /^Remove Reason/ })).toHaveCount(4);
  });

  await test.step('gets more time as often as it may, and ends by Ctrl+Enter', async () => {
    const before = await desk.wrapupSeconds();
    await page.getByRole('button', { name: 'More time (1 left)' }).click();
    await expect(page.getByText('No more extensions')).toBeVisible();
    expect(await desk.wrapupSeconds()).toBeGreaterThan(before + 20);
    await page.getByLabel('Note', { exact: true }).press('Control+Enter');
    await expect(page.locator('[data-conversation]')).toHaveCount(0);
  });
});

test('a wrap-up that runs out submits what had been entered, and says so', async ({ browser, kept }) => {
  const short = kept(await startServer({ wrapupSeconds: 8, wrapupExtensions: 0 }));
  const desk = await AgentDesk.signIn(browser, short.url, 'agent3');
  await desk.goReady();
  await CustomerChat.begin(browser, short.url, { name: 'Dan' });
  await desk.accept('Dan');
  await CustomerChat.begin(browser, short.url, { name: 'Eva' });
  await desk.accept('Eva');
  await desk.open('Dan');
  await desk.leave('Dan');
  await expect(desk.page.getByText(/\d+ seconds left to wrap up Dan/)).toBeAttached();
  await desk.page.getByLabel('Note', { exact: true }).fill('call back on Monday');
  await desk.open('Eva');
  await expect(desk.row('Dan')).toHaveCount(0, { timeout: 15_000 });
  await desk.page.locator('#notices').click();
  await expect(desk.page.getByText('Wrap-up for Dan saved').first()).toBeVisible();
});
