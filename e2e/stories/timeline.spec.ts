/** What only a real browser can show of the timeline: where it stands while everything around it moves. */
import { expect, type Browser, type Page } from '@playwright/test';
import { AgentDesk } from '../support/agent.ts';
import { SocketCustomer } from '../support/socket-customer.ts';
import { serverOfEachStory, test, type Keep } from '../support/story.ts';

const server = serverOfEachStory();

const log = (page: Page) => page.getByRole('log', { name: 'Messages' });

/** How far the newest is below the view, px. */
const fromEnd = (page: Page) =>
  log(page).evaluate((element) => {
    const last = [...element.querySelectorAll('[data-row]')].at(-1)!;
    return Math.round(last.getBoundingClientRect().bottom - element.getBoundingClientRect().bottom);
  });

const top = async (page: Page, text: string) =>
  Math.round((await page.getByText(text, { exact: true }).boundingBox())!.y);

async function began(browser: Browser, kept: Keep) {
  const amina = await AgentDesk.signIn(browser, server.url, 'agent1');
  await amina.page.getByRole('button', { name: 'Go ready' }).click();
  await amina.expectState('READY');
  const maria = kept(await SocketCustomer.begin(server.url, 'Maria'));
  await amina.accept('Maria');
  return { amina, maria, page: amina.page };
}

test('L-P1: follows the newest at the end, in a flood, while the window and the composer change, and not away from it', async ({
  browser,
  kept,
}) => {
  const { amina, maria, page } = await began(browser, kept);
  const ids = await maria.pour('Word', 60);
  await expect(amina.message('Word 60')).toBeVisible();
  await expect.poll(() => fromEnd(page)).toBeLessThan(8);

  await test.step('stays at the end when the composer grows and the window shrinks', async () => {
    await amina.composer('Maria').fill(Array.from({ length: 8 }, (_, line) => `line ${line}`).join('\n'));
    await expect.poll(() => fromEnd(page)).toBeLessThan(8);
    await page.setViewportSize({ width: 700, height: 420 });
    await maria.write('In between');
    await expect(amina.message('In between')).toBeInViewport();
    await page.setViewportSize({ width: 1440, height: 900 });
    await expect.poll(() => fromEnd(page)).toBeLessThan(8);
    await amina.composer('Maria').fill('');
  });

  await test.step('shows all of a flood, in order, and its end', async () => {
    const pouring = maria.pour('Flood', 1000);
    await amina.composer('Maria').pressSequentially('I can still type while it pours.');
    await pouring;
    await expect(amina.message('Flood 1000')).toBeInViewport({ timeout: 20_000 });
    await expect.poll(() => fromEnd(page)).toBeLessThan(8);
    const shown = await amina.texts('Flood ');
    const numbers = shown.map((text) => Number(text.slice('Flood '.length)));
    expect(numbers).toEqual(numbers.map((_, index) => 1000 - numbers.length + index + 1));
    expect(await page.locator('[data-row]').count()).toBeLessThan(200);
    await expect(amina.composer('Maria')).toHaveValue('I can still type while it pours.');
  });

  await test.step('stands still away from the end, counts what comes, and goes back', async () => {
    await log(page).hover();
    await page.mouse.wheel(0, -3000);
    await expect(page.getByRole('button', { name: 'Jump to latest' })).toBeVisible();
    const seen = (await amina.texts('Flood ')).at(-8)!;
    const before = await top(page, seen);
    await maria.write('Two more');
    await maria.write('Three more');
    await page.getByRole('button', { name: '2 new messages' }).waitFor();
    expect(await top(page, seen)).toBe(before);
    await page.getByRole('button', { name: '2 new messages' }).click();
    await expect(amina.message('Three more')).toBeInViewport();
  });

  await test.step('goes to a quoted message that has yet to be loaded, and lights it up', async () => {
    await amina.page.reload();
    await expect(amina.conversation('Maria')).toBeVisible();
    await maria.write('What about this one?', ids[2]);
    await page.getByRole('button', { name: 'In reply to an earlier message' }).click();
    await expect(page.locator('[data-lit]')).toHaveText(/Word 3\b/, { timeout: 20_000 });
    await expect(page.locator('[data-lit]')).toBeInViewport();
  });
});

test('older pages come while scrolling up, and nothing jumps', async ({ browser, kept }) => {
  const { amina, maria, page } = await began(browser, kept);
  await maria.pour('Word', 620);
  await page.reload();
  await expect(amina.message('Word 620')).toBeVisible();

  // The first older page waits until it is looked at what stands where.
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/conversations/*/events?before=*', async (route) => {
    await released;
    await route.continue();
  });
  const loading = page.waitForResponse('**/conversations/*/events?before=*');
  const up = async () => {
    await log(page).hover();
    await page.mouse.wheel(0, -6000);
  };
  await expect(async () => {
    await up();
    await expect(page.getByRole('button', { name: 'Loading' })).toBeInViewport({ timeout: 200 });
  }).toPass({ timeout: 30_000 });
  const seen = (await amina.texts('Word ')).at(2)!;
  const before = await top(page, seen);
  release();
  await loading;
  await expect(page.getByRole('button', { name: 'Loading' })).toHaveCount(0);
  expect(await top(page, seen)).toBe(before);

  await expect(async () => {
    await up();
    await expect(page.getByText('Word 1', { exact: true })).toBeInViewport({ timeout: 200 });
  }).toPass({ timeout: 30_000 });
  expect(await page.locator('[data-row]').count()).toBeLessThan(200);
});
