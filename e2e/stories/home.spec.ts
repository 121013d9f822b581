import { expect } from '@playwright/test';
import { AgentDesk } from '../support/agent.ts';
import { CustomerChat } from '../support/customer.ts';
import { serverOfStories, test } from '../support/story.ts';

const server = serverOfStories();

test('the home of a desk tells who else is ready, and how the day has been, without moving', async ({
  browser,
}) => {
  const { url } = server;
  const amina = await AgentDesk.signIn(browser, url, 'agent1');
  const bruno = await AgentDesk.signIn(browser, url, 'agent2');
  const figures = amina.page.locator('[data-figures][data-known="true"]');
  await expect(figures).toContainText('conversations today');
  await amina.goReady();
  await expect(figures).toContainText('other agents ready');
  const title = amina.page.getByRole('heading', { name: 'You’re ready' });
  const before = await title.boundingBox();
  await bruno.goReady();
  await expect(figures).toContainText('Bruno');
  expect(await title.boundingBox()).toEqual(before);

  await CustomerChat.begin(browser, url, { name: 'Maria' });
  await amina.accept('Maria');
  await amina.leave('Maria');
  await amina.wrapUp(['Solved'], '');
  await amina.choose('Lunch');
  await expect(figures).toContainText('conversation today1');
});
