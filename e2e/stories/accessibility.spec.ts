import { expect, type Locator, type Page } from '@playwright/test';
import { AgentDesk } from '../support/agent.ts';
import { axeOn } from '../support/barriers.ts';
import { CustomerChat } from '../support/customer.ts';
import { serverOfStories, test } from '../support/story.ts';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** As much as possible in view at once, for both. */
const viewport = { width: 1280, height: 1600 };

const server = serverOfStories({ wrapupSeconds: 300, ronaSeconds: 120 });

/** Nothing that axe finds against WCAG 2.2 AA, said by rule and place. */
async function expectNothing(page: Page, where: string): Promise<void> {
  const { violations } = await axeOn(page)
    .options({
      runOnly: { type: 'tag', values: WCAG },
      rules: { 'label-content-name-mismatch': { enabled: true } },
    })
    .analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  expect.soft(found, where).toEqual([]);
}

/** Chooses the theme in the desk's settings, whatever the contact centre begins with. */
async function chooseTheme(page: Page, theme: 'light' | 'dark'): Promise<void> {
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('radio', { name: theme === 'light' ? 'Light' : 'Dark' }).check();
  await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
  await expectNothing(page, 'settings');
  await page.getByRole('button', { name: 'Back to chats' }).click();
}

for (const [colorScheme, username] of [
  ['light', 'agent1'],
  ['dark', 'agent2'],
] as const) {
  test(`every screen of the main job in ${colorScheme}`, async ({ browser }) => {
    const options = { viewport, colorScheme, reducedMotion: 'reduce' } as const;
    const desk = await AgentDesk.blank(browser, options);
    const customer = await CustomerChat.blank(browser, options);
    await desk.page.goto(server.url);
    await expect(desk.page.getByLabel('Username')).toBeVisible();
    await expectNothing(desk.page, 'sign-in page');
    await desk.enterPassword(username);
    await desk.expectState('NOT_READY');
    await chooseTheme(desk.page, colorScheme);
    await expect(desk.page.getByText('You’re not ready')).toBeVisible();
    await expectNothing(desk.page, 'desk, not ready');

    await desk.goReady();
    await customer.visit(server.url);
    await expect(customer.page.getByLabel('Your name')).toBeVisible();
    await expect(customer.page.locator('html')).toHaveAttribute('data-theme', colorScheme);
    await expectNothing(customer.page, 'form before the chat');
    await customer.start({ name: 'Jane' });
    await expect(desk.offers).toBeVisible();
    await expectNothing(desk.page, 'offer');

    await desk.accept('Jane');
    await customer.paste('My **router** is dead, see https://example.com');
    await desk.paste('Jane', 'Let us see');
    await expect(desk.words).toHaveCount(2);
    await expect(customer.words).toHaveCount(2);
    await expectNothing(desk.page, 'conversation');
    await expectNothing(customer.page, 'chat');

    await desk.leave('Jane');
    await customer.expectEnded();
    await expectNothing(desk.page, 'wrap-up');
    await expectNothing(customer.page, 'chat that has ended');
    await desk.skipWrapup();
    await expect(desk.page.locator('[data-conversation]')).toHaveCount(0);
    await desk.choose('Not ready');
    await expect(desk.state).toContainText('Not ready');
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
  const agent = await AgentDesk.blank(browser, { viewport });
  const chat = await CustomerChat.blank(browser, { viewport });
  const { page: desk } = agent;
  const { page: customer } = chat;
  await desk.goto(server.url);
  await expect(desk.getByLabel('Username')).toBeFocused();
  await desk.keyboard.type('agent3');
  await desk.keyboard.press('Tab');
  await desk.keyboard.type('demo');
  await desk.keyboard.press('Enter');
  await tabTo(desk, agent.state);
  await desk.keyboard.press('Enter');
  const ready = desk.getByRole('menuitem', { name: 'Ready', exact: true });
  await expect(ready).toBeFocused();
  await desk.keyboard.press('Enter');
  await agent.expectState('READY');

  await chat.visit(server.url);
  await tabTo(customer, customer.getByLabel('Your name'));
  await customer.keyboard.type('Jane');
  await customer.keyboard.press('Enter');
  await expect(chat.composer).toBeFocused();
  await customer.keyboard.type('Hello');
  await customer.keyboard.press('Enter');

  await expect(agent.offers).toBeVisible();
  await desk.keyboard.press('F2');
  await expect(desk.locator('[data-offer="accept"]')).toBeFocused();
  await desk.keyboard.press('Enter');
  await expect(desk.locator('[data-composer]')).toBeFocused();
  await desk.keyboard.type('Good day');
  await desk.keyboard.press('Shift+Enter');
  await desk.keyboard.type('Amina here');
  await desk.keyboard.press('Enter');
  await expect(chat.words).toHaveCount(2);
  await expect(chat.words.last()).toContainText('Amina here');

  await tabTo(desk, desk.getByRole('button', { name: 'End chat', exact: true }), 'Shift+Tab');
  await desk.keyboard.press('Enter');
  await tabTo(desk, desk.getByRole('dialog').getByRole('button', { name: 'End chat' }));
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
  await agent.expectState('READY');
  await chat.expectEnded();
});
