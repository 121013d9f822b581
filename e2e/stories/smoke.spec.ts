import { expect } from '@playwright/test';
import { AgentDesk } from '../support/agent.ts';
import { CustomerChat } from '../support/customer.ts';
import { serverOfStories, test } from '../support/story.ts';

const server = serverOfStories({ wrapupSeconds: 300, ronaSeconds: 120 });

test('the main job in a second browser: sign in, offer, both ways, reload, leave, wrap up', async ({
  browser,
}) => {
  const problems: string[] = [];
  const amina = await AgentDesk.signIn(browser, server.url, 'agent1');
  amina.page.on('pageerror', (error) => problems.push(error.message));
  await amina.goReady();
  const maria = await CustomerChat.begin(browser, server.url, { name: 'Maria' });
  maria.page.on('pageerror', (error) => problems.push(error.message));
  await amina.accept('Maria');
  await maria.write('My parcel is late');
  await expect(amina.message('My parcel is late')).toHaveCount(1);
  await amina.write('Maria', 'Let me **look**\ninto it');
  await expect(maria.log.getByText('into it')).toBeVisible();

  await amina.page.reload();
  await expect(amina.state).toHaveAttribute('data-state-name', 'READY');
  await amina.open('Maria');
  await expect(amina.message('My parcel is late')).toHaveCount(1);
  await amina.leave('Maria');
  await amina.wrapUp([], 'Told her the date');
  await expect(amina.mrd('CHAT')).toContainText('0/5');
  expect(problems).toEqual([]);
});
