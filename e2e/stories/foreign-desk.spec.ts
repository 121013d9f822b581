/** Desks on other sites: one that an integrator builds, and ours in the frame of a CRM. */
import { expect } from '@playwright/test';
import { startForeignDesk } from '../support/foreign-desk.ts';
import { startServer } from '../support/server.ts';
import { test } from '../support/story.ts';

test.describe('a desk that an integrator hosts elsewhere', () => {
  test('signs in, asks services and connects the socket, with a token alone', async ({ page, kept }) => {
    const site = kept(await startForeignDesk());
    const origin = `http://localhost:${site.port}`;
    const server = kept(await startServer({}, [], { ALLOWED_ORIGINS: origin }));
    site.serve(server.url);
    await page.goto(origin);
    await expect(page.locator('#login')).toHaveText('agent1');
    await expect(page.locator('#service')).toHaveText('200');
    await expect(page.locator('#socket')).toHaveText('NOT_READY');
    await expect(page.locator('#cookie')).toHaveText('401');
    expect(await page.context().cookies()).toEqual([]);
  });

  test('is refused without the setting', async ({ page, kept }) => {
    const site = kept(await startForeignDesk());
    const server = kept(await startServer());
    site.serve(server.url);
    await page.goto(`http://localhost:${site.port}`);
    await expect(page.locator('#login')).toHaveText('Failed to fetch');
  });
});

test.describe('our desk in a frame of another origin', () => {
  test('signs in and works where FRAME_ANCESTORS allows it', async ({ page, kept }) => {
    await page.setViewportSize({ width: 1440, height: 900 });
    const site = kept(await startForeignDesk());
    const origin = `http://127.0.0.1:${site.port}`;
    const server = kept(await startServer({}, [], { FRAME_ANCESTORS: origin }));
    site.serve(server.url);
    await page.goto(`${origin}/framed`);
    const desk = page.frameLocator('iframe');
    await desk.getByLabel('Username').fill('agent1');
    await desk.getByLabel('Password').fill('demo');
    await desk.getByRole('button', { name: 'Sign in' }).click();
    await desk.locator('#state-menu').click({ timeout: 20_000 });
    await desk.getByRole('menuitem', { name: 'Ready', exact: true }).click();
    await expect(desk.locator('#state-menu')).toHaveAttribute('data-state-name', 'READY');
  });

  test('stays empty elsewhere', async ({ page, kept }) => {
    const site = kept(await startForeignDesk());
    const server = kept(await startServer({}, [], { CHAT_FRAME_ANCESTORS: `http://127.0.0.1:${site.port}` }));
    site.serve(server.url);
    const refused = page.waitForEvent('console', (line) => line.text().includes('frame-ancestors'));
    await page.goto(`http://127.0.0.1:${site.port}/framed`);
    await refused;
    await expect(page.frameLocator('iframe').getByLabel('Username')).toHaveCount(0);
  });
});
