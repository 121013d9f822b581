/** Presence, offers and their alerts in a real browser, on the real server. */
import { expect, type BrowserContext, type Page } from '@playwright/test';
import { AgentDesk } from '../support/agent.ts';
import { CustomerChat } from '../support/customer.ts';
import { serverOfEachStory, test } from '../support/story.ts';

const server = serverOfEachStory({ ronaSeconds: 60 });

/** Counts what a tab lets sound and shows; in a browser that believes nobody looks at it. */
function watchAlerts(): void {
  const told = { calls: 0, notifications: 0 };
  Object.assign(window, { told });
  document.hasFocus = () => false;
  const start = AudioBufferSourceNode.prototype.start;
  AudioBufferSourceNode.prototype.start = function (...args) {
    if (this.loop) told.calls += 1;
    start.apply(this, args);
  };
  const show = ServiceWorkerRegistration.prototype.showNotification;
  ServiceWorkerRegistration.prototype.showNotification = function (...args) {
    told.notifications += 1;
    return show.apply(this, args);
  };
}

type Told = { calls: number; notifications: number };
const toldBy = (page: Page): Promise<Told> =>
  page.evaluate(() => (window as unknown as { told: { calls: number; notifications: number } }).told);

async function openDesk(context: BrowserContext): Promise<AgentDesk> {
  const desk = new AgentDesk(context, await context.newPage());
  await desk.page.goto(server.url);
  return desk;
}

test('L-S3, L-S4: with every timer of the page stopped the agent stays ready and is offered work', async ({
  browser,
}) => {
  const amina = await AgentDesk.blank(browser);
  await amina.page.clock.install();
  const pongs: string[] = [];
  amina.page.on('websocket', (socket) => {
    socket.on('framesent', ({ payload }) => {
      if (payload === '3') pongs.push(socket.url());
    });
  });
  await amina.page.goto(server.url);
  await amina.enterPassword('agent1');
  await amina.goReady();
  await amina.page.clock.pauseAt(Date.now() + 1000);

  // The server asks every 25 s whether the desk is alive; the answer needs no timer of the page.
  const before = pongs.length;
  await expect.poll(() => pongs.length, { timeout: 40_000 }).toBeGreaterThan(before);
  const maria = await CustomerChat.begin(browser, server.url, { name: 'Maria' });
  await expect(amina.offer('Maria')).toBeVisible();
  await amina.expectState('READY');
  await expect(maria.queue).toBeVisible();
});

test(
  'L-B3: two tabs of one browser ring once and notify once, and the notification accepts',
  { tag: '@whole-browser' },
  async ({ browser }) => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    await context.grantPermissions(['notifications'], { origin: server.url });
    await context.addInitScript(watchAlerts);
    const first = await openDesk(context);
    await first.enterPassword('agent1');
    await first.goReady();
    await first.page.getByRole('button', { name: 'Settings' }).click();
    await first.page.getByRole('switch', { name: 'Browser notifications' }).click();
    await expect(first.page.getByRole('switch', { name: 'Browser notifications' })).toBeChecked();
    await expect(first.page.getByText('Saved')).toBeVisible();
    await first.page.getByRole('button', { name: 'Conversations', exact: true }).click();

    const second = await openDesk(context);
    await second.expectState('READY');
    await second.page.getByRole('button', { name: 'Conversations', exact: true }).click();
    await CustomerChat.begin(browser, server.url, { name: 'Maria' });
    await expect(first.offer('Maria')).toBeVisible();
    await expect(second.offer('Maria')).toBeVisible();

    await expect
      .poll(async () => {
        const [one, two] = [await toldBy(first.page), await toldBy(second.page)];
        return { calls: one.calls + two.calls, notifications: one.notifications + two.notifications };
      })
      .toEqual({ calls: 1, notifications: 1 });
    await expect(first.page).toHaveTitle('● Maria is waiting');
    await expect(second.page).toHaveTitle('● Maria is waiting');

    const [worker] = context.serviceWorkers();
    expect(worker?.url()).toBe(`${server.url}/sw.js`);
    await worker?.evaluate(async () => {
      const scope = globalThis as unknown as {
        registration: { getNotifications: () => Promise<unknown[]> };
        NotificationEvent: new (name: string, about: object) => Event;
        dispatchEvent: (event: Event) => void;
      };
      const [notification] = await scope.registration.getNotifications();
      scope.dispatchEvent(
        new scope.NotificationEvent('notificationclick', { notification, action: 'accept' }),
      );
    });
    await expect(first.row('Maria')).toBeVisible();
    await expect(second.row('Maria')).toBeVisible();
    await expect(first.offer('Maria')).toHaveCount(0);
  },
);

test('the first words come into the offer that rings, and it can be taken by keys alone and given back', async ({
  browser,
}) => {
  const amina = await AgentDesk.signIn(browser, server.url, 'agent1');
  await amina.goReady();
  const maria = await CustomerChat.begin(browser, server.url, { name: 'Maria' });
  await expect(amina.offer('Maria')).toContainText('No message yet');
  await maria.write('My invoice is wrong.');
  await expect(amina.offer('Maria')).toContainText('My invoice is wrong.');
  await expect(amina.offer('Maria')).toHaveCount(1);

  await amina.page.keyboard.press('F2');
  await amina.page.keyboard.press('Enter');
  await expect(amina.composer('Maria')).toBeFocused();

  const jon = await CustomerChat.begin(browser, server.url, { name: 'Jon' });
  await expect(amina.offer('Jon')).toBeVisible();
  await amina.page.keyboard.type('Let me look');
  await amina.page.keyboard.press('F2');
  await expect(amina.offer('Jon').getByRole('button', { name: 'Accept' })).toBeFocused();
  await jon.end();
  await expect(amina.offer('Jon')).toHaveCount(0);
  await expect(amina.page.getByText('Jon left').first()).toBeVisible();
  await expect(amina.composer('Maria')).toBeFocused();
  await expect(amina.composer('Maria')).toHaveValue('Let me look');
});

test('L-S6: not ready with a chat open waits at the server, is seen over a reload, and is taken back', async ({
  browser,
}) => {
  const amina = await AgentDesk.signIn(browser, server.url, 'agent1');
  await amina.goReady();
  await CustomerChat.begin(browser, server.url, { name: 'Maria' });
  await amina.accept('Maria');
  await amina.choose('Lunch');
  await expect(amina.page.getByText('1 to finish')).toBeVisible();
  await amina.page.reload();
  await expect(amina.mrd('CHAT')).toContainText('Paused after current chats');
  await amina.page.getByRole('button', { name: 'Stay ready' }).click();
  await amina.expectState('READY');
  await expect(amina.mrd('CHAT')).toContainText('Active');
});
