import { expect, type Page } from '@playwright/test';
import { AgentDesk } from '../support/agent.ts';
import { CustomerChat } from '../support/customer.ts';
import { SocketGate } from '../support/socket-gate.ts';
import { serverOfStories, test } from '../support/story.ts';

const server = serverOfStories({ disconnectGraceSeconds: 2 });

/** Everything that this tab has kept, as text. */
function kept(page: Page): Promise<string> {
  return page.evaluate(() => JSON.stringify(Object.entries(sessionStorage)));
}

test('two agents, one after the other in one tab: nobody says what another has written', async ({
  browser,
}) => {
  const desk = await AgentDesk.blank(browser);
  const gate = await SocketGate.at(desk.page);
  await desk.page.goto(server.url);
  await desk.enterPassword('agent1');
  await desk.goReady();
  const ann = await CustomerChat.begin(browser, server.url, { name: 'Ann' });
  await desk.accept('Ann');

  // The first agent's line is lost for good, with words that were sent and words that were only begun.
  await gate.cut();
  await expect(desk.state).toHaveAttribute('data-unsure');
  await desk.paste('Ann', 'words of the first');
  await expect(desk.page.locator('[data-outgoing]')).toHaveCount(1);
  await desk.composer('Ann').fill('begun by the first');
  await desk.context.clearCookies();

  // The same customer comes to the second agent, in the same tab.
  await desk.page.goto(server.url);
  gate.restore();
  await desk.enterPassword('agent2');
  await desk.goReady();
  await desk.accept('Ann');
  await expect(desk.composer('Ann')).toHaveValue('');
  await desk.write('Ann', 'words of the second');
  await expect(ann.text('words of the second')).toBeVisible();
  await expect(desk.message('words of the first')).toHaveCount(0);
  await expect(ann.text('words of the first')).toHaveCount(0);

  // Whoever signs out leaves no words of theirs behind.
  await desk.composer('Ann').fill('begun by the second');
  await expect.poll(() => kept(desk.page)).toContain('begun by the second');
  await desk.signOut('End of shift');
  // A conversation is open: the desk asks first, and Cancel leaves everything as it was.
  const question = desk.page.getByRole('dialog', { name: 'Sign out?' });
  await expect(question).toContainText('unsent');
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(desk.composer('Ann')).toHaveValue('begun by the second');
  await desk.signOut('End of shift');
  await question.getByRole('button', { name: 'Sign out' }).click();
  await expect(desk.page.getByLabel('Username')).toBeVisible();
  expect(await kept(desk.page)).not.toContain('begun by the second');

  // The first one comes back to what was never sent.
  await desk.enterPassword('agent1');
  await expect(desk.page.getByText('words of the first').first()).toBeAttached({ timeout: 20_000 });
});
