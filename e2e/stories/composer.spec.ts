import { expect, type Page } from '@playwright/test';
import { AgentDesk } from '../support/agent.ts';
import { axeOn } from '../support/barriers.ts';
import { CustomerChat } from '../support/customer.ts';
import { serverOfStories, test } from '../support/story.ts';

const server = serverOfStories({ disconnectGraceSeconds: 120 });

/** What the browser complained about, and which foreign places the page asked. */
function watch(page: Page): string[] {
  const seen: string[] = [];
  page.on('console', (message) => {
    if (/content security policy|trusted/i.test(message.text())) seen.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(server.url) && !/^(?:data|blob):/.test(request.url()))
      seen.push(request.url());
  });
  return seen;
}

async function inConversation(desk: AgentDesk, customer: CustomerChat, name: string): Promise<void> {
  await customer.start({ name });
  await desk.accept(name);
}

test('writes with formats, emoji and undo, all from our own origin', async ({ browser }) => {
  const desk = await AgentDesk.signIn(browser, server.url, 'agent1');
  const complaints = watch(desk.page);
  await desk.goReady();
  const customer = await CustomerChat.open(browser, server.url);
  await inConversation(desk, customer, 'Ann');
  const field = desk.composer('Ann');

  await test.step('what a key has formatted the browser takes back', async () => {
    await field.click();
    await desk.page.keyboard.type('It is changed');
    await field.selectText();
    await desk.page.keyboard.press('Control+b');
    await expect(field).toHaveValue('**It is changed**');
    await expect(
      desk.page.getByRole('group', { name: 'Preview: what the customer sees' }).locator('strong'),
    ).toHaveText('It is changed');
    await desk.page.keyboard.press('Control+z');
    await expect(field).toHaveValue('It is changed');
    await desk.page.keyboard.press('Control+Shift+z');
    await expect(field).toHaveValue('**It is changed**');
  });

  await test.step('emoji by name, and from the picker by keyboard alone', async () => {
    await field.press('End');
    await desk.page.keyboard.type(' :tad');
    await expect(desk.page.getByRole('option', { name: /party popper/ })).toBeVisible();
    await desk.page.keyboard.press('Enter');
    await expect(field).toHaveValue('**It is changed** 🎉');
    await desk.page.getByRole('button', { name: 'Emoji' }).click();
    await expect(desk.page.getByRole('searchbox', { name: 'Search emoji' })).toBeFocused();
    const { violations } = await axeOn(desk.page).include('[role="dialog"]').analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
    await desk.page.keyboard.type('avocado');
    await expect(desk.page.locator('[data-active]')).toContainText('🥑');
    await desk.page.keyboard.press('Enter');
    await expect(field).toBeFocused();
    await expect(field).toHaveValue('**It is changed** 🎉🥑');
    await desk.page.keyboard.press('Enter');
    await expect(customer.text('It is changed')).toBeVisible();
    await expect(customer.log.locator('strong')).toHaveText('It is changed');
  });

  await test.step('eight lines are shown at most', async () => {
    const one = (await field.boundingBox())?.height ?? 0;
    await field.fill(Array.from({ length: 30 }, (_, line) => `line ${line}`).join('\n'));
    const many = (await field.boundingBox())?.height ?? 0;
    expect(many).toBeGreaterThan(one * 3);
    expect(many).toBeLessThan(one * 5);
    await field.fill('');
  });
  expect(complaints).toEqual([]);
});

test('keeps words, quote and unsent messages over tabs, machines, a reload and a killed server', async ({
  browser,
}) => {
  const desk = await AgentDesk.signIn(browser, server.url, 'agent2');
  await desk.goReady();
  const customer = await CustomerChat.open(browser, server.url);
  await inConversation(desk, customer, 'Ben');
  await customer.write('Which of the two?');
  const question = desk.message('Which of the two?');
  await expect(question).toBeVisible();

  await test.step('another tab has the same words, and its own do not get lost', async () => {
    const tab = await desk.context.newPage();
    await tab.goto(server.url);
    await expect(tab.locator('#state-menu')).toBeVisible();
    await tab
      .getByRole('list', { name: 'Conversations' })
      .getByRole('button')
      .filter({ hasText: 'Ben' })
      .click();
    await desk.composer('Ben').fill('The first one, because');
    await expect(tab.getByRole('textbox', { name: 'Message to Ben' })).toHaveValue('The first one, because');
    await tab.getByRole('textbox', { name: 'Message to Ben' }).press('End');
    await tab.keyboard.type(' it is cheaper');
    await expect(desk.composer('Ben')).toHaveValue('The first one, because it is cheaper');
    await tab.close();
  });

  await test.step('the message that is answered stays chosen over a reload', async () => {
    await question.hover();
    await desk.page.getByRole('button', { name: 'Reply' }).last().click();
    const quote = desk.page.getByRole('group', { name: 'Reply to Ben' });
    await expect(quote).toContainText('Which of the two?');
    await desk.page.reload();
    await expect(quote).toContainText('Which of the two?');
    await expect(desk.composer('Ben')).toHaveValue('The first one, because it is cheaper');
  });

  await test.step('a killed server finds the same words again, also for another machine', async () => {
    const kept = desk.page.waitForResponse(
      (response) => response.url().includes('/drafts/') && response.request().method() === 'PUT',
    );
    await desk.composer('Ben').press('End');
    await desk.page.keyboard.type('!');
    await kept;
    await server.kill();
    await server.start();
    await desk.close();
    const other = await AgentDesk.signIn(browser, server.url, 'agent2');
    await other.open('Ben');
    await expect(other.composer('Ben')).toHaveValue('The first one, because it is cheaper!');
    await expect(other.page.getByRole('group', { name: 'Reply to Ben' })).toBeVisible();

    await other.context.setOffline(true);
    await expect(other.page.locator('#state-menu')).toHaveAttribute('data-unsure');
    await other.composer('Ben').press('Enter');
    await other.write('Ben', 'unsent 1');
    await other.write('Ben', 'unsent 2');
    await other.write('Ben', 'taken back');
    await other.message('taken back').getByRole('button', { name: 'Unsend' }).click();
    await expect(other.composer('Ben')).toHaveValue('taken back');
    await other.context.setOffline(false);
    await other.page.reload();
    await expect(customer.text('unsent 2')).toBeVisible();
    await expect(customer.text('The first one, because it is cheaper!')).toHaveCount(1);
    await expect(other.page.locator('[data-outgoing]')).toHaveCount(0);
    expect(await customer.texts('unsent ')).toEqual(['unsent 1', 'unsent 2']);
    expect(await other.texts('unsent ')).toEqual(['unsent 1', 'unsent 2']);
    await expect(other.composer('Ben')).toHaveValue('taken back');
  });
});
