import { spawn } from 'node:child_process';
import { expect, type Browser, type Locator } from '@playwright/test';
import { AgentDesk } from '../support/agent.ts';
import { CustomerChat } from '../support/customer.ts';
import { EMBEDDED } from '../support/database.ts';
import { startServer, type RunningServer } from '../support/server.ts';
import { test } from '../support/story.ts';

/** High enough to show every message of these stories. */
const viewport = { width: 1280, height: 1600 };

async function signIn(browser: Browser, server: RunningServer, username: string): Promise<AgentDesk> {
  const desk = await AgentDesk.signIn(browser, server.url, username, { viewport });
  await desk.expectState('NOT_READY');
  return desk;
}

function askForChat(browser: Browser, server: RunningServer, name: string): Promise<CustomerChat> {
  return CustomerChat.begin(browser, server.url, { name }, { viewport });
}

/** Seconds that the countdown of an offer still has. */
async function secondsLeft(rings: Locator): Promise<number> {
  const label = await rings.getByLabel(/left to answer/u).getAttribute('aria-label');
  return Number.parseInt(label ?? '', 10);
}

async function reconnected(desk: AgentDesk): Promise<void> {
  await expect(desk.state).not.toHaveAttribute('data-unsure');
}

async function killed(server: RunningServer, ...desks: AgentDesk[]): Promise<void> {
  await server.kill();
  for (const desk of desks) await expect(desk.state).toHaveAttribute('data-unsure');
}

test('a server killed while customers wait and an offer rings goes on where it was', async ({
  browser,
  kept,
}) => {
  const server = kept(await startServer({ ronaSeconds: 60 }, [], EMBEDDED));
  const desk = await signIn(browser, server, 'agent1');
  const other = await signIn(browser, server, 'agent2');
  await other.choose('Lunch');
  await expect(other.state).toContainText('Lunch');
  const ann = await askForChat(browser, server, 'Ann');
  await expect(ann.page.getByText('No one is available right now').first()).toBeVisible();
  const ben = await askForChat(browser, server, 'Ben');
  await expect(ben.page.getByText('1 person ahead of you')).toBeVisible();

  await killed(server, desk, other);
  await server.start();
  await reconnected(desk);
  await reconnected(other);
  await desk.expectState('NOT_READY');
  await expect(other.state).toContainText('Lunch');
  await expect(ann.page.getByText('No one is available right now').first()).toBeVisible();
  await expect(ben.page.getByText('1 person ahead of you')).toBeVisible();

  await desk.goReady();
  const rings = desk.offer('Ann');
  await expect(rings).toBeVisible();
  const task = await rings.getAttribute('data-task');
  const before = await secondsLeft(rings);
  await killed(server, desk);
  await server.start();
  await reconnected(desk);
  await desk.expectState('READY');
  await expect(other.state).toContainText('Lunch');
  await expect(rings).toHaveAttribute('data-task', task ?? '');
  expect(await secondsLeft(rings), 'rings with the time that is left').toBeLessThan(before);
  await rings.getByRole('button', { name: 'Accept' }).click();
  await expect(ann.page.getByText('You are chatting with')).toBeVisible();
  await expect(desk.page.locator('[data-composer]')).toHaveAccessibleName('Message to Ann');
});

test('an offer whose time runs out while the server is down is missed exactly once', async ({
  browser,
  kept,
}) => {
  const server = kept(await startServer({ ronaSeconds: 8 }));
  const desk = await signIn(browser, server, 'agent1');
  await desk.goReady();
  const ann = await askForChat(browser, server, 'Ann');
  await expect(desk.offers).toBeVisible();
  const deadline = Date.now() + (await secondsLeft(desk.offer('Ann'))) * 1000;
  await killed(server, desk);
  await expect.poll(() => Date.now(), { timeout: 20_000 }).toBeGreaterThan(deadline);
  await server.start();
  await reconnected(desk);
  // The kind of work is switched off, the agent stays (M17).
  await expect(desk.mrd('CHAT')).toContainText('Paused');
  await desk.expectState('READY');
  await expect(desk.offers).toHaveCount(0);
  // Missed once, whatever was read again from the journal; and it is not rung for again unasked.
  await desk.page.getByRole('button', { name: /^Notifications/ }).click();
  await expect(desk.page.getByRole('listitem').filter({ hasText: /Ann.*offer|offer.*Ann/ })).toHaveCount(1);
  await desk.page.keyboard.press('Escape');

  await desk.goReady();
  await desk.accept('Ann');
  await expect(ann.page.getByText('You are chatting with')).toBeVisible();
});

test('L-M4: messages under way when the server is killed arrive once and in order on both screens', async ({
  browser,
  kept,
}) => {
  const server = kept(await startServer());
  const desk = await signIn(browser, server, 'agent1');
  await desk.goReady();
  const ann = await askForChat(browser, server, 'Ann');
  await desk.accept('Ann');
  const both = async (from: number, to: number): Promise<void> => {
    for (let n = from; n <= to; n += 1) {
      await desk.paste('Ann', `agent ${n}`);
      await ann.paste(`customer ${n}`);
    }
  };
  await both(1, 2);
  await expect(desk.words).toHaveCount(4);
  // The kill falls among these: some are stored, some are not, none is known to be.
  const writing = both(3, 5);
  await server.kill();
  await writing;
  await both(6, 7);
  await expect(desk.page.locator('[data-outgoing]').first()).toBeVisible();
  await server.start();
  await reconnected(desk);
  await both(8, 8);

  const expected = Array.from({ length: 8 }, (_, at) => at + 1);
  const said = (texts: string[], who: string) => texts.filter((text) => text.startsWith(who));
  await expect(desk.page.locator('[data-outgoing]')).toHaveCount(0, { timeout: 20_000 });
  await expect(desk.words).toHaveCount(16, { timeout: 20_000 });
  await expect(ann.words).toHaveCount(16);
  const onDesk = await desk.words.allTextContents();
  expect(said(onDesk, 'agent')).toEqual(expected.map((n) => `agent ${n}`));
  expect(said(onDesk, 'customer')).toEqual(expected.map((n) => `customer ${n}`));
  await expect.poll(() => ann.words.allTextContents()).toEqual(onDesk);

  await desk.page.reload();
  await expect(desk.words).toHaveText(onDesk);
  await ann.page.reload();
  await expect(ann.words).toHaveText(onDesk);
});

test('L-T6: a wrap-up goes on over a kill with its note, and ends on time', async ({ browser, kept }) => {
  const server = kept(await startServer({ wrapupSeconds: 25 }));
  const desk = await signIn(browser, server, 'agent1');
  await desk.goReady();
  const ann = await askForChat(browser, server, 'Ann');
  await desk.accept('Ann');
  await desk.leave('Ann');
  await ann.expectEnded();
  const note = desk.page.getByRole('textbox', { name: 'Note' });
  await note.fill('router was reset twice');
  const left = async () => Number((await desk.page.getByRole('timer').textContent())?.split(':')[1]);
  const before = await left();
  const deadline = Date.now() + before * 1000;

  await killed(server, desk);
  await server.start();
  await reconnected(desk);
  await expect(note).toHaveValue('router was reset twice');
  expect(await left(), 'does not start again').toBeLessThan(before);
  await expect(desk.page.getByText('Wrap-up time ran out.')).toBeVisible({ timeout: 30_000 });
  expect(Date.now(), 'not before its time').toBeGreaterThan(deadline - 2000);
  await expect(desk.page.getByText('router was reset twice')).toBeVisible();
  await desk.expectState('READY');
});

test('a second process on the same data is refused with a sentence', async ({ kept }) => {
  const server = kept(await startServer({}, [], EMBEDDED));
  const second = spawn(process.execPath, ['dist/server/main.js'], {
    env: { ...process.env, ...server.environment, PORT: '0' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaint = '';
  second.stderr.on('data', (chunk: Buffer) => {
    complaint += chunk.toString();
  });
  const code = await new Promise((resolve) => second.once('close', resolve));
  expect(code).toBe(1);
  expect(complaint.trim().split('\n')).toHaveLength(1);
  expect(complaint).toContain(server.environment.DATA_DIR);
  expect((await fetch(`${server.url}/ready`)).ok).toBe(true);
});
