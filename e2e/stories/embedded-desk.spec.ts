/** The desk in a frame of a page of another site, which signs it in by a token (docs/embed.md). */
import { expect, type Page } from '@playwright/test';
import { CustomerChat } from '../support/customer.ts';
import { startEmbeddingSite } from '../support/embedding-site.ts';
import { refuseStorage } from '../support/refused-storage.ts';
import { startServer } from '../support/server.ts';
import { test } from '../support/story.ts';

/** Notes on the page around what the desk asks it for. */
function noteQuestions(): void {
  if (window.parent !== window) return;
  const asked: string[] = [];
  Object.assign(window, { asked });
  window.addEventListener('message', ({ data }: MessageEvent<{ reason?: string }>) => {
    if (data.reason !== undefined) asked.push(data.reason);
  });
}

const questions = (page: Page) => page.evaluate(() => (window as unknown as { asked: string[] }).asked);

test('a page around the desk signs it in, again before the token ends, and nothing is stored', async ({
  browser,
  kept,
}, info) => {
  const site = kept(await startEmbeddingSite());
  const origin = `http://localhost:${site.port}`;
  const server = kept(
    await startServer({ ronaSeconds: 60, loginTokenSeconds: 30 }, [], {
      EMBED_ORIGINS: origin,
      ALLOWED_ORIGINS: origin,
    }),
  );
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await context.addInitScript(refuseStorage);
  await context.addInitScript(noteQuestions);
  const page = await context.newPage();
  const visited: string[] = [];
  page.on('framenavigated', (frame) => visited.push(new URL(frame.url()).pathname));
  await page.goto(`${origin}/?desk=${server.url}`);
  const desk = page.frameLocator('iframe');

  // Nobody is signed in at the page around yet.
  await expect(desk.getByRole('heading', { name: 'You’re not signed in' })).toBeVisible({ timeout: 20_000 });
  await expect(desk.getByText(origin).first()).toBeVisible();
  await page.screenshot({ path: info.outputPath('not-signed-in.png') });
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('Signed in')).toBeVisible();
  await desk.getByRole('button', { name: 'Try again' }).click();
  await desk.locator('#state-menu').click({ timeout: 20_000 });
  await desk.getByRole('menuitem', { name: 'Ready', exact: true }).click();
  await expect(desk.locator('#state-menu')).toHaveAttribute('data-state-name', 'READY');

  const maria = await CustomerChat.begin(browser, server.url, { name: 'Maria' });
  await maria.write('My router blinks red since this morning');
  await desk.getByRole('article', { name: 'Offer: Maria' }).getByRole('button', { name: 'Accept' }).click();
  await expect(desk.getByText('My router blinks red since this morning').first()).toBeVisible();

  // The token ends within half a minute: the desk asks for the next one and goes on.
  await expect.poll(() => questions(page), { timeout: 40_000 }).toContain('renewal');
  await desk.getByRole('textbox', { name: 'Message to Maria' }).fill('Let me look at it');
  await desk.getByRole('textbox', { name: 'Message to Maria' }).press('Enter');
  await expect(maria.page.getByText('Let me look at it')).toBeVisible();
  await page.screenshot({ path: info.outputPath('framed.png') });

  // Signing out stays in the frame, and the page around knows.
  await desk.getByRole('button', { name: /^Account of/ }).click();
  await desk.getByRole('menuitem', { name: 'Sign out: End of shift' }).click();
  await desk.getByRole('dialog', { name: 'Sign out?' }).getByRole('button', { name: 'Sign out' }).click();
  await expect(desk.getByRole('heading', { name: 'You’re signed out' })).toBeVisible();
  await expect(page.getByText('Signed out')).toBeVisible();
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('Signed in')).toBeVisible();
  await desk.getByRole('button', { name: 'Sign in' }).click();
  await expect(desk.locator('#state-menu')).toBeVisible({ timeout: 20_000 });
  expect(visited.filter((path) => path.includes('/realms/'))).toEqual([]);
  expect(await context.cookies()).toEqual([]);
});

test('another origin gets nothing, not even a question, and the card names the setting', async ({
  browser,
  kept,
}, info) => {
  const site = kept(await startEmbeddingSite());
  const stranger = `http://localhost:${site.port}`;
  const server = kept(
    await startServer({}, [], { EMBED_ORIGINS: 'https://crm.example.org', FRAME_ANCESTORS: stranger }),
  );
  const context = await browser.newContext({ viewport: { width: 700, height: 700 }, colorScheme: 'dark' });
  await context.addInitScript(noteQuestions);
  const page = await context.newPage();
  await page.goto(`${stranger}/?desk=${server.url}`);
  const desk = page.frameLocator('iframe');
  await expect(desk.getByRole('heading', { name: 'This page can’t sign you in' })).toBeVisible({
    timeout: 20_000,
  });
  await expect(desk.getByText(`EMBED_ORIGINS=${stranger}`)).toBeVisible();
  expect(await questions(page)).toEqual([]);
  await page.screenshot({ path: info.outputPath('unknown-dark.png') });
});

test('a page that says nothing, and one that gives rubbish, are named on a card', async ({
  browser,
  kept,
}, info) => {
  const site = kept(await startEmbeddingSite());
  const origin = `http://localhost:${site.port}`;
  const server = kept(await startServer({}, [], { EMBED_ORIGINS: origin }));
  const context = await browser.newContext({ viewport: { width: 360, height: 800 }, locale: 'ar' });
  const page = await context.newPage();
  await page.goto(`${origin}/silent?desk=${server.url}`);
  const problem = (kind: string) => page.frameLocator('iframe').locator(`[data-problem="${kind}"]`);
  await expect(problem('silent')).toBeVisible({ timeout: 30_000 });
  await page.screenshot({ path: info.outputPath('silent-arabic.png') });

  /** From now on the page answers each question with this token. */
  const answerWith = (token: string) =>
    page.evaluate((given) => {
      window.onmessage = ({ data, origin: desk, source }: MessageEvent<{ request: string }>) => {
        const answer = { type: 'agent-desk.token', request: data.request, token: given };
        (source as Window | null)?.postMessage(answer, desk);
      };
    }, token);
  await answerWith('not a token');
  await expect(problem('bad')).toBeVisible({ timeout: 20_000 });
  await answerWith('eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln');
  await page.frameLocator('iframe').getByRole('button').click();
  await expect(problem('refused')).toBeVisible({ timeout: 20_000 });
  await page.screenshot({ path: info.outputPath('refused-arabic.png') });
});
