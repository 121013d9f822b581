/** Places have addresses: back and forward, links, a reload, and addresses that lead nowhere. */
import { expect } from '@playwright/test';
import { AgentDesk } from '../support/agent.ts';
import { CustomerChat } from '../support/customer.ts';
import { serverOfEachStory, test } from '../support/story.ts';

const server = serverOfEachStory();

test('back and forward lead through conversations and places, and a reload keeps where one is', async ({
  browser,
}) => {
  const desk = await AgentDesk.signIn(browser, server.url, 'agent1');
  const { page } = desk;
  await desk.goReady();
  await expect(page).toHaveURL(`${server.url}/#/conversations`);
  await CustomerChat.begin(browser, server.url, { name: 'Maria Silva' });
  await desk.accept('Maria Silva');
  const maria = page.url();
  expect(maria).toMatch(/#\/conversations\/[\w-]+$/);
  await CustomerChat.begin(browser, server.url, { name: 'Jon Miller' });
  await desk.accept('Jon Miller');
  await page.keyboard.press('Alt+O');
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
  await expect(page).toHaveURL(`${server.url}/#/settings`);
  // The page scrolls, never the desk around it.
  const beyond = () => page.evaluate(() => document.documentElement.scrollHeight - window.innerHeight);
  await expect(page.getByRole('heading', { name: 'Keyboard shortcuts' })).toBeAttached();
  expect(await beyond()).toBe(0);

  await page.goBack();
  await expect(desk.conversation('Jon Miller')).toBeVisible();
  await page.goBack();
  await expect(desk.conversation('Maria Silva')).toBeVisible();
  await expect(page).toHaveURL(maria);
  await page.goForward();
  await page.goForward();
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();

  await page.reload();
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
  await page.goto(maria);
  await expect(desk.conversation('Maria Silva')).toBeVisible();
  await page.reload();
  await expect(desk.conversation('Maria Silva')).toBeVisible();
  await expect(page).toHaveURL(maria);

  // Somebody else's link: the desk stays what it is, and says why.
  await page.goto(`${server.url}/#/conversations/somebody-else-s`);
  await expect(page.getByText('You don’t have this conversation').first()).toBeVisible();
  await expect(page).toHaveURL(maria);
});

test('a link opened in a new tab leads through the sign-in to its conversation, an unknown one to the first place', async ({
  browser,
}) => {
  const desk = await AgentDesk.signIn(browser, server.url, 'agent1');
  await desk.goReady();
  await CustomerChat.begin(browser, server.url, { name: 'Maria Silva' });
  await desk.accept('Maria Silva');
  const link = desk.page.url();

  // Another browser, in which nobody is signed in yet.
  const other = await AgentDesk.takeOver(browser, link, 'agent1');
  await expect(other.conversation('Maria Silva')).toBeVisible();
  await expect(other.page).toHaveURL(link);

  const lost = await AgentDesk.blank(browser);
  await lost.page.goto(`${server.url}/#/nowhere/at-all`);
  await lost.enterPassword('agent2');
  await expect(lost.page).toHaveURL(`${server.url}/#/conversations`);
});
