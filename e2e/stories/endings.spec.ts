import { expect } from '@playwright/test';
import { AgentDesk } from '../support/agent.ts';
import { CustomerChat } from '../support/customer.ts';
import { serverOfStories, test } from '../support/story.ts';

const server = serverOfStories({ accessTokenSeconds: 20 }, [
  {
    username: 'visitor1',
    password: 'demo',
    firstName: 'Vera',
    lastName: 'Visitor',
    // An agent without a team has no place on the desk.
    roles: ['agent'],
  },
]);

test('five wrong passwords: the sign-in page says that the account is locked, for how long, and what helps', async ({
  browser,
}) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(server.url);
  for (let attempt = 0; attempt < 6; attempt += 1) {
    await page.getByLabel('Username').fill('agent6');
    await page.getByLabel('Password').fill('wrong');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('alert')).toBeVisible();
  }
  await expect(page.getByRole('alert')).toContainText('This account is locked for 5 minutes');
  await expect(page.getByRole('alert')).toContainText('unlocks automatically');
});

test('signed in elsewhere: where, when, and the way back; L-M14: a sign-in that ran out keeps what was written', async ({
  browser,
}) => {
  const first = await AgentDesk.signIn(browser, server.url, 'agent1');
  await first.goReady();
  await CustomerChat.begin(browser, server.url, { name: 'Maria' });
  await first.accept('Maria');
  await first.composer('Maria').fill('half a sentence');

  // Nothing renews the token any more: the provider has forgotten the sign-in.
  await first.page.route('**/protocol/openid-connect/token', (route) =>
    route.fulfill({ status: 400, json: { error: 'invalid_grant' } }),
  );
  await expect(first.end('Your session expired')).toBeVisible({ timeout: 30_000 });
  await expect(first.page.getByText('What you wrote is saved.')).toBeVisible();
  await first.page.unroute('**/protocol/openid-connect/token');
  await first.page.getByRole('button', { name: 'Sign in again' }).click();
  await expect(first.state).toBeVisible({ timeout: 20_000 });
  await first.open('Maria');
  await expect(first.composer('Maria')).toHaveValue('half a sentence');

  const second = await AgentDesk.takeOver(browser, server.url, 'agent1');
  await expect(first.end('You signed in on another device')).toBeVisible();
  await expect(first.page.getByText(/^Chrome on \w+, at \d/)).toBeVisible();
  await first.page.getByRole('button', { name: 'Use here instead' }).click();
  await first.enterPassword('agent1');
  await expect(second.end('You signed in on another device')).toBeVisible();
});

test('an account without a role for the desk is told so, by name, and can let another one sign in', async ({
  browser,
}) => {
  const page = await (await browser.newContext()).newPage();
  await page.goto(server.url);
  await page.getByLabel('Username').fill('visitor1');
  await page.getByLabel('Password').fill('demo');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'This account can’t use the desk' })).toBeVisible();
  await expect(page.getByText('Signed in as visitor1')).toBeVisible();
  await expect(page.getByText('FORBIDDEN')).toBeVisible();
  await page.getByRole('button', { name: 'Use another account' }).click();
  await page.getByLabel('Username').fill('agent5');
  await page.getByLabel('Password').fill('demo');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.locator('#state-menu')).toBeVisible();
});
