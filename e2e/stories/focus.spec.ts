/** Where typed words go: to the customer whose conversation is open, and to nobody else. */
import { expect, type Page } from '@playwright/test';
import { AgentDesk } from '../support/agent.ts';
import { SocketCustomer } from '../support/socket-customer.ts';
import { serverOfStories, test, type Keep } from '../support/story.ts';

const server = serverOfStories({ ronaSeconds: 120 });

/** Has a letter of every former single-letter key, and begins with the one that opened another conversation. */
const SENTENCE = 'well, look at this message in search: 4/5 is no list, or?';

async function twoChats(kept: Keep, desk: AgentDesk): Promise<void> {
  await desk.goReady();
  for (const name of ['Maria', 'Jonas']) {
    const customer = kept(await SocketCustomer.begin(server.url, name));
    await customer.write(`Hello from ${name}`);
    await desk.accept(name);
  }
  await desk.open('Maria');
}

/** Types a sentence without a look at the focus, and says where its letters went. */
async function expectSentenceIn(page: Page, desk: AgentDesk, at: 'end' | number = 'end'): Promise<void> {
  const field = desk.composer('Maria');
  const before = await field.inputValue();
  const place = at === 'end' ? before.length : at;
  await page.keyboard.type(SENTENCE);
  await expect(field).toHaveValue(before.slice(0, place) + SENTENCE + before.slice(place));
  await expect(field).toBeFocused();
  await expect(desk.conversation('Maria')).toBeVisible();
  await expect(page.locator('dialog[open], [role="menu"]')).toHaveCount(0);
  expect(await desk.words.allTextContents()).toEqual(['Hello from Maria']);
  await field.fill('');
}

test('a sentence goes to the open conversation, whatever was opened and closed before it', async ({
  browser,
  kept,
}) => {
  const desk = await AgentDesk.signIn(browser, server.url, 'agent1');
  const { page } = desk;
  await twoChats(kept, desk);
  const focused = () => expect(desk.composer('Maria')).toBeFocused();

  await test.step('search in the conversation, by its key, by Escape and by its cross', async () => {
    await page.keyboard.press('Alt+k');
    await page.keyboard.type('hello');
    await page.keyboard.press('Escape');
    await focused();
    await expectSentenceIn(page, desk);
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: /^Search/ }).click();
    await expect(page.getByRole('searchbox', { name: 'Search conversation' })).toBeFocused();
    await page.getByRole('button', { name: 'Close search' }).click();
    await focused();
    await expectSentenceIn(page, desk);
  });

  await test.step('the palette, by key and by its button', async () => {
    await page.keyboard.press('Control+k');
    await page.keyboard.type('jon');
    await page.keyboard.press('Escape');
    await focused();
    await expectSentenceIn(page, desk);
    await page.getByRole('button', { name: 'Find anything' }).first().click();
    await page.keyboard.press('Escape');
    await focused();
    await expectSentenceIn(page, desk);
    await page.keyboard.press('Control+k');
    await page.keyboard.type('theme light');
    await page.keyboard.press('Enter');
    await focused();
    await expectSentenceIn(page, desk);
  });

  await test.step('every menu and panel', async () => {
    for (const open of [
      page.locator('#state-menu'),
      page.locator('#notices'),
      page.getByRole('button', { name: /^Account of/ }),
      page.getByRole('button', { name: 'More', exact: true }),
      page.getByRole('button', { name: 'Emoji' }),
    ]) {
      await open.click();
      await expect(page.locator('[role="menu"], [role="dialog"]')).toHaveCount(1);
      await page.keyboard.press('Escape');
      await focused();
      await expectSentenceIn(page, desk);
    }
    await page.keyboard.press('Control+/');
    await expect(page.locator('dialog[open]')).toBeVisible();
    await page.keyboard.press('Escape');
    await focused();
    await expectSentenceIn(page, desk);
  });

  await test.step('the row of the list, a message, an empty place, a control', async () => {
    await desk.row('Maria').click();
    await focused();
    await expectSentenceIn(page, desk);
    for (const place of [
      desk.message('Hello from Maria').locator('[data-words]'),
      page.locator('#pane-context'),
      page.locator('header').first(),
      desk.conversation('Maria').getByRole('heading', { name: 'Maria' }),
    ]) {
      await place.click();
      await expectSentenceIn(page, desk);
    }
    await page.keyboard.press('Alt+l');
    await expectSentenceIn(page, desk);
    await page.keyboard.press('Alt+u');
    await expectSentenceIn(page, desk);
  });

  await test.step('in the middle of what is begun', async () => {
    await desk.composer('Maria').fill('begun and ended');
    for (let step = 0; step < 9; step += 1) await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Control+k');
    await page.keyboard.press('Escape');
    await expectSentenceIn(page, desk, 6);
    await desk.composer('Maria').fill('begun and ended');
    for (let step = 0; step < 9; step += 1) await page.keyboard.press('ArrowLeft');
    await page.locator('header').first().click();
    await expectSentenceIn(page, desk, 6);
  });

  await test.step('Escape goes back to the list, and typing goes on', async () => {
    await desk.composer('Maria').click();
    await page.keyboard.press('Escape');
    await expect(desk.row('Maria')).toBeFocused();
    await expectSentenceIn(page, desk);
  });

  await test.step('a restored draft is gone on with at its end', async () => {
    const saved = page.waitForResponse(
      (response) => response.url().includes('/drafts/') && response.request().method() === 'PUT',
    );
    await desk.composer('Maria').fill('half a ');
    await saved;
    await page.reload();
    await focused();
    await expect(desk.composer('Maria')).toHaveValue('half a ');
    await page.keyboard.type('sentence');
    await expect(desk.composer('Maria')).toHaveValue('half a sentence');
  });

  await desk.open('Jonas');
  await expect(desk.composer('Jonas')).toHaveValue('');
  expect(await desk.words.allTextContents()).toEqual(['Hello from Jonas']);
});
test('what is typed when the customer has just left does nothing and goes nowhere', async ({
  browser,
  kept,
}) => {
  const desk = await AgentDesk.signIn(browser, server.url, 'agent2');
  const { page } = desk;
  await desk.goReady();
  const nora = kept(await SocketCustomer.begin(server.url, 'Nora'));
  await desk.accept('Nora');
  const omar = kept(await SocketCustomer.begin(server.url, 'Omar'));
  await omar.write('Hello from Omar');
  await desk.accept('Omar');
  await desk.open('Nora');
  await page.keyboard.type('I can send you ');
  await nora.end();
  await desk.expectWrapup();
  await page.keyboard.type(SENTENCE);
  await expect(page.getByText('I can send you').first()).toBeVisible();
  await expect(page.locator('[data-open-conversation]')).toHaveAccessibleName(/Nora/);
  await expect(page.locator('dialog[open], [role="menu"]')).toHaveCount(0);
  await desk.open('Omar');
  await expect(desk.composer('Omar')).toHaveValue('');
});
