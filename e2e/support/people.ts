import { expect, type Browser, type BrowserContextOptions, type Locator, type Page } from '@playwright/test';
import type { RunningServer } from './server.ts';

/** A page in a browser of its own, as another person has it: nothing is shared with the others. */
export async function ownPage(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 1600 }, ...options });
  return context.newPage();
}

/** Signs an agent of the demo in, as far as the desk that shows the agent's state. */
export async function signIn(page: Page, server: RunningServer, username: string): Promise<void> {
  await page.goto(server.url);
  await page.getByLabel('Username').fill(username);
  await page.getByLabel('Password').fill('demo');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.locator('#state-menu')).toHaveAttribute('data-state-name', 'NOT_READY');
}

/** Chooses from the menu of the agent's state: `Ready`, or a reason for not being it. */
export async function chooseState(page: Page, words: string): Promise<void> {
  await page.locator('#state-menu').click();
  await page.getByRole('menuitem', { name: words, exact: true }).click();
  await expect(page.locator('#state-menu')).toContainText(words);
}

/** Asks for a chat as a customer of the demo's support does. */
export async function askForChat(
  page: Page,
  server: RunningServer,
  answers: { name: string; reference?: string },
): Promise<void> {
  await page.goto(`${server.url}/chat?channel=demo-web`);
  await page.getByLabel('Your name').fill(answers.name);
  if (answers.reference !== undefined) {
    await page.getByLabel('Order or customer number').fill(answers.reference);
  }
  await page.getByRole('button', { name: 'Start chat' }).click();
  await expect(customerField(page)).toBeVisible();
}

/** Where the customer writes. */
export function customerField(page: Page): Locator {
  return page.getByRole('textbox', { name: 'Your message' });
}

/** Accepts the offer that rings and waits for the conversation. */
export async function accept(page: Page): Promise<void> {
  await page.locator('[data-offer="accept"]:visible').click();
  await expect(page.locator('[data-composer]')).toBeVisible();
}

/** Writes and sends, without waiting for what becomes of it. */
export async function write(field: Locator, text: string): Promise<void> {
  await field.fill(text);
  await field.press('Enter');
}

/** What the messages say, oldest first, on the desk. */
export function deskMessages(page: Page): Locator {
  return page.locator('[data-message] [data-words]');
}

/** What the messages say, oldest first, on the customer's page. */
export function customerMessages(page: Page): Locator {
  return page.getByRole('log').locator('div[dir="auto"]');
}

/** Leaves the open conversation, which ends it for the customer and begins the wrap-up. */
export async function leave(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Leave', exact: true }).click();
  await page.getByRole('button', { name: 'End the chat' }).click();
  await expect(page.getByRole('textbox', { name: 'Note' })).toBeVisible();
}
