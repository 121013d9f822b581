import { expect } from '@playwright/test';
import { AgentDesk } from '../support/agent.ts';
import { CustomerChat } from '../support/customer.ts';
import { connectSocketSupervisor } from '../support/socket-agent.ts';
import { serverOfStories, test } from '../support/story.ts';

const server = serverOfStories();

test('an agent asks a supervisor for help, and asks the customer for patience', async ({ browser }) => {
  const { url } = server;
  const amina = await AgentDesk.signIn(browser, url, 'agent1');
  await amina.goReady();
  const maria = await CustomerChat.begin(browser, url, { name: 'Maria' });
  await amina.accept('Maria');
  await maria.write('Is there a discount?');
  await expect(amina.message('Is there a discount?')).toBeVisible();
  const boss = await connectSocketSupervisor(url, 'supervisor1');
  const more = async (name: string) => {
    await amina.page.getByRole('button', { name: 'More', exact: true }).click();
    await amina.page.getByRole('menuitem', { name, exact: true }).click();
  };

  await test.step('the hand goes up, over a reload, until the supervisor whispers', async () => {
    await more('Raise hand');
    await expect(amina.page.getByText('Your hand is raised.')).toBeVisible();
    await amina.page.reload();
    await expect(amina.page.getByText('Your hand is raised.')).toBeVisible();
    await boss.ask('joinAsWhisper', { conversationId: await boss.hear('HAND_RAISED') });
    await expect(amina.page.getByText('Your hand is raised.')).toHaveCount(0);
    await expect(amina.page.getByRole('list', { name: 'Colleagues in this conversation' })).toContainText(
      'supervises, unseen by the customer',
    );
  });

  await test.step('the chat rests; the customer is told, and what the agent writes goes on with it', async () => {
    await more('5 minutes');
    await expect(amina.page.getByText('Paused. The customer knows.')).toBeVisible();
    await expect(amina.page.getByText(/^4:\d\d$/)).toBeVisible();
    await expect(maria.log).toContainText('The chat is paused for a moment');
    await amina.page.getByRole('button', { name: 'Resume' }).click();
    await expect(amina.page.getByText('Paused. The customer knows.')).toHaveCount(0);
    await expect(maria.log).toContainText('The chat goes on');
    await more('1 minute');
    await expect(amina.page.getByText('Paused. The customer knows.')).toBeVisible();
    await amina.write('Maria', 'Ten percent it is.');
    await expect(maria.text('Ten percent it is.')).toBeVisible();
    await expect(amina.page.getByText('Paused. The customer knows.')).toHaveCount(0);
    await expect(maria.log).not.toContainText('supervis');
  });
  boss.close();
});
