/** Offers come without moving anything, and take no click that was meant for something else. */
import { expect, type Page } from '@playwright/test';
import { AgentDesk } from '../support/agent.ts';
import { SocketCustomer } from '../support/socket-customer.ts';
import { serverOfEachStory, test } from '../support/story.ts';

const server = serverOfEachStory({ ronaSeconds: 120 });

/** Presses the mouse where a row is in the very frame in which the first offer is drawn, and lets go in the next. */
async function pressAsOfferComes(page: Page, x: number, y: number): Promise<void> {
  await page.mouse.move(x, y);
  await page.waitForFunction(() => document.querySelector('[data-task]') !== null);
  await page.mouse.down();
  await page.mouse.up();
}

/** A supervisor announces something to all of their teams. */
async function announce(url: string, announcementText: string): Promise<void> {
  const login = await fetch(`${url}/agent/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'supervisor1', password: 'demo' }),
  });
  const { data } = (await login.json()) as {
    data: { token: string; keycloak_User: { supervisedTeams: { teamId: string; teamName: string }[] } };
  };
  const answer = await fetch(`${url}/team-announcement/announcement`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${data.token}` },
    body: JSON.stringify({ announcementText, teams: data.keycloak_User.supervisedTeams }),
  });
  expect(answer.status, await answer.text()).toBe(200);
}

test('a click on a row in the moment an offer comes opens the row; the list stands still', async ({
  browser,
  kept,
}) => {
  const desk = await AgentDesk.signIn(browser, server.url, 'agent1');
  const { page } = desk;
  await desk.goReady();
  for (const name of ['Maria', 'Jonas']) {
    await kept(await SocketCustomer.begin(server.url, name)).write(`Hello from ${name}`);
    await desk.accept(name);
  }
  await page.mouse.move(900, 400);
  const place = async (name: string) => (await desk.row(name).boundingBox())!;
  const before = { maria: await place('Maria'), jonas: await place('Jonas') };

  const pressed = pressAsOfferComes(page, before.maria.x + 80, before.maria.y + 20);
  kept(await SocketCustomer.begin(server.url, 'Lena'));
  await pressed;
  await expect(desk.conversation('Maria')).toBeVisible();
  await expect(desk.offer('Lena')).toBeVisible();
  expect({ maria: await place('Maria'), jonas: await place('Jonas') }).toEqual(before);

  await test.step('a second offer does not move the first', async () => {
    const first = (await desk.offer('Lena').getByRole('button', { name: 'Accept' }).boundingBox())!;
    kept(await SocketCustomer.begin(server.url, 'Omar'));
    await expect(desk.offer('Omar')).toBeVisible();
    expect(await desk.offer('Lena').getByRole('button', { name: 'Accept' }).boundingBox()).toEqual(first);
  });

  await test.step('a notice of an end moves no row either', async () => {
    await desk.offer('Omar').getByRole('button', { name: 'Decline' }).click();
    await expect(page.getByText('Omar is back in the queue.')).toBeVisible();
    expect({ maria: await place('Maria'), jonas: await place('Jonas') }).toEqual(before);
  });

  await test.step('an announcement moves no row either, and its button takes no click at once', async () => {
    await announce(server.url, 'Fire drill at noon');
    const told = page.getByRole('region', { name: 'Announcement' });
    await expect(told).toBeVisible();
    expect({ maria: await place('Maria'), jonas: await place('Jonas') }).toEqual(before);
    await told.getByRole('button', { name: 'Got it' }).click();
    await expect(told).toHaveCount(0);
  });
});

test('a new Accept takes no click for half a second, and keys at once', async ({ browser, kept }) => {
  const desk = await AgentDesk.signIn(browser, server.url, 'agent2');
  const { page } = desk;
  await desk.goReady();
  kept(await SocketCustomer.begin(server.url, 'Nora'));
  const accept = desk.offer('Nora').getByRole('button', { name: 'Accept' });
  await expect(accept).toBeVisible();
  const box = (await accept.boundingBox())!;
  await page.keyboard.press('Shift+F2');
  await expect(desk.conversation('Nora')).toBeVisible();

  // The next one comes where the last one was, under the pointer.
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.evaluate(() => {
    new MutationObserver((_, observer) => {
      if (document.querySelector('[data-task]') === null) return;
      observer.disconnect();
      document.body.dataset.cameAt = String(performance.now());
    }).observe(document.body, { childList: true, subtree: true });
  });
  kept(await SocketCustomer.begin(server.url, 'Paul'));
  await page.waitForFunction(() => document.querySelector('[data-task]') !== null);
  await page.mouse.down();
  await page.mouse.up();
  const since = await page.evaluate(() => performance.now() - Number(document.body.dataset.cameAt));
  expect(since).toBeLessThan(500);
  await expect(desk.offer('Paul')).toBeVisible();
  await desk.offer('Paul').getByRole('button', { name: 'Accept' }).click();
  await expect(desk.conversation('Paul')).toBeVisible();
  const took = await page.evaluate(() => performance.now() - Number(document.body.dataset.cameAt));
  expect(took).toBeGreaterThan(500);
});
