import { expect, type Page, type Route } from '@playwright/test';
import { AgentDesk } from '../support/agent.ts';
import { CustomerChat } from '../support/customer.ts';
import { serverOfStories, test } from '../support/story.ts';

const LIFE = 10;
const TOKENS = '**/protocol/openid-connect/token';

const server = serverOfStories({ accessTokenSeconds: LIFE });

/** Each answer is another way to be out of order. */
const FAULTS: readonly ((route: Route) => Promise<void>)[] = [
  (route) => route.fulfill({ status: 503, body: 'starting' }),
  (route) => route.abort('connectionrefused'),
  (route) => route.fulfill({ status: 400, contentType: 'text/html', body: '<h1>Bad request</h1>' }),
  (route) => route.fulfill({ status: 200, contentType: 'text/html', body: '<h1>Maintenance</h1>' }),
];

/** The provider gives no tokens; tells how often it was asked for some. */
async function breakProvider(page: Page): Promise<() => number> {
  let asked = 0;
  await page.route(TOKENS, (route) => {
    asked += 1;
    return FAULTS[(asked - 1) % FAULTS.length]!(route);
  });
  return () => asked;
}

test('a provider that fails for a while signs nobody out, and work goes on', async ({ browser }) => {
  const desk = await AgentDesk.signIn(browser, server.url, 'agent1');
  await desk.goReady();
  const ann = await CustomerChat.begin(browser, server.url, { name: 'Ann' });
  await desk.accept('Ann');
  const asked = await breakProvider(desk.page);
  await expect.poll(asked, { timeout: 60_000 }).toBeGreaterThanOrEqual(FAULTS.length);
  // The page comes back from behind, as after a lunch: its socket is good, whatever the provider says.
  await desk.page.evaluate(() => window.dispatchEvent(new Event('online')));
  await desk.write('Ann', 'still here');
  await expect(ann.text('still here')).toBeVisible();
  await desk.expectTick('still here', 'read');
  await expect(desk.state).not.toHaveAttribute('data-unsure');

  await desk.page.unroute(TOKENS);
  const renewed = desk.page.waitForResponse((response) => response.url().endsWith('/token') && response.ok());
  await renewed;
  await desk.write('Ann', 'and again');
  await expect(ann.text('and again')).toBeVisible();
});

test('a desk that is opened during an outage says so, and opens by itself afterwards', async ({
  browser,
}) => {
  const desk = await AgentDesk.signIn(browser, server.url, 'agent2');
  await desk.goReady();
  const asked = await breakProvider(desk.page);
  await desk.page.reload();
  await expect(desk.page.locator('main[data-end="unreachable"]')).toBeVisible();
  expect(asked()).toBeGreaterThan(0);
  await desk.page.unroute(TOKENS);
  await expect(desk.state).toBeVisible({ timeout: 30_000 });
});
