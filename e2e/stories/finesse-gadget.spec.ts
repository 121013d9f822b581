/** The desk as a gadget of a Finesse desktop of another origin, with nothing stored for pages in frames. */
import { expect, type Page } from '@playwright/test';
import { containerPages } from '../finesse/container/pages.ts';
import { startFinesse } from '../finesse/start.ts';
import { CustomerChat } from '../support/customer.ts';
import { atFinesse, DeskPhone } from '../support/phone.ts';
import { refuseStorage } from '../support/refused-storage.ts';
import { startServer } from '../support/server.ts';
import { test } from '../support/story.ts';

const CALLER = '2025550147';
/** It answers at once. */
const OUTSIDE = '18005550100';

/** The desk, in the gadget's frame, in the desktop. */
const deskIn = (page: Page, gadget = 'AgentDesk.xml') =>
  page.frameLocator(`iframe[title="${gadget}"]`).frameLocator('iframe');

async function signInAtFinesse(page: Page, password = 'Passw0rd'): Promise<void> {
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

test('an agent who is signed in at Finesse works in the gadget, and the desk never learns the password', async ({
  browser,
  kept,
}, info) => {
  // Three desks in two desktops, one after the other.
  test.slow();
  const finesse = kept(await startFinesse(0, {}, { pages: containerPages }));
  const origin = `http://localhost:${finesse.port}`;
  const server = kept(
    await startServer({ ronaSeconds: 60 }, [], {
      EMBED_ORIGINS: origin,
      FINESSE_URL: finesse.url,
      FINESSE_XMPP_URL: `${finesse.url.replace('http', 'ws')}/ws/`,
    }),
  );
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 } });
  await context.addInitScript(refuseStorage);
  const page = await context.newPage();
  const shown: string[] = [];
  page.on('request', (request) => {
    const proof = request.postData()?.includes('authorization') === true;
    if (proof) shown.push(`${new URL(request.frame().url()).origin} ${new URL(request.url()).pathname}`);
  });
  await page.goto(`${origin}/desktop/container?desk=${server.url}`);
  await signInAtFinesse(page);
  const desk = deskIn(page);
  await desk.locator('#state-menu').click({ timeout: 30_000 });
  await desk.getByRole('menuitem', { name: 'Ready', exact: true }).click();
  await expect(desk.locator('#state-menu')).toHaveAttribute('data-state-name', 'READY');
  const frame = page.locator('iframe[title="AgentDesk.xml"]');
  await expect(frame).toHaveAttribute('data-loaded', 'true');
  await expect(frame).toHaveCSS('height', '650px');

  const maria = await CustomerChat.begin(browser, server.url, { name: 'Maria' });
  await maria.write('My router blinks red');
  // The gadget without a picture calls the agent by the desktop's own notice.
  await expect(page.locator('#notices')).toContainText('Maria');
  await desk.getByRole('article', { name: 'Offer: Maria' }).getByRole('button', { name: 'Accept' }).click();
  await expect(desk.getByText('My router blinks red').first()).toBeVisible();
  await desk.getByRole('textbox', { name: 'Message to Maria' }).fill('Let me look at it');
  await desk.getByRole('textbox', { name: 'Message to Maria' }).press('Enter');
  await expect(maria.page.getByText('Let me look at it')).toBeVisible();
  await page.screenshot({ path: info.outputPath('gadget.png') });

  // Maximised it takes the whole room; a column of the desktop may be narrow; a tab that was away comes back as it was.
  await page.getByRole('button', { name: 'Maximise' }).click();
  await expect
    .poll(async () => {
      const box = await frame.boundingBox();
      return box === null ? 0 : Math.round(box.y + box.height);
    })
    .toBe(860);
  await page.screenshot({ path: info.outputPath('canvas.png') });
  await page.getByRole('button', { name: 'Restore' }).click();
  await page.getByRole('button', { name: 'Home' }).click();
  await expect(frame).toBeHidden();
  await page.getByRole('button', { name: 'Conversations' }).click();
  for (const width of [600, 300]) {
    await page.setViewportSize({ width: width + 16, height: 860 });
    await expect(desk.getByRole('textbox', { name: 'Message to Maria' })).toBeVisible();
    await page.screenshot({ path: info.outputPath(`gadget-${width}.png`) });
  }
  // The phone of the desktop is the desk's, without another sign-in: somebody is asked, and gets the call.
  const phone = new DeskPhone({ page: desk });
  const call = (name: string) => phone.call(name);
  await phone.expectState('NOT_READY');
  await phone.goReady();
  await atFinesse(finesse.url, 'call', { from: CALLER, to: '4101' });
  await expect(call(CALLER)).toHaveAttribute('data-kind', 'ringing');
  await page.screenshot({ path: info.outputPath('ringing-300.png') });
  await phone.press(CALLER, 'Answer');
  await phone.expectKind(CALLER, 'active');
  await phone.handOver(CALLER, OUTSIDE, 'Call them first');
  await phone.expectKind(OUTSIDE, 'active');
  await page.screenshot({ path: info.outputPath('consult-300.png') });
  await page.setViewportSize({ width: 616, height: 860 });
  await page.screenshot({ path: info.outputPath('consult-600.png') });
  await phone.bar.getByRole('button', { name: `Transfer to ${OUTSIDE}` }).click();
  await expect(phone.calls).toHaveCount(0);
  await phone.expectState('READY');
  // One proof, from the gadget's frame, for the ticket alone.
  expect(shown).toEqual([`${origin} /agent/finesse/ticket`]);

  await test.step('a supervisor listens to a call and joins it, in the desktop of supervisors', async () => {
    await atFinesse(finesse.url, 'call', { from: CALLER, to: '4101' });
    await phone.press(CALLER, 'Answer');
    await phone.expectKind(CALLER, 'active');
    const above = await context.newPage();
    await above.goto(`${origin}/desktop/container?supervisor&desk=${server.url}`);
    await above.getByLabel('User').fill('supervisor1');
    await above.getByLabel('Extension').fill('4103');
    await signInAtFinesse(above);
    const monitor = deskIn(above, 'TeamMonitor.xml');
    await monitor.getByRole('button', { name: 'Team' }).click({ timeout: 30_000 });
    await monitor.getByRole('tab', { name: 'Agents' }).click();
    await monitor.getByRole('button', { name: 'Actions for Amina Okafor' }).click();
    await monitor.getByRole('menuitem', { name: 'Listen to the call' }).click();
    const own = new DeskPhone({ page: monitor });
    await expect(own.bar).toContainText('You’re listening. No one hears you.');
    await above.screenshot({ path: info.outputPath('team-monitor.png') });
    await own.bar.getByRole('button', { name: 'Join the call' }).click();
    // The call to listen by gives way to the one that is joined.
    await expect(own.calls).toHaveCount(1);
    await expect(own.calls).toHaveAttribute('data-kind', 'active');
    await expect(own.bar).not.toContainText('You’re listening. No one hears you.');
  });
  expect(await context.cookies()).toEqual([]);
});

test('the gadget says what is wrong: a refused sign-in, and a server that does not allow the desktop', async ({
  browser,
  kept,
}, info) => {
  const finesse = kept(await startFinesse(0, {}, { pages: containerPages }));
  const origin = `http://localhost:${finesse.port}`;
  const server = kept(await startServer({}, [], { EMBED_ORIGINS: origin, FINESSE_URL: finesse.url }));
  const page = await (await browser.newContext({ viewport: { width: 640, height: 800 } })).newPage();
  await page.goto(`${origin}/desktop/container?desk=${server.url}`);
  await signInAtFinesse(page, 'wrong');
  const gadget = page.frameLocator('iframe[title="AgentDesk.xml"]');
  await expect(gadget.getByRole('alert')).toContainText('Finesse does not take this sign-in.', {
    timeout: 30_000,
  });
  await page.screenshot({ path: info.outputPath('refused.png') });

  const closed = kept(await startServer({}, [], { FINESSE_URL: finesse.url }));
  await page.setViewportSize({ width: 320, height: 800 });
  await page.goto(`${origin}/desktop/container?desk=${closed.url}`);
  await signInAtFinesse(page);
  await expect(gadget.getByRole('alert')).toContainText(`EMBED_ORIGINS=${origin}`, { timeout: 40_000 });
  await page.screenshot({ path: info.outputPath('not-allowed-300.png') });
});
