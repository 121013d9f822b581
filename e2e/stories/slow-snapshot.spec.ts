import { expect } from '@playwright/test';
import { AgentDesk } from '../support/agent.ts';
import { CustomerChat } from '../support/customer.ts';
import { SocketGate } from '../support/socket-gate.ts';
import { serverOfStories, test } from '../support/story.ts';

const server = serverOfStories();

/** Far longer than any silence that could be taken for the end, ms. */
const SLOW = 5000;

test('a server that reads slowly ends no conversation, gives up no words and gets none twice', async ({
  browser,
}) => {
  const desk = await AgentDesk.blank(browser);
  const gate = await SocketGate.at(desk.page);
  await desk.page.goto(server.url);
  await desk.enterPassword('agent1');
  await desk.goReady();
  const ann = await CustomerChat.begin(browser, server.url, { name: 'Ann' });
  await desk.accept('Ann');
  const ben = await CustomerChat.begin(browser, server.url, { name: 'Ben' });
  await desk.accept('Ben');
  await desk.open('Ann');

  const slowly = async (lookAtIt: () => Promise<void>) => {
    await expect.poll(() => gate.holding, { timeout: 20_000 }).toBe(true);
    const since = Date.now();
    await expect.poll(() => Date.now() - since, { timeout: 2 * SLOW }).toBeGreaterThan(SLOW);
    await lookAtIt();
    gate.release();
  };

  // The line is lost while something is being said.
  await gate.cut();
  await expect(desk.state).toHaveAttribute('data-unsure');
  await desk.paste('Ann', 'answer 1');
  await desk.paste('Ann', 'answer 2');
  await expect(desk.page.locator('[data-outgoing]')).toHaveCount(2);
  gate.hold(/onTopicData/u);
  gate.restore();
  await slowly(async () => {
    await expect(desk.row('Ben')).toBeVisible();
    await expect(desk.composer('Ann')).toBeVisible();
    await expect(desk.page.locator('[data-outgoing], [data-message]')).toHaveCount(2);
    await expect(desk.page.getByText(/ended while/u)).toHaveCount(0);
  });
  await expect(desk.page.locator('[data-outgoing]')).toHaveCount(0);
  await expect.poll(() => ann.texts('answer ')).toEqual(['answer 1', 'answer 2']);

  // The page is loaded anew while something is on its way.
  await gate.cut();
  await expect(desk.state).toHaveAttribute('data-unsure');
  await desk.paste('Ann', 'answer 3');
  await expect(desk.page.locator('[data-outgoing]')).toHaveCount(1);
  gate.hold(/onTopicData/u);
  gate.restore();
  await desk.page.reload();
  await slowly(async () => {
    await expect(desk.state).toBeVisible();
    await expect(desk.page.getByText('answer 3')).toHaveCount(0);
  });
  await expect
    .poll(() => ann.texts('answer '), { timeout: 20_000 })
    .toEqual(['answer 1', 'answer 2', 'answer 3']);
  await expect(desk.page.locator('[data-outgoing]')).toHaveCount(0);
  expect(await desk.texts('answer ')).toEqual(['answer 1', 'answer 2', 'answer 3']);
  await desk.open('Ben');
  await desk.write('Ben', 'still here');
  await expect(ben.text('still here')).toBeVisible();
});
