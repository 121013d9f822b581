import { expect } from '@playwright/test';
import { AgentDesk } from '../support/agent.ts';
import { CustomerChat } from '../support/customer.ts';
import { serverOfEachStory, test } from '../support/story.ts';

const server = serverOfEachStory();

test('an agent says why they are not ready, switches kinds of work, and signs out with a reason', async ({
  browser,
}) => {
  const amina = await AgentDesk.signIn(browser, server.url, 'agent1');
  await amina.expectState('NOT_READY');
  await expect(amina.mrd('CHAT')).toContainText('Off');

  await amina.goReady();
  await expect(amina.mrd('CHAT')).toContainText('Ready');
  await expect(amina.mrd('CHAT')).toContainText('0/5');

  await amina.mrd('CHAT').click();
  await amina.page.getByRole('menuitem', { name: /^Pause chats$/i }).click();
  // The last kind of work is off: the agent's own state follows (A10).
  await amina.expectState('NOT_READY');
  await expect(amina.mrd('CHAT')).toContainText('Off');
  await amina.goReady();
  await expect(amina.mrd('CHAT')).toContainText('Ready');

  await amina.choose('Lunch');
  await amina.expectState('NOT_READY');
  await expect(amina.state).toContainText('Lunch');
  await expect(amina.page.getByText(/^Lunch for/)).toBeVisible();
  await amina.page.reload();
  await expect(amina.state).toContainText('Lunch');

  await amina.signOut('End of shift');
  // The provider knows of it as well, and asks who is there.
  await expect(amina.end('Sign in')).toBeVisible();
});

test('L-S5: a second sign-in asks and takes over with the conversations, the first page says so and can take back', async ({
  browser,
}) => {
  const first = await AgentDesk.signIn(browser, server.url, 'agent1');
  await first.goReady();
  const maria = await CustomerChat.begin(browser, server.url, { name: 'Maria' });
  await first.accept('Maria');

  const second = await AgentDesk.takeOver(browser, server.url, 'agent1');
  await expect(first.end('You signed in on another device')).toBeVisible();
  await second.expectState('READY');
  await second.open('Maria');
  await maria.write('Are you still there?');
  await expect(second.message('Are you still there?')).toHaveCount(1);

  await first.page.getByRole('button', { name: 'Use here instead' }).click();
  await first.enterPassword('agent1');
  await expect(second.end('You signed in on another device')).toBeVisible();
  await first.expectState('READY');
  await first.open('Maria');
  await expect(first.message('Are you still there?')).toHaveCount(1);
  await first.write('Maria', 'Yes, at the other desk now.');
  await expect(maria.text('Yes, at the other desk now.')).toHaveCount(1);
});

test('L-T8: the customer ends the chat: the agent wraps up and is free again', async ({ browser }) => {
  const amina = await AgentDesk.signIn(browser, server.url, 'agent1');
  await amina.goReady();
  const maria = await CustomerChat.begin(browser, server.url, { name: 'Maria' });
  await amina.accept('Maria');
  await expect(amina.mrd('CHAT')).toContainText('1/5');

  await maria.end();
  await amina.expectWrapup();
  await amina.wrapUp(['Solved'], '');
  await expect(amina.row('Maria')).toHaveCount(0);
  await expect(amina.mrd('CHAT')).toContainText('0/5');
  await amina.expectState('READY');
});

test('the customer’s page without a channel in its address shows the first web channel', async ({
  browser,
}) => {
  const amina = await AgentDesk.signIn(browser, server.url, 'agent1');
  await amina.goReady();
  const maria = await CustomerChat.blank(browser);
  await maria.visit(server.url, '');
  await expect(maria.page.getByRole('heading', { name: 'How can we help?' })).toBeVisible();
  await maria.start({ name: 'Maria' });
  await amina.accept('Maria');
  await maria.expectAgent('Amina Okafor');
});
