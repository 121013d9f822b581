import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page } from '@playwright/test';
import { AgentDesk } from '../support/agent.ts';
import { CustomerChat } from '../support/customer.ts';
import { SocketCustomer } from '../support/socket-customer.ts';
import { serverOfStories, test } from '../support/story.ts';

/** Everything that would show that a text was taken for more than text. */
type Watch = { seen: string[]; violations: () => Promise<string[]> };

const server = serverOfStories();

declare global {
  interface Window {
    __violations?: string[];
  }
}

async function watch(page: Page): Promise<Watch> {
  const seen: string[] = [];
  page.on('dialog', (dialog) => {
    seen.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('pageerror', (error) => seen.push(`error ${error.message}`));
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (origin !== server.url && protocol !== 'data:' && protocol !== 'blob:') seen.push(request.url());
  });
  await page.addInitScript(() => {
    window.__violations = [];
    document.addEventListener('securitypolicyviolation', (event) => {
      window.__violations?.push(`${event.effectiveDirective} ${event.blockedURI}`);
    });
  });
  return { seen, violations: () => page.evaluate(() => window.__violations ?? ['not listening']) };
}

/** What a message may be made of: what the Markdown subset needs, and nothing that loads or runs. */
const ALLOWED = [
  'a',
  'blockquote',
  'br',
  'code',
  'del',
  'div',
  'em',
  'li',
  'ol',
  'p',
  'pre',
  'span',
  'strong',
  'ul',
];

/** Looks at the newest message of a page: its words, and what in it is not allowed besides the desk's own fold. */
async function newest(messages: Locator) {
  return messages.last().evaluate((message, allowed) => {
    const wrong = [...message.querySelectorAll('*:not(button[aria-expanded])')].flatMap((element) => {
      const href = element.getAttribute('href');
      const bad = [...element.attributes]
        .map(({ name }) => name)
        .filter((name) => /^(on|style$|src)/u.test(name));
      if (!allowed.includes(element.localName)) bad.push(element.localName);
      if (href !== null && !/^(https?:\/\/|mailto:|tel:)/u.test(href)) bad.push(href);
      return bad;
    });
    return { text: message.textContent, wrong };
  }, ALLOWED);
}

/** Texts without anything that the Markdown subset reads: of these every letter must be there. */
const isPlain = (text: string) => !/[*_`[\]~\\#|\n\t]|^\s|^[>-]|^\d+\.|https?:|mailto:/u.test(text);

/** Ends of lines and the like are the browser's to draw. */
const words = (text: string) => text.replace(/\s+/gu, ' ').trim();

/** The whole corpus in few messages, each text a block of its own, as long as a message may be. */
function together(corpus: readonly string[]): string[] {
  const messages: string[] = [''];
  for (const text of corpus) {
    const longer = `${messages.at(-1) ?? ''}\n\n${text}`;
    if (longer.length > 4000) messages.push(text);
    else messages[messages.length - 1] = longer;
  }
  return messages;
}

/** Files that are on the screen together. */
const AT_A_GLANCE = 12;

/** What in messages could run or load something from elsewhere. Runs in the page. */
function activeParts(messages: Element[]): string[] {
  const elements = messages.flatMap((message) => [...message.querySelectorAll('*')]);
  const active = elements.filter((element) => {
    const href = element.getAttribute('href');
    const src = element.getAttribute('src');
    return (
      /^(script|iframe|object|embed|base|form|link|meta)$/u.test(element.localName) ||
      [...element.attributes].some(({ name }) => name.startsWith('on')) ||
      (href !== null && !/^(https?:\/\/|mailto:|tel:)/u.test(href)) ||
      (src !== null && new URL(src, location.href).origin !== location.origin)
    );
  });
  return active.map((element) => element.outerHTML);
}

/** Nothing has run, nothing was asked for elsewhere, and the policy that sees to it was the real one. */
async function expectHarmless(page: Page, watched: Watch | undefined): Promise<void> {
  expect(watched?.seen).toEqual([]);
  expect(await watched?.violations()).toEqual([]);
  expect(await page.evaluate(() => '__xss' in window)).toBe(false);
  const policy = (await fetch(page.url())).headers.get('content-security-policy') ?? '';
  expect(policy).toContain("require-trusted-types-for 'script'");
}

const NAME = '<img src=x onerror=window.__xss=1>';
const REFERENCE = '"><script>window.__xss=1</script>';

test('L-X1, L-X2: no hostile text runs on either screen, and each arrives as text', async ({ browser }) => {
  const corpus = JSON.parse(await readFile('src/markdown/xss-corpus.json', 'utf8')) as string[];
  const viewport = { width: 1280, height: 1600 };
  const desk = await AgentDesk.blank(browser, { viewport });
  const customer = await CustomerChat.blank(browser, { viewport });
  const watched = [await watch(desk.page), await watch(customer.page)];
  await desk.page.goto(server.url);
  await desk.enterPassword('agent1');
  await desk.expectState('NOT_READY');
  await desk.goReady();

  await test.step('L-X1: the name and the form of the customer', async () => {
    await customer.visit(server.url);
    await customer.start({ name: NAME, reference: REFERENCE });
    await expect(desk.offers).toContainText(NAME);
    await desk.accept(NAME);
    await expect(desk.page.locator('[data-conversation]')).toContainText(NAME);
    await expect(desk.page.locator('[data-composer]')).toHaveAccessibleName(`Message to ${NAME}`);
    await expect(desk.page.getByRole('region', { name: 'Customer details' })).toContainText(REFERENCE);
  });

  const ways = [
    {
      title: 'L-X1: customer to agent',
      send: (text: string) => customer.paste(text),
      list: desk.words,
    },
    {
      title: 'L-X2: agent to customer',
      send: (text: string) => desk.paste(NAME, text),
      list: customer.words,
    },
  ];
  let count = 0;
  for (const [way, { title, send, list }] of ways.entries()) {
    await test.step(title, async () => {
      for (const text of [...together(corpus), ...corpus.filter((_, at) => at % 24 === way)]) {
        count += 1;
        await send(text);
        await expect(customer.words).toHaveCount(count);
        await expect(desk.page.locator('[data-outgoing]')).toHaveCount(0);
        if (isPlain(text)) {
          await expect.poll(async () => words((await newest(list)).text)).toBe(words(text));
        } else await expect(list.last()).toBeVisible();
        expect((await newest(list)).wrong, text).toEqual([]);
      }
    });
  }

  await test.step('a conversation read again from the history runs nothing either', async () => {
    await desk.page.reload();
    await expect(desk.words.last()).toBeVisible();
    await customer.page.reload();
    await expect(customer.words.last()).toBeVisible();
  });

  for (const [at, page] of [desk.page, customer.page].entries()) await expectHarmless(page, watched[at]);
});

test('L-X1: no hostile name, caption or address of a file runs either', async ({ browser, kept }) => {
  const corpus = JSON.parse(await readFile('src/markdown/xss-corpus.json', 'utf8')) as string[];
  const desk = await AgentDesk.blank(browser, { viewport: { width: 1280, height: 1600 } });
  const watched = await watch(desk.page);
  await desk.page.goto(server.url);
  await desk.enterPassword('agent2');
  await desk.goReady();
  const customer = kept(await SocketCustomer.begin(server.url, 'Fay'));
  await desk.accept('Fay');

  const files = desk.page.locator('[data-message]');
  for (let from = 0; from < corpus.length; from += AT_A_GLANCE) {
    const some = corpus.slice(from, from + AT_A_GLANCE);
    for (const [at, text] of some.entries()) {
      const attachment = { mediaUrl: text, mediaName: text, thumbnail: text, mimeType: 'image/png', size: 3 };
      const details = { fileName: `${from + at} ${text}` };
      await customer.send({ type: 'FILE', caption: text, attachment, additionalDetails: details });
    }
    await expect(files.last()).toContainText(words(`${from + some.length - 1} ${some.at(-1) ?? ''}`));
    expect(await files.evaluateAll(activeParts)).toEqual([]);
  }
  await expectHarmless(desk.page, watched);
});
