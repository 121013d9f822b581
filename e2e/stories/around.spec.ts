import { expect, type Page } from '@playwright/test';
import { AgentDesk } from '../support/agent.ts';
import { CustomerChat } from '../support/customer.ts';
import { serverOfStories, test } from '../support/story.ts';

const server = serverOfStories({ requestTtlSeconds: 120 });

/** Height of what a selector finds, CSS px. */
async function heightOf(page: Page, selector: string): Promise<number> {
  return page
    .locator(selector)
    .first()
    .evaluate((element) => element.getBoundingClientRect().height);
}

test('keys, look, widths and first steps go with the agent to another machine', async ({ browser }) => {
  const first = await AgentDesk.signIn(browser, server.url, 'agent1');
  const guide = first.page.getByRole('region', { name: 'First steps' });
  await expect(guide).toBeVisible();
  for (let step = 1; step < 4; step += 1) await guide.getByRole('button', { name: 'Next' }).click();
  await guide.getByRole('button', { name: 'Done' }).click();
  await expect(guide).toHaveCount(0);

  await first.page.keyboard.press('?');
  const sheet = first.page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await sheet.getByRole('button', { name: 'Change shortcut for “Settings”' }).click();
  await first.page.keyboard.press('F8');
  await first.page.keyboard.press('Escape');
  await expect(sheet).toHaveCount(0);
  await first.page.keyboard.press('F8');
  await expect(first.page.getByRole('heading', { name: 'Settings' })).toBeVisible();

  const row = '[data-shortcut="palette"]';
  expect(await heightOf(first.page, row)).toBe(40);
  await first.page.getByRole('radio', { name: 'Compact' }).check();
  await expect.poll(() => heightOf(first.page, row)).toBe(32);
  await first.page.getByRole('radio', { name: 'Dark' }).check();
  await first.page.keyboard.press('Escape');

  const edge = first.page.getByRole('separator', { name: 'List width' });
  const box = (await edge.boundingBox())!;
  await first.page.mouse.move(box.x + box.width / 2, 300);
  await first.page.mouse.down();
  await first.page.mouse.move(box.x + box.width / 2 + 60, 300, { steps: 4 });
  await first.page.mouse.up();
  await expect(edge).toHaveAttribute('aria-valuenow', '380');
  await edge.press('ArrowRight');
  await expect(edge).toHaveAttribute('aria-valuenow', '396');
  const saved = first.page.waitForResponse((response) => response.url().includes('agentSetting'));
  await edge.press('ArrowRight');
  await saved;
  await first.close();

  const second = await AgentDesk.signIn(browser, server.url, 'agent1');
  await expect(second.page.getByRole('region', { name: 'First steps' })).toHaveCount(0);
  await expect(second.page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(second.page.locator('html')).toHaveAttribute('data-density', 'compact');
  const list = second.page.locator('#pane-list');
  await expect(second.page.getByRole('separator', { name: 'List width' })).toHaveAttribute(
    'aria-valuenow',
    '412',
  );
  expect(Math.round((await list.boundingBox())!.width)).toBe(412);
  await second.page.keyboard.press('F8');
  await expect(second.page.getByRole('heading', { name: 'Settings' })).toBeVisible();
});

test('the palette does the work by keys, and the transcript prints whole and alone', async ({ browser }) => {
  const amina = await AgentDesk.signIn(browser, server.url, 'agent2');
  const { page } = amina;
  const field = page.locator('dialog').getByRole('combobox');
  const find = async (words: string) => {
    await page.keyboard.press('Control+k');
    await expect(field).toBeFocused();
    await page.keyboard.type(words);
    await page.keyboard.press('Enter');
    await expect(field).toHaveCount(0);
  };
  await find('go ready');
  await amina.expectState('READY');
  const maria = await CustomerChat.begin(browser, server.url, { name: 'Maria' });
  await expect(amina.offer('Maria')).toBeVisible();
  await page.keyboard.press('Shift+F2');
  await expect(amina.conversation('Maria')).toBeVisible();
  await maria.write('Paper please');
  await expect(amina.message('Paper please')).toBeVisible();

  await page.evaluate(() => {
    window.print = () => {
      document.body.dataset.printed = '';
    };
  });
  await find('print');
  await expect(page.locator('body[data-printed]')).toHaveCount(1);
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('[data-print]')).toContainText('Paper please');
  await expect(page.locator('[data-print] h1')).toHaveText('Maria');
  await expect(page.locator('#desk')).toBeHidden();
  await page.emulateMedia({ media: 'screen' });
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await expect(page.locator('[data-print]')).toHaveCount(0);

  await find('not ready lunch');
  await expect(amina.state).toContainText('Lunch');
  await find('language deutsch');
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await find('sprache english');
  await maria.end();
  await amina.expectWrapup();
  await find('finish maria');
  await expect(amina.row('Maria')).toHaveCount(0);
});

test('a low and a narrow frame keep the composer in reach, and nothing scrolls sideways', async ({
  browser,
}) => {
  const amina = await AgentDesk.signIn(browser, server.url, 'agent3');
  await amina.goReady();
  await CustomerChat.begin(browser, server.url, { name: 'Nora' });
  await amina.accept('Nora');
  for (const size of [
    { width: 1440, height: 900, panes: 3 },
    { width: 1000, height: 700, panes: 2 },
    { width: 700, height: 600, panes: 2 },
    { width: 600, height: 700, panes: 1 },
    { width: 400, height: 400, panes: 1 },
    { width: 320, height: 568, panes: 1 },
  ]) {
    await amina.page.setViewportSize(size);
    const list = await amina.page.locator('#pane-list').isVisible();
    const context = await amina.page.locator('#pane-context').isVisible();
    expect([list, context].filter(Boolean).length + 1, `${size.width} px`).toBe(size.panes);
    await expect(amina.composer('Nora')).toBeInViewport({ ratio: 0.9 });
    if (size.panes === 2) {
      expect((await amina.page.locator('#pane-list').boundingBox())!.width).toBeGreaterThanOrEqual(320);
      expect((await amina.conversation('Nora').boundingBox())!.width).toBeGreaterThanOrEqual(320);
    }
    const sideways = await amina.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(sideways, `${size.width} px`).toBe(0);
  }
});

test('L-P2: an idle desk makes no request beside the socket', async ({ browser }) => {
  const amina = await AgentDesk.blank(browser);
  await amina.page.clock.install();
  await amina.page.goto(server.url);
  await amina.enterPassword('agent4');
  await amina.goReady();
  await amina.page.waitForLoadState('networkidle');
  const requests: string[] = [];
  amina.page.on('request', (request) => requests.push(request.url()));
  // The clock of the page goes ahead, and what polls is due; an hour is proved in `src/app/idle.test.ts`.
  await amina.page.clock.fastForward(20_000);
  await amina.page.waitForLoadState('networkidle');
  expect(requests.slice(1)).toEqual([]);
});
