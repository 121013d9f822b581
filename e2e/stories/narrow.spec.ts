/** The desk in a window of 400 px, where list and conversation take turns. */
import { expect, type Locator } from '@playwright/test';
import { AgentDesk } from '../support/agent.ts';
import { CustomerChat } from '../support/customer.ts';
import { serverOfEachStory, test } from '../support/story.ts';

const server = serverOfEachStory({ ronaSeconds: 30, ronaAgentState: 'READY' });

const viewport = { width: 400, height: 700 };

async function top(element: Locator): Promise<number> {
  const box = await element.boundingBox();
  if (box === null) throw new Error('It cannot be seen.');
  return box.y;
}

test('an offer over an open conversation says who, how long and what about; Back counts what is unread', async ({
  browser,
}) => {
  const desk = await AgentDesk.signIn(browser, server.url, 'agent1', { viewport });
  await desk.goReady();
  const maria = await CustomerChat.begin(browser, server.url, { name: 'Maria' });
  await desk.accept('Maria');
  const ben = await CustomerChat.begin(browser, server.url, { name: 'Ben' });
  await ben.write('My router blinks red');
  const offer = desk.offer('Ben');
  await expect(offer).toContainText('My router blinks red');
  await expect(offer).toContainText(/waiting \d:\d\d/);
  await expect(offer).toContainText('Support');
  await offer.getByRole('button', { name: 'Accept' }).click();
  await expect(desk.conversation('Ben')).toBeVisible();
  await expect(desk.composer('Ben')).toBeFocused();

  await maria.write('Are you still there?');
  const back = desk.page.getByRole('button', { name: 'Back to the list' });
  await expect(back.locator('..').getByText('1', { exact: true })).toBeVisible();
  await back.click();
  await expect(desk.row('Maria')).toBeVisible();
});

test('a notice on the empty desk moves nothing', async ({ browser }) => {
  const desk = await AgentDesk.signIn(browser, server.url, 'agent1', { viewport });
  await desk.goReady();
  const title = desk.page.getByRole('heading', { name: 'You’re ready' });
  const before = await top(title);
  await CustomerChat.begin(browser, server.url, { name: 'Ann' });
  await desk.offer('Ann').getByRole('button', { name: 'Decline' }).click();
  await expect(desk.page.getByText('Ann is back in the queue.')).toBeVisible();
  expect(await top(title)).toBe(before);
});
