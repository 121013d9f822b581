/** A customer on a pull list: found, taken, parked and taken again, on a wide frame and a narrow one. */
import { expect } from '@playwright/test';
import { AgentDesk } from '../support/agent.ts';
import { CustomerChat } from '../support/customer.ts';
import { serverOfStories, test } from '../support/story.ts';

const server = serverOfStories();

test('an agent takes a request from a list, parks it, and a colleague goes on', async ({ browser }) => {
  const amina = await AgentDesk.signIn(browser, server.url, 'agent1');
  const place = amina.page.getByRole('button', { name: 'Lists', exact: true });
  await place.click();
  await expect(amina.page.getByText('Nobody is on this list.')).toBeVisible();
  const zoe = await CustomerChat.blank(browser);
  await zoe.visit(server.url, 'demo-pull');
  await zoe.page.getByRole('button', { name: 'Start chat' }).click();
  await expect(zoe.composer).toBeEnabled();
  const request = amina.page.locator('[data-request]');
  await expect(request).toContainText('Waiting');
  await request.getByRole('button', { name: /^Take/ }).click();
  await expect(amina.page.getByRole('textbox', { name: /^Message to/ })).toBeVisible();
  await place.click();
  await expect(request).toContainText('With agent');
  await request.getByRole('button', { name: /^Open/ }).click();
  await amina.page.getByRole('button', { name: 'End chat', exact: true }).click();
  await amina.page.getByRole('dialog').getByRole('button', { name: 'End chat' }).click();
  await place.click();
  await expect(request).toContainText('Parked');

  const bruno = await AgentDesk.signIn(browser, server.url, 'agent2', {
    viewport: { width: 400, height: 700 },
  });
  await bruno.page.getByRole('button', { name: /^Account of/ }).click();
  await bruno.page.getByRole('menuitem', { name: 'Lists' }).click();
  await bruno.page.getByRole('button', { name: /^Take/ }).click();
  await expect(bruno.page.getByRole('textbox', { name: /^Message to/ })).toBeVisible();
  await expect(request).toContainText('With agent');
});
