import { readFile } from 'node:fs/promises';
import { expect, type Browser, type Locator, type Page } from '@playwright/test';
import { AgentDesk } from '../support/agent.ts';
import { axeOn } from '../support/barriers.ts';
import { startForeignSite } from '../support/foreign-site.ts';
import { connectSocketAgent } from '../support/socket-agent.ts';
import { serverOfStories, test, type Keep } from '../support/story.ts';

/** The widget on a site of another origin, under the policy that docs/embed.md documents. */
const server = serverOfStories({ wrapupSeconds: 300, ronaSeconds: 60 });

declare global {
  interface Window {
    __violations?: string[];
  }
}

/** What a customer sees of the widget, and everything that must not happen around it. */
class Widget {
  readonly page: Page;
  readonly seen: string[] = [];

  constructor(page: Page) {
    this.page = page;
    page.on('dialog', (dialog) => {
      this.seen.push(`dialog ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('pageerror', (error) => this.seen.push(`error ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error') this.seen.push(`console ${message.text()}`);
    });
  }

  get launcher(): Locator {
    return this.page.locator('.launcher');
  }
  get dialog(): Locator {
    return this.page.getByRole('dialog', { name: 'How can we help?' });
  }
  get log(): Locator {
    return this.dialog.getByRole('log', { name: 'Conversation' });
  }
  get composer(): Locator {
    return this.dialog.getByRole('textbox', { name: 'Your message' });
  }

  async start(name: string): Promise<void> {
    await this.launcher.click();
    await this.dialog.getByLabel('Your name').fill(name);
    await this.dialog.getByRole('button', { name: 'Start chat' }).click();
    await expect(this.composer).toBeVisible();
  }

  async expectNothingStrange(): Promise<void> {
    expect(this.seen).toEqual([]);
    expect(await this.page.evaluate(() => window.__violations ?? ['not listening'])).toEqual([]);
    expect(await this.page.evaluate(() => '__xss' in window)).toBe(false);
  }
}

async function openSite(
  browser: Browser,
  kept: Keep,
  site: Parameters<typeof startForeignSite>[1] = {},
  context: Parameters<Browser['newContext']>[0] = {},
): Promise<Widget> {
  const foreign = kept(await startForeignSite(server.url, site));
  const own = await browser.newContext({ viewport: { width: 1100, height: 760 }, ...context });
  const page = await own.newPage();
  await page.addInitScript(() => {
    window.__violations = [];
    document.addEventListener('securitypolicyviolation', (event) => {
      window.__violations?.push(`${event.effectiveDirective} ${event.blockedURI}`);
    });
  });
  const widget = new Widget(page);
  await page.goto(foreign.url);
  await expect(widget.launcher).toBeVisible();
  return widget;
}

test('L-A1: a whole chat by keyboard alone, on a strict page of another origin', async ({
  browser,
  kept,
}) => {
  const amina = await AgentDesk.signIn(browser, server.url, 'agent1');
  await amina.goReady();
  const widget = await openSite(browser, kept);
  const { page, launcher, dialog } = widget;
  const keys = page.keyboard;

  await test.step('open, close with Escape, open again: the focus goes along', async () => {
    await expect(launcher).toHaveAccessibleName('How can we help?');
    await expect(launcher).toHaveAttribute('aria-expanded', 'false');
    for (let stop = 0; stop < 4 && !(await launcher.evaluate((it) => it.matches(':focus'))); stop += 1)
      await keys.press('Tab');
    await expect(launcher).toBeFocused();
    await keys.press('Enter');
    await expect(dialog.getByLabel('Your name')).toBeFocused();
    await keys.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(launcher).toBeFocused();
    await keys.press('Space');
    await expect(dialog.getByLabel('Your name')).toBeFocused();
  });

  await test.step('the form says what is missing, then the chat begins', async () => {
    await keys.press('Enter');
    await expect(dialog.getByText('Please fill in this field.')).toBeVisible();
    await keys.type('Maria');
    await keys.press('Enter');
    await expect(widget.composer).toBeFocused();
    await expect(dialog.getByRole('region', { name: 'You are in the queue' })).toContainText('You are next');
    await keys.type('My parcel is **lost**.');
    await keys.press('Enter');
    await amina.accept('Maria');
    await expect(amina.message('My parcel is lost.')).toHaveCount(1);
    await expect(dialog.getByText('You are chatting with')).toContainText('Amina Okafor');
    await expect(widget.log.getByTitle('Read')).toBeVisible();
  });

  await test.step('what comes while it is closed is counted and read out, then seen', async () => {
    await keys.press('Escape');
    await amina.write('Maria', 'Let me look.');
    await expect(launcher).toHaveAccessibleName('How can we help?, 1 unread message');
    await expect(page.locator('.badge')).toHaveText('1');
    await expect(page.getByRole('status').filter({ hasText: 'New message from' })).toContainText(
      'Amina Okafor: Let me look.',
    );
    await amina.write('Maria', 'Found it.');
    await expect(page.locator('.badge')).toHaveText('2');
    await amina.expectTick('Found it.', 'delivered');
    await keys.press('Enter');
    await expect(page.locator('.badge')).toBeEmpty();
    await expect(widget.composer).toBeFocused();
    await amina.expectTick('Found it.', 'read');
  });

  await test.step('a reload goes on where it was, without taking the focus', async () => {
    await widget.composer.fill('half a sentence');
    await page.reload();
    await expect(widget.log.getByText('Found it.')).toBeVisible();
    await expect(widget.composer).toHaveValue('half a sentence');
    expect(await page.evaluate(() => document.activeElement?.localName)).toBe('body');
    await expect(page.locator('.badge')).toBeEmpty();
  });

  await test.step('the conversation can be kept as a file', async () => {
    const download = page.waitForEvent('download');
    await dialog.getByRole('button', { name: 'Save conversation' }).press('Enter');
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/^conversation-\d{4}-\d\d-\d\d\.txt$/);
    const text = await readFile(await file.path(), 'utf8');
    expect(text).toContain('You: My parcel is **lost**.');
    expect(text).toContain('Amina Okafor: Found it.');
  });

  await test.step('the end is asked for, rated, and left for a new beginning', async () => {
    await dialog.getByRole('button', { name: 'End chat' }).press('Enter');
    const question = dialog.getByRole('group', { name: 'End this chat?' });
    await expect(question.getByRole('button', { name: 'End chat' })).toBeFocused();
    await keys.press('Escape');
    await expect(question).toBeHidden();
    await expect(dialog).toBeVisible();
    await keys.press('Enter');
    await keys.press('Enter');
    await expect(dialog.getByRole('heading', { name: 'The chat has ended' })).toBeFocused();
    await keys.press('Tab');
    await keys.press('Space');
    await keys.press('ArrowRight');
    await keys.press('ArrowRight');
    await keys.press('ArrowRight');
    await expect(dialog.getByRole('radio', { name: 'Good', exact: true })).toBeChecked();
    await keys.press('Tab');
    await keys.type('Quick & kind');
    await keys.press('Tab');
    await keys.press('Enter');
    await expect(dialog.getByText('Thank you for your rating.')).toBeVisible();
    await dialog.getByRole('button', { name: 'Start a new chat' }).press('Enter');
    await expect(dialog.getByLabel('Your name')).toBeVisible();
  });

  expect(await page.context().cookies()).toEqual([
    // The desk's, of the other context, are not here: nothing was set at all.
  ]);
  await widget.expectNothingStrange();
});

test('quick replies and buttons are pressed, answered and rated into the agent’s history', async ({
  browser,
  kept,
}) => {
  const bruno = kept(await connectSocketAgent(server.url, 'agent2'));
  const widget = await openSite(browser, kept);
  const { dialog } = widget;
  await widget.start('Quentin');
  const conversationId = await bruno.accept();
  const buttons = (buttonMessageType: string, ...titles: string[]) => ({
    type: 'BUTTON',
    markdownText: 'What is it about?',
    buttonMessageType,
    buttons: titles.map((title) => ({ title, type: 'reply', payload: `p-${title}` })),
  });

  await bruno.say(conversationId, buttons('QUICK_REPLIES', 'Invoice', 'Delivery'));
  await dialog
    .getByRole('group', { name: 'Choose a reply' })
    .getByRole('button', { name: 'Delivery' })
    .click();
  await expect(widget.log.getByText('Delivery')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Invoice' })).toHaveCount(0);

  await bruno.say(conversationId, buttons('BUTTON', 'Yes', 'No'));
  await dialog.getByRole('button', { name: 'No', exact: true }).click();
  await expect(dialog.getByRole('button', { name: 'No', exact: true })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await expect(dialog.getByRole('button', { name: 'Yes', exact: true })).toBeDisabled();

  await bruno.leave(conversationId);
  await expect(dialog.getByText('The chat has been closed. Thanks for chatting with us.')).toBeVisible();
  // The choices themselves are covered by what can be seen; a person presses the star.
  await dialog.locator('.star').nth(4).click();
  await dialog.getByRole('button', { name: 'Send rating' }).click();
  await expect(dialog.getByText('Thank you for your rating.')).toBeVisible();

  await bruno.finish(conversationId);

  type Past = { docs: { name: string; conversationId: string; data: { header: object; body: object } }[] };
  const events = (await bruno.get(`/conversation-manager/conversations/${conversationId}/events`)) as {
    events: { data: { header?: { customer?: { _id: string } }; body?: { markdownText?: string } } }[];
  };
  const answer = events.events.find(({ data }) => data.body?.markdownText === 'Delivery');
  expect(answer?.data.header).toMatchObject({ intent: 'REPLY_TO', entities: { payload: 'p-Delivery' } });
  const customer = answer?.data.header?.customer?._id ?? '';
  expect(events.events.at(-1)?.data.body).toMatchObject({ type: 'FEEDBACK', rating: 5 });
  const past = (await bruno.get(
    `/conversation-manager/customer-topics/customer/${customer}/activities?limit=50&offset=0`,
  )) as Past;
  expect(past.docs[0]).toMatchObject({
    name: 'CUSTOMER_MESSAGE',
    conversationId,
    data: { body: { type: 'FEEDBACK', rating: 5, markdownText: '★★★★★' } },
  });
  await widget.expectNothingStrange();
});

test('L-X2: no hostile text runs on the page that shows the widget', async ({ browser, kept }) => {
  const corpus = JSON.parse(await readFile('src/markdown/xss-corpus.json', 'utf8')) as string[];
  const chen = kept(await connectSocketAgent(server.url, 'agent3'));
  const title = '&lt;img src=x onerror=window.__xss=1&gt;';
  const widget = await openSite(browser, kept, { script: `data-channel="demo-web" data-title="${title}"` });
  const dialog = widget.page.getByRole('dialog');
  await widget.launcher.click();
  await expect(dialog.getByRole('heading', { level: 1 })).toHaveText('<img src=x onerror=window.__xss=1>');
  await dialog.getByLabel('Your name').fill('"><script>window.__xss=1</script>');
  await dialog.getByRole('button', { name: 'Start chat' }).click();
  const conversationId = await chen.accept();
  for (let at = 0; at < corpus.length; at += 20) {
    const some = corpus.slice(at, at + 20);
    await chen.say(conversationId, { type: 'PLAIN', markdownText: some.join('\n\n').slice(0, 4_000) });
    await chen.say(conversationId, {
      type: 'BUTTON',
      markdownText: 'Choose',
      buttonMessageType: 'BUTTON',
      buttons: some.flatMap((text) => [
        { title: text.slice(0, 200), type: 'reply', payload: text },
        { title: text.slice(0, 200), type: 'url', payload: text },
      ]),
    });
  }
  await chen.say(conversationId, { type: 'PLAIN', markdownText: 'That was all.' });
  await expect(dialog.getByText('That was all.')).toBeVisible();
  const wrong = await dialog.getByRole('log').evaluate((log) =>
    [...log.querySelectorAll('*')].flatMap((element) => {
      const bad = [...element.attributes]
        .map(({ name }) => name)
        .filter((name) => /^(on|src|style$)/u.test(name));
      if (/^(script|img|iframe|object|embed|form|style|link|base|meta)$/u.test(element.localName))
        bad.push(element.localName);
      const href = element.getAttribute('href');
      if (href !== null && !/^(https?:\/\/|mailto:)/u.test(href)) bad.push(href);
      return bad;
    }),
  );
  expect(wrong).toEqual([]);
  const download = widget.page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Save conversation' }).click();
  expect((await download).suggestedFilename()).toMatch(/^conversation-[\d-]+\.txt$/);
  await widget.expectNothingStrange();
});

test('nothing that the page or the widget does to itself reaches the other', async ({ browser, kept }) => {
  const widget = await openSite(browser, kept, {
    script: 'data-channel="demo-web" data-color="#ffee00" data-position="left"',
  });
  const { page, launcher } = widget;
  const before = await page.evaluate(() =>
    JSON.stringify(getComputedStyle(document.querySelector('button')!)),
  );
  await launcher.click();
  await expect(widget.dialog).toBeVisible();
  expect(await page.evaluate(() => JSON.stringify(getComputedStyle(document.querySelector('button')!)))).toBe(
    before,
  );
  expect(await launcher.evaluate((it) => getComputedStyle(it).color)).toBe('rgb(0, 0, 0)');
  expect((await launcher.boundingBox())?.x).toBeLessThan(100);
  const api = await page.evaluate(() => {
    const told: string[] = [];
    const widget = (
      window as unknown as {
        AgentDeskWidget: Record<'open' | 'close', () => void> & {
          on: (event: string, listener: (unread: number) => void) => () => void;
        };
      }
    ).AgentDeskWidget;
    widget.on('unread', (count) => told.push(`unread ${count}`));
    const off = widget.on('close', () => told.push('close'));
    widget.close();
    off();
    widget.open();
    widget.close();
    return told;
  });
  expect(api).toEqual(['unread 0', 'close']);
  await expect(widget.dialog).toBeHidden();
  await widget.expectNothingStrange();
});

for (const scripts of ["'nonce-r4nd0m'", "'nonce-r4nd0m' 'strict-dynamic'"]) {
  test(`runs where only scripts with a nonce may: ${scripts}`, async ({ browser, kept }) => {
    const script = 'nonce="r4nd0m" data-channel="demo-web"';
    const widget = await openSite(browser, kept, { scripts, script });
    await widget.start('Nonce');
    await expect(widget.dialog.getByRole('region', { name: 'You are in the queue' })).toBeVisible();
    await widget.expectNothingStrange();
  });
}

test('works in a frame in which nothing can be stored', async ({ browser, kept }) => {
  const foreign = kept(await startForeignSite(server.url));
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${foreign.url}/framed`);
  const frame = page.frameLocator('iframe');
  await frame.locator('.launcher').click();
  await frame.getByLabel('Your name').fill('Nobody');
  await frame.getByRole('button', { name: 'Start chat' }).click();
  await expect(frame.getByRole('region', { name: 'You are in the queue' })).toBeVisible();
});

for (const look of [
  { name: 'light', options: {} },
  {
    name: 'dark, right to left',
    site: { html: 'lang="ar" dir="rtl"', script: 'data-channel="demo-web" data-theme="dark"' },
    options: {},
  },
  { name: 'a telephone', options: { viewport: { width: 390, height: 760 }, hasTouch: true, isMobile: true } },
  { name: 'forced colours', options: { forcedColors: 'active' as const, reducedMotion: 'reduce' as const } },
]) {
  test(`L-A1: is accessible: ${look.name}`, async ({ browser, kept }) => {
    const widget = await openSite(browser, kept, look.site, look.options);
    const { page } = widget;
    const target = page;
    const check = async (where: string): Promise<void> => {
      const { violations } = await axeOn(target)
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
        .include('[data-agent-desk-widget]')
        .analyze();
      const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
      expect.soft(found, where).toEqual([]);
    };
    await check('closed');
    await widget.launcher.click();
    const dialog = page.getByRole('dialog');
    await expect(dialog).toBeVisible();
    await dialog.getByRole('textbox').first().fill('Maria');
    await page.waitForFunction(() => document.getAnimations().length === 0);
    await check('form');
    if (look.name === 'a telephone') {
      const box = await dialog.boundingBox();
      expect(box).toMatchObject({ x: 0, y: 0, width: 390, height: 760 });
      await expect(dialog).toHaveAttribute('aria-modal', 'true');
      await expect(widget.launcher).toBeHidden();
    }
    await dialog.locator('form .start').click();
    await expect(dialog.locator('.queue')).toBeVisible();
    await dialog.locator('.composer textarea').fill('My **router** is dead, see https://example.com');
    await dialog.locator('.composer .send').click();
    await check('queue');
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    await dialog.locator('.header .end').click();
    await dialog.locator('.question .strong').click();
    await expect(dialog.locator('.ended')).toBeVisible();
    await check('ended');
    await widget.expectNothingStrange();
  });
}
