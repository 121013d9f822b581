import { expect } from '@playwright/test';
import { AgentDesk } from '../support/agent.ts';
import { CustomerChat } from '../support/customer.ts';
import { serverOfStories, test } from '../support/story.ts';

const server = serverOfStories();

test('an agent asks the customer for patience', async ({ browser }) => {
  const { url } = server;
  const amina = await AgentDesk.signIn(browser, url, 'agent1');
  await amina.goReady();
  const maria = await CustomerChat.begin(browser, url, { name: 'Maria' });
  await amina.accept('Maria');
  await maria.write('Is there a discount?');
  await expect(amina.message('Is there a discount?')).toBeVisible();
  const more = async (name: string) => {
    await amina.page.getByRole('button', { name: 'More', exact: true }).click();
    await amina.page.getByRole('menuitem', { name, exact: true }).click();
  };

  // The customer is told, and what the agent writes goes on with it.
  await more('5 minutes');
  await expect(amina.page.getByText('Paused. The customer has been told.')).toBeVisible();
  await expect(amina.page.getByText(/^4:\d\d$/)).toBeVisible();
  await expect(maria.log).toContainText('The chat is paused for a moment');
  await amina.page.getByRole('button', { name: 'Resume' }).click();
  await expect(amina.page.getByText('Paused. The customer has been told.')).toHaveCount(0);
  await expect(maria.log).toContainText('The chat continues');
  await more('1 minute');
  await expect(amina.page.getByText('Paused. The customer has been told.')).toBeVisible();
  await amina.write('Maria', 'Ten percent it is.');
  await expect(maria.text('Ten percent it is.')).toBeVisible();
  await expect(amina.page.getByText('Paused. The customer has been told.')).toHaveCount(0);
});
