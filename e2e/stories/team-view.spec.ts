/** A supervisor who sees the floor live, acts on it, and announces; agents are told. By mouse and by keyboard. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Locator, type Page } from '@playwright/test';
import { AgentDesk } from '../support/agent.ts';
import { CustomerChat } from '../support/customer.ts';
import { serverOfEachStory, test } from '../support/story.ts';

const server = serverOfEachStory({ ronaSeconds: 120 });

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

async function expectNothing(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(WCAG).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
}

const table = (page: Page, name: string): Locator => page.getByRole('table', { name });
const row = (page: Page, name: string, words: string): Locator =>
  table(page, name).getByRole('row').filter({ hasText: words });

async function act(page: Page, on: string, what: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${on}` }).click();
  await page.getByRole('menuitem', { name: what }).click();
}

test('sees who waits and who works, acts, and the agents are told', async ({ browser }) => {
  const boss = await AgentDesk.signIn(browser, server.url, 'supervisor1');
  const { page } = boss;
  await expect(page.getByRole('heading', { name: 'Team', level: 1 })).toBeVisible();
  const agent = await AgentDesk.signIn(browser, server.url, 'agent1');
  const who = 'Amina Okafor';

  // A customer comes, nobody is ready, and the supervisor sets an agent to ready.
  const maria = await CustomerChat.begin(browser, server.url, { name: 'Maria' });
  await expect(row(page, 'Chats', 'Maria')).toContainText('Waiting');
  await page.getByRole('tab', { name: 'Agents' }).click();
  await expect(row(page, 'Agents', who)).toContainText('Not ready');
  await expectNothing(page);
  await act(page, who, 'Set to ready');
  await agent.expectState('READY');
  await expect(agent.page.getByText('changed your state')).toBeVisible();
  await expect(row(page, 'Agents', who)).toContainText('Ready');
  await agent.accept('Maria');

  // The supervisor listens from there, and comes back.
  await page.getByRole('tab', { name: 'Chats' }).click();
  await expect(row(page, 'Chats', 'Maria')).toContainText('With agent');
  await expectNothing(page);
  await act(page, 'Maria', 'Listen');
  await expect(boss.conversation('Maria')).toBeVisible();
  await page.getByRole('button', { name: 'Team' }).click();

  // Back into the queue, out of the agent's hands.
  await act(page, 'Maria', 'Return to queue');
  await expect(agent.page.getByText('returned a chat to the queue')).toBeVisible();
  await expect(agent.conversation('Maria')).toHaveCount(0);

  // And, after a question, the end.
  await expect(row(page, 'Chats', 'Maria')).toContainText(/Waiting|Ringing/);
  await act(page, 'Maria', 'End chat');
  await page.getByRole('dialog').getByRole('button', { name: 'End chat' }).click();
  await expect(row(page, 'Chats', 'Maria')).toHaveCount(0);
  await expect(maria.page.getByText(/ended/i).first()).toBeVisible();

  // The agent is signed out by force, and is told so.
  await page.getByRole('tab', { name: 'Agents' }).click();
  await act(page, who, 'Sign out');
  await page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click();
  await expect(row(page, 'Agents', who)).toContainText(/Signed out/);
  await expect(agent.page.locator('#state-menu')).toHaveCount(0);
});

test('announces to the team, and the agent reads it once', async ({ browser }) => {
  const boss = await AgentDesk.signIn(browser, server.url, 'supervisor1');
  const agent = await AgentDesk.signIn(browser, server.url, 'agent1');
  const { page } = boss;
  await page.getByRole('tab', { name: 'Announcements' }).click();
  await page.getByLabel('Announcement', { exact: true }).fill('Fire drill at noon');
  await page.getByRole('button', { name: 'Announce', exact: true }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'Fire drill' })).toContainText('Active');
  const bar = agent.page.getByRole('region', { name: 'Announcement' });
  await expect(bar).toContainText('Fire drill at noon');
  await expectNothing(agent.page);
  await expectNothing(page);
  await bar.getByRole('button', { name: 'Got it' }).click();
  await expect(bar).toHaveCount(0);
  await agent.page.reload();
  await expect(agent.state).toBeVisible();
  await page.reload();
  await page.getByRole('tab', { name: 'Announcements' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'Fire drill' })).toContainText('Seen by 1');
  await expect(bar).toHaveCount(0);
});

test('is worked by the keyboard alone', async ({ browser }) => {
  const boss = await AgentDesk.signIn(browser, server.url, 'supervisor1');
  const { page } = boss;
  await page.getByRole('tab', { name: 'Chats' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(table(page, 'Agents')).toBeVisible();
  const agent = await AgentDesk.signIn(browser, server.url, 'agent1');
  const first = table(page, 'Agents')
    .getByRole('button', { name: /^Actions for/ })
    .first();
  await first.focus();
  await page.keyboard.press('End');
  await page.keyboard.press('Home');
  await expect(first).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'Set to ready' })).toBeFocused();
  await page.keyboard.press('Enter');
  await agent.expectState('READY');
  await expect(first).toBeFocused();
});
