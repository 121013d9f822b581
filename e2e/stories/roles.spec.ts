/** Accounts whose place does not exist yet, and addresses that do not exist. */
import { expect } from '@playwright/test';
import { serverOfEachStory, test } from '../support/story.ts';

const server = serverOfEachStory();

for (const [username, title] of [['admin1', 'Administration isn’t available yet']] as const) {
  test(`${username} is told what will be there, and can sign out`, async ({ browser }) => {
    const page = await browser.newPage();
    await page.goto(server.url);
    await page.getByLabel('Username').fill(username);
    await page.getByLabel('Password', { exact: true }).fill('demo');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('heading', { name: title })).toBeVisible();
    await expect(page.getByText(`Signed in as ${username}`)).toBeVisible();
    await expect(page.getByRole('button')).toHaveCount(1);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
    await page.close();
  });
}

test('an address that does not exist says so in the browser’s language, with a way on', async ({
  browser,
}) => {
  const context = await browser.newContext({ locale: 'de-DE' });
  const page = await context.newPage();
  const answer = await page.goto(`${server.url}/chats/17`);
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole('heading', { name: 'Seite nicht gefunden' })).toBeVisible();
  await page.getByRole('link', { name: 'Zum Desk' }).click();
  await expect(page.getByRole('heading', { name: 'Anmelden' })).toBeVisible();
  await context.close();
});
