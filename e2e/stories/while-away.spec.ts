/** An agent whose line was lost for longer than the grace lasts. */
import { expect } from '@playwright/test';
import { AgentDesk } from '../support/agent.ts';
import { CustomerChat } from '../support/customer.ts';
import { SocketGate } from '../support/socket-gate.ts';
import { serverOfEachStory, test } from '../support/story.ts';

const server = serverOfEachStory({ disconnectGraceSeconds: 1, wrapupSeconds: 0 });

test('comes back not ready, without a password, and reads what happened to which conversation', async ({
  browser,
}) => {
  const desk = await AgentDesk.blank(browser);
  const gate = await SocketGate.at(desk.page);
  await desk.page.goto(server.url);
  await desk.enterPassword('agent1');
  await desk.goReady();
  const maria = await CustomerChat.begin(browser, server.url, { name: 'Maria' });
  await desk.accept('Maria');
  await desk.composer('Maria').fill('The parcel is on its w');

  const header = desk.page.locator('header').first();
  const [bar, field] = [await header.boundingBox(), await desk.composer('Maria').boundingBox()];
  await gate.cut();
  await test.step('nothing moves when the line is lost', async () => {
    await expect(desk.page.locator('[data-link]')).toBeVisible();
    expect(await header.boundingBox()).toEqual(bar);
    expect(await desk.composer('Maria').boundingBox()).toEqual(field);
  });
  await expect(maria.page.getByText('No one is available right now').first()).toBeVisible();
  gate.restore();
  await desk.page.getByRole('button', { name: 'Try now' }).click();

  const page = desk.page.getByRole('region', { name: 'While you were offline' });
  await expect(page).toBeVisible({ timeout: 20_000 });
  await desk.expectState('NOT_READY');
  const [entry] = await page.getByRole('listitem').all();
  await expect(entry!).toContainText('Maria');
  await expect(entry!).toContainText('Support');
  await expect(entry!).toContainText('You were offline for too long.');
  await expect(entry!).toContainText('Still open');
  await expect(entry!).toContainText('The parcel is on its w');

  await test.step('it stays over a reload until it has been read', async () => {
    await desk.page.reload();
    await expect(page.getByRole('listitem')).toContainText('Maria');
    await page.getByRole('button', { name: 'Got it' }).click();
    await expect(page).toHaveCount(0);
    await desk.page.reload();
    await expect(desk.page.getByRole('heading', { name: 'You’re not ready' })).toBeVisible();
    await expect(page).toHaveCount(0);
  });

  await test.step('the conversation goes on where it was, with the words that were begun', async () => {
    await desk.goReady();
    await desk.accept('Maria');
    await expect(desk.composer('Maria')).toHaveValue('The parcel is on its w');
  });
});
