import { expect } from '@playwright/test';
import { AgentDesk } from '../support/agent.ts';
import { serverOfStories, test } from '../support/story.ts';

const server = serverOfStories();

test('the sign-in page speaks Arabic from right to left, and refuses in it', async ({ browser }) => {
  const context = await browser.newContext({ locale: 'ar', viewport: { width: 320, height: 700 } });
  const page = await context.newPage();
  await page.goto(server.url);
  await page.getByLabel('اسم المستخدم').fill('agent1');
  await page.getByLabel('كلمة المرور').fill('wrong');
  await page.getByRole('button', { name: 'تسجيل الدخول' }).click();
  await expect(page.getByRole('alert')).toHaveText('اسم المستخدم أو كلمة المرور غير صحيحة.');
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
});

test('the password can be looked at and is never sent so; Caps Lock is noticed while it is typed', async ({
  browser,
}) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(server.url);
  const password = page.getByLabel('Password');
  const reveal = page.getByRole('button', { name: 'Show password' });
  await page.getByLabel('Username').fill('agent1');
  await password.fill('Demo');
  await reveal.click();
  await expect(reveal).toHaveAttribute('aria-pressed', 'true');
  await expect(password).toHaveAttribute('type', 'text');

  const hint = page.getByText('Caps Lock is on.');
  await expect(hint).toBeHidden();
  await password.dispatchEvent('keydown', { key: 'D', modifierCapsLock: true });
  await expect(hint).toBeVisible();
  // Leaving the field must not move the button away from under the mouse.
  await reveal.focus();
  await expect(hint).toBeVisible();
  await password.dispatchEvent('keydown', { key: 'd', modifierCapsLock: false });
  await expect(hint).toBeHidden();

  // How the field stands at the moment the form leaves.
  const sentAs = page.evaluate(
    () =>
      new Promise<string | null>((resolve) => {
        document.forms[0]?.addEventListener('submit', (event) => {
          event.preventDefault();
          resolve(document.querySelector('#password')?.getAttribute('type') ?? null);
        });
      }),
  );
  await password.press('Enter');
  expect(await sentAs).toBe('password');
});

test('the sign-in page speaks as the desk did last, whatever the browser says', async ({ browser }) => {
  const desk = await AgentDesk.signIn(browser, server.url, 'agent2');
  await desk.page.getByRole('button', { name: 'Settings' }).first().click();
  await desk.page.getByRole('radio', { name: 'Deutsch' }).click();
  await expect(desk.page.locator('html')).toHaveAttribute('lang', 'de');
  await desk.context.clearCookies();
  await desk.page.reload();
  await expect(desk.page.getByRole('button', { name: 'Anmelden' })).toBeVisible();
  await expect(desk.page.getByLabel('Benutzername')).toBeVisible();
});
