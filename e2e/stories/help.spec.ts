import { expect } from '@playwright/test';
import { AgentDesk } from '../support/agent.ts';
import { CustomerChat } from '../support/customer.ts';
import { serverOfStories, test } from '../support/story.ts';

const server = serverOfStories();

test('a customer and three agents: quiet help, handing over by two keys, a conference, sending away', async ({
  browser,
}) => {
  const { url } = server;
  const amina = await AgentDesk.signIn(browser, url, 'agent1');
  await amina.goReady();
  const maria = await CustomerChat.begin(browser, url, { name: 'Maria' });
  await amina.accept('Maria');
  await maria.write('Is there a discount?');
  await expect(amina.message('Is there a discount?')).toBeVisible();
  const bruno = await AgentDesk.signIn(browser, url, 'agent2');
  await bruno.goReady();
  const chen = await AgentDesk.signIn(browser, url, 'agent3');
  await chen.goReady();

  const panel = (desk: AgentDesk) => desk.page.getByRole('dialog', { name: 'Get help or transfer' });
  const thread = (desk: AgentDesk) => desk.page.getByRole('region', { name: 'Only colleagues read this' });
  const whisper = async (desk: AgentDesk, text: string) => {
    await thread(desk).getByRole('textbox').fill(text);
    await thread(desk).getByRole('textbox').press('Enter');
  };
  const about = (desk: AgentDesk, name: string) =>
    desk.page.getByRole('button', { name: `Actions for ${name}` }).click();
  const take = (desk: AgentDesk) => desk.offer('Maria').getByRole('button', { name: 'Accept' }).click();

  await test.step('one agent asks another quietly; the customer reads nothing of it', async () => {
    await amina.page.keyboard.press('Alt+g');
    await panel(amina).getByRole('radio', { name: 'Ask quietly' }).check();
    await expect(panel(amina)).toContainText('Maria readsNothing');
    await panel(amina).getByRole('combobox').fill('bru');
    await panel(amina).getByRole('textbox', { name: /Note/ }).fill('May I give ten percent?');
    await panel(amina).getByRole('button', { name: 'Ask Bruno Almeida' }).click();
    await expect(panel(amina)).toHaveCount(0);
    await expect(amina.page.getByText('Asking a colleague …')).toBeVisible();
    await expect(bruno.offer('Maria')).toContainText('Amina Okafor: May I give ten percent?');
    await take(bruno);
    await expect(bruno.conversation('Maria')).toContainText('can’t write to the customer');
    await expect(thread(bruno)).toContainText('May I give ten percent?');
    await whisper(bruno, 'Fifteen, she is loyal.');
    await expect(thread(amina)).toContainText('Fifteen, she is loyal.');
    await expect(maria.log).not.toContainText('percent');
    await expect(maria.log).not.toContainText('Fifteen');
    await expect(maria.log).not.toContainText('Bruno');
  });

  await test.step('the helper takes over', async () => {
    await about(amina, 'Bruno Almeida');
    await amina.page.getByRole('menuitem', { name: 'Transfer to Bruno Almeida' }).click();
    await expect(amina.row('Maria')).toHaveCount(0);
    await expect(bruno.composer('Maria')).toBeVisible();
    await bruno.write('Maria', 'Bruno here. Fifteen percent it is.');
    await expect(maria.text('Fifteen percent it is.')).toBeVisible();
    await expect(maria.log).toContainText('Bruno Almeida joined the chat');
  });

  await test.step('two keys hand over; the customer is told where to, and the next one knows all', async () => {
    await bruno.page.keyboard.press('Alt+g');
    await expect(panel(bruno).getByRole('button', { name: 'Transfer to Sales' })).toBeVisible();
    await bruno.page.keyboard.press('Enter');
    await expect(bruno.row('Maria')).toHaveCount(0);
    await expect(maria.log).toContainText('You’re being transferred to Sales');
    await amina.accept('Maria');
    await expect(amina.message('Fifteen percent it is.')).toBeVisible();
    await expect(chen.offers).toHaveCount(0);
  });

  await test.step('a second agent joins openly, and is sent away by the owner', async () => {
    await amina.page.keyboard.press('Alt+g');
    await panel(amina).getByRole('radio', { name: 'Add agent' }).check();
    await panel(amina).getByRole('combobox').fill('chen');
    await amina.page.keyboard.press('Enter');
    await chen.accept('Maria');
    await chen.write('Maria', 'Hello from Chen.');
    await expect(maria.text('Hello from Chen.')).toBeVisible();
    await expect(amina.message('Hello from Chen.')).toBeVisible();
    await about(amina, 'Chen Wei');
    await amina.page.getByRole('menuitem', { name: 'Remove Chen Wei' }).click();
    await expect(chen.composer('Maria')).toHaveCount(0);
    await expect(maria.log).toContainText('Chen Wei left the chat');
    await amina.write('Maria', 'Only we two now.');
    await expect(maria.text('Only we two now.')).toBeVisible();
  });
});
