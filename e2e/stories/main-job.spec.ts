import { expect } from '@playwright/test';
import { AgentDesk } from '../support/agent.ts';
import { CustomerChat } from '../support/customer.ts';
import { EMBEDDED } from '../support/database.ts';
import { startServer } from '../support/server.ts';
import { test } from '../support/story.ts';

test('two agents and three customers: offers, answers, ticks, reloads, leaving and wrap-up', async ({
  browser,
  kept,
}) => {
  const { url } = kept(await startServer({}, [], EMBEDDED));
  const amina = await AgentDesk.signIn(browser, url, 'agent1');
  const bruno = await AgentDesk.signIn(browser, url, 'agent2');
  await amina.expectState('NOT_READY');
  await bruno.expectState('NOT_READY');

  // Nobody is ready: the customer sees who is ahead, and no wait is promised.
  const maria = await CustomerChat.begin(browser, url, {
    name: 'Maria',
    subject: 'My order',
    reference: 'R-4711',
  });
  await expect(maria.queue).toContainText('No one is available right now');
  const jonas = await CustomerChat.begin(browser, url, { name: 'Jonas' });
  await expect(jonas.queue).toContainText('1 person ahead of you');
  await expect(jonas.queue).toContainText('No one is available right now');
  await maria.write('My parcel is **lost**.');

  await test.step('the offer says who, by which channel and queue, how long they wait and how long it rings', async () => {
    await amina.goReady();
    await expect(amina.offer('Maria')).toContainText('Web · Support');
    await expect(amina.offer('Maria')).toContainText(/waiting \d+:\d\d/);
    await expect(amina.offer('Maria')).toContainText('My parcel is lost.');
    await expect(amina.offer('Maria').getByRole('timer')).toHaveText(/^\d+$/);
    await amina.accept('Maria');
    await expect(amina.mrd('CHAT')).toContainText('/5');
    await expect(amina.page.getByRole('region', { name: 'Customer details' })).toContainText('R-4711');
    await amina.accept('Jonas');
    await expect(amina.mrd('CHAT')).toContainText('2/5');
    await expect(amina.mrd('CHAT')).toContainText('Active');
  });

  await test.step('they talk both ways, in several lines and with emphasis', async () => {
    await amina.open('Maria');
    await expect(amina.message('My parcel is lost.').locator('strong')).toHaveText('lost');
    await maria.expectTick('Read');
    await maria.expectAgent('Amina Okafor');

    await amina.composer('Maria').pressSequentially('Let me');
    await expect(maria.page.getByText('is typing')).toContainText('Amina Okafor');
    await amina.composer('Maria').fill('');
    await maria.lookAway();
    await amina.write('Maria', 'Let me look.\nIs it **R-4711**?');
    await expect(maria.text('Let me look.')).toHaveCount(1);
    await expect(maria.log.locator('strong').filter({ hasText: 'R-4711' })).toHaveCount(1);
    await amina.expectTick('Let me look.', 'delivered');
    await maria.lookBack();
    await amina.expectTick('Let me look.', 'read');
    await maria.composer.pressSequentially('Ye');
    await expect(amina.conversation('Maria').getByText('Maria is typing')).toBeVisible();
  });

  await test.step('messages elsewhere are counted until they are read', async () => {
    await jonas.write('Jonas 1');
    await jonas.write('Jonas 2');
    await expect(amina.row('Jonas')).toHaveAccessibleName(/2 unread messages/);
    await jonas.expectTick('Delivered');
    await amina.open('Jonas');
    await expect(amina.row('Jonas')).not.toHaveAccessibleName(/unread/);
    await jonas.expectTick('Read');
  });

  await test.step('a third customer rings at the other agent, who is free for longer', async () => {
    await amina.choose('Not ready');
    await amina.expectState('NOT_READY');
    await expect(amina.mrd('CHAT')).toContainText('Paused after current chats');
    await bruno.goReady();
    const sofia = await CustomerChat.begin(browser, url, { name: 'Sofia' });
    await bruno.accept('Sofia');
    await sofia.write('Sofia 1');
    await expect(bruno.message('Sofia 1')).toHaveCount(1);
    await bruno.write('Sofia', 'Answer 1');
    await expect(sofia.text('Answer 1')).toHaveCount(1);
    await sofia.end();
    await bruno.expectWrapup();
    await bruno.skipWrapup();
    await expect(bruno.row('Sofia')).toHaveCount(0);
  });

  await test.step('both reload in the middle, and everything is there once', async () => {
    await jonas.page.reload();
    await expect.poll(() => jonas.texts('Jonas ')).toEqual(['Jonas 1', 'Jonas 2']);
    await jonas.write('Jonas 3');
    await amina.page.reload();
    await expect(amina.conversation('Jonas')).toBeVisible();
    await expect.poll(() => amina.texts('Jonas ')).toEqual(['Jonas 1', 'Jonas 2', 'Jonas 3']);
    await amina.write('Jonas', 'Still here, both of us.');
    await expect(jonas.text('Still here, both of us.')).toHaveCount(1);
    await amina.open('Maria');
    await expect(amina.message('Let me look.')).toHaveCount(1);
    await amina.expectState('NOT_READY');
  });

  await test.step('the agent leaves, takes more time, wraps up with two codes and a note', async () => {
    await amina.leave('Maria');
    await maria.expectEnded();
    const left = await amina.wrapupSeconds();
    expect(left).toBeGreaterThan(0);
    await amina.extendWrapup();
    await expect.poll(() => amina.wrapupSeconds()).toBeGreaterThan(left);
    await amina.wrapUp(['Solved', 'Delivery'], 'Sent again by express.');
    await expect(amina.row('Maria')).toHaveCount(0);
    await expect(amina.mrd('CHAT')).toContainText('1/5');
  });

  await test.step('and is ready for the next one', async () => {
    await bruno.choose('Lunch');
    await amina.goReady();
    await maria.page.getByRole('button', { name: 'Start a new chat' }).click();
    await maria.start({ name: 'Maria' });
    await amina.accept('Maria');
    await expect(amina.mrd('CHAT')).toContainText('2/5');
  });
});

test('L-R1: an offer that runs out rings at the next agent, and the first is told and asked no more', async ({
  browser,
  kept,
}) => {
  const { url } = kept(await startServer({ ronaSeconds: 4 }));
  const amina = await AgentDesk.signIn(browser, url, 'agent1');
  const bruno = await AgentDesk.signIn(browser, url, 'agent2');
  await amina.goReady();
  await bruno.goReady();
  const maria = await CustomerChat.begin(browser, url, { name: 'Maria' });
  await expect(amina.offer('Maria')).toBeVisible();

  await bruno.accept('Maria');
  await expect(amina.page.getByText(/You missed .*Maria.*’s offer/)).toBeVisible();
  await expect(amina.offer('Maria')).toHaveCount(0);
  await expect(amina.mrd('CHAT')).toContainText('Paused');
  await maria.expectAgent('Bruno Almeida');
});

test('a rejected offer rings at the next agent at once', async ({ browser, kept }) => {
  const { url } = kept(await startServer());
  const amina = await AgentDesk.signIn(browser, url, 'agent1');
  const bruno = await AgentDesk.signIn(browser, url, 'agent2');
  await amina.goReady();
  await bruno.goReady();
  const maria = await CustomerChat.begin(browser, url, { name: 'Maria' });
  await amina.offer('Maria').getByRole('button', { name: 'Decline' }).click();
  await bruno.accept('Maria');
  await expect(amina.page.getByText(/Maria.* is back in the queue/)).toBeVisible();
  await expect(amina.offer('Maria')).toHaveCount(0);
  await maria.expectAgent('Bruno Almeida');
});

test('L-M3: an agent without a network for a while has everything once and in order afterwards', async ({
  browser,
  kept,
}) => {
  const { url } = kept(await startServer());
  const amina = await AgentDesk.signIn(browser, url, 'agent1');
  await amina.goReady();
  const maria = await CustomerChat.begin(browser, url, { name: 'Maria' });
  await amina.accept('Maria');
  await maria.write('Maria 1');
  await expect(amina.message('Maria 1')).toHaveCount(1);

  await amina.context.setOffline(true);
  await expect(amina.page.getByText(/^Offline since/)).toBeVisible({ timeout: 45_000 });
  await maria.write('Maria 2');
  await maria.write('Maria 3');
  await maria.expectTick('Sent');
  await amina.write('Maria', 'Agent 1');
  await amina.write('Maria', 'Agent 2');
  await expect(amina.message('Agent 2')).toHaveAttribute('data-state', /^(waiting|sending)$/);

  await amina.context.setOffline(false);
  await expect.poll(() => maria.texts('Agent '), { timeout: 30_000 }).toEqual(['Agent 1', 'Agent 2']);
  await expect
    .poll(() => amina.texts('(?:Maria|Agent) '))
    .toEqual(['Maria 1', 'Maria 2', 'Maria 3', 'Agent 1', 'Agent 2']);
  await expect(amina.page.locator('[data-outgoing]')).toHaveCount(0);
  await amina.expectState('READY');
});
