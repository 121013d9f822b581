import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Locator, type Page } from '@playwright/test';
import {
  accept,
  askForChat,
  chooseState,
  customerField,
  customerMessages,
  deskMessages,
  leave,
  ownPage,
  signIn,
  write,
} from '../support/people.ts';
import { startServer, type RunningServer } from '../support/server.ts';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

let server: RunningServer;

test.beforeAll(async () => {
  server = await startServer({ wrapupSeconds: 300, ronaSeconds: 120 });
});

test.afterAll(() => server.close());

/** Nothing that axe finds against WCAG 2.2 AA, said by rule and place. */
async function expectNothing(page: Page, where: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(WCAG).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  expect.soft(found, where).toEqual([]);
}

/** Chooses the theme in the desk's settings, whatever the contact centre begins with. */
async function chooseTheme(page: Page, theme: 'light' | 'dark'): Promise<void> {
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('radio', { name: theme === 'light' ? 'Light' : 'Dark' }).check();
  await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
  await expectNothing(page, 'settings');
  await page.getByRole('button', { name: 'Back to the chats' }).click();
}

for (const [colorScheme, username] of [
  ['light', 'agent1'],
  ['dark', 'agent2'],
] as const) {
  test(`every screen of the main job in ${colorScheme}`, async ({ browser }) => {
    const options = { colorScheme, reducedMotion: 'reduce' } as const;
    const desk = await ownPage(browser, options);
    const customer = await ownPage(browser, options);
    await desk.goto(server.url);
    await expect(desk.getByLabel('Username')).toBeVisible();
    await expectNothing(desk, 'sign-in page');
    await signIn(desk, server, username);
    await chooseTheme(desk, colorScheme);
    await expect(desk.getByText('You’re not ready')).toBeVisible();
    await expectNothing(desk, 'desk, not ready');

    await chooseState(desk, 'Ready');
    await customer.goto(`${server.url}/chat?channel=demo-web`);
    await expect(customer.getByLabel('Your name')).toBeVisible();
    await expect(customer.locator('html')).toHaveAttribute('data-theme', colorScheme);
    await expectNothing(customer, 'form before the chat');
    await askForChat(customer, server, { name: 'Jane' });
    await expect(desk.locator('[data-task]')).toBeVisible();
    await expectNothing(desk, 'offer');

    await accept(desk);
    await write(customerField(customer), 'My **router** is dead, see https://example.com');
    await write(desk.locator('[data-composer]'), 'Let us see');
    await expect(deskMessages(desk)).toHaveCount(2);
    await expect(customerMessages(customer)).toHaveCount(2);
    await expectNothing(desk, 'conversation');
    await expectNothing(customer, 'chat');

    await leave(desk);
    await expect(customer.getByText('The chat has ended')).toBeVisible();
    await expectNothing(desk, 'wrap-up');
    await expectNothing(customer, 'chat that has ended');
    await desk.getByRole('button', { name: 'Finish without' }).click();
    await expect(desk.locator('[data-conversation]')).toHaveCount(0);
    await chooseState(desk, 'Not ready');
  });
}

/** Goes on by Tab, as far as a page has stops, until the focus is there. */
async function tabTo(page: Page, target: Locator, key = 'Tab'): Promise<void> {
  await expect(target).toBeVisible();
  for (let stops = 0; stops < 60; stops += 1) {
    if (await target.evaluate((element) => element.matches(':focus'))) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${target.toString()} cannot be reached by ${key}`);
}

test('the main job by the keyboard alone', async ({ browser }) => {
  const desk = await ownPage(browser);
  const customer = await ownPage(browser);
  await desk.goto(server.url);
  await expect(desk.getByLabel('Username')).toBeFocused();
  await desk.keyboard.type('agent3');
  await desk.keyboard.press('Tab');
  await desk.keyboard.type('demo');
  await desk.keyboard.press('Enter');
  await tabTo(desk, desk.locator('#state-menu'));
  await desk.keyboard.press('Enter');
  const ready = desk.getByRole('menuitem', { name: 'Ready', exact: true });
  await expect(ready).toBeFocused();
  await desk.keyboard.press('Enter');
  await expect(desk.locator('#state-menu')).toHaveAttribute('data-state-name', 'READY');

  await customer.goto(`${server.url}/chat?channel=demo-web`);
  await tabTo(customer, customer.getByLabel('Your name'));
  await customer.keyboard.type('Jane');
  await customer.keyboard.press('Enter');
  await expect(customerField(customer)).toBeFocused();
  await customer.keyboard.type('Hello');
  await customer.keyboard.press('Enter');

  await expect(desk.locator('[data-task]')).toBeVisible();
  await desk.keyboard.press('F2');
  await expect(desk.locator('[data-offer="accept"]')).toBeFocused();
  await desk.keyboard.press('Enter');
  await expect(desk.locator('[data-composer]')).toBeFocused();
  await desk.keyboard.type('Good day');
  await desk.keyboard.press('Shift+Enter');
  await desk.keyboard.type('Amina here');
  await desk.keyboard.press('Enter');
  await expect(customerMessages(customer)).toHaveCount(2);
  await expect(customerMessages(customer).last()).toContainText('Amina here');

  await tabTo(desk, desk.getByRole('button', { name: 'Leave', exact: true }), 'Shift+Tab');
  await desk.keyboard.press('Enter');
  await tabTo(desk, desk.getByRole('button', { name: 'End the chat' }));
  await desk.keyboard.press('Enter');
  await tabTo(desk, desk.getByRole('searchbox', { name: 'Search codes' }));
  await desk.keyboard.type('Solved');
  await desk.keyboard.press('Enter');
  await expect(desk.getByRole('option', { name: 'Solved', exact: true })).toHaveAttribute(
    'aria-selected',
    'true',
  );
  await tabTo(desk, desk.getByRole('textbox', { name: 'Note' }));
  await desk.keyboard.type('all well');
  await tabTo(desk, desk.getByRole('button', { name: 'Finish', exact: true }));
  await desk.keyboard.press('Enter');
  await expect(desk.locator('[data-conversation]')).toHaveCount(0);
  await expect(desk.locator('#state-menu')).toHaveAttribute('data-state-name', 'READY');
  await expect(customer.getByText('The chat has ended')).toBeVisible();
});
