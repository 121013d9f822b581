import { readFile } from 'node:fs/promises';
import { expect, test, type Locator, type Page } from '@playwright/test';
import {
  accept,
  askForChat,
  chooseState,
  customerField,
  customerMessages,
  deskMessages,
  ownPage,
  signIn,
  write,
} from '../support/people.ts';
import { startServer, type RunningServer } from '../support/server.ts';

/** Everything that would show that a text was taken for more than text. */
type Watch = { seen: string[]; violations: () => Promise<string[]> };

declare global {
  interface Window {
    __violations?: string[];
  }
}

async function watch(page: Page, server: RunningServer): Promise<Watch> {
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

const NAME = '<img src=x onerror=window.__xss=1>';
const REFERENCE = '"><script>window.__xss=1</script>';

test('X1, X2: no hostile text runs on either screen, and each arrives as text', async ({ browser }) => {
  const corpus = JSON.parse(await readFile('src/markdown/xss-corpus.json', 'utf8')) as string[];
  const server = await startServer();
  try {
    const desk = await ownPage(browser);
    const customer = await ownPage(browser);
    const watched = [await watch(desk, server), await watch(customer, server)];
    await signIn(desk, server, 'agent1');
    await chooseState(desk, 'Ready');

    await test.step('X1: the name and the form of the customer', async () => {
      await askForChat(customer, server, { name: NAME, reference: REFERENCE });
      await expect(desk.locator('[data-task]')).toContainText(NAME);
      await accept(desk);
      await expect(desk.locator('[data-conversation]')).toContainText(NAME);
      await expect(desk.locator('[data-composer]')).toHaveAccessibleName(`Message to ${NAME}`);
      await expect(desk.getByRole('region', { name: 'About the customer' })).toContainText(REFERENCE);
    });

    const ways = [
      {
        title: 'X1: customer to agent',
        field: customerField(customer),
        list: deskMessages(desk),
      },
      {
        title: 'X2: agent to customer',
        field: desk.locator('[data-composer]'),
        list: customerMessages(customer),
      },
    ];
    let count = 0;
    for (const [way, { title, field, list }] of ways.entries()) {
      await test.step(title, async () => {
        for (const text of [...together(corpus), ...corpus.filter((_, at) => at % 24 === way)]) {
          count += 1;
          await write(field, text);
          await expect(customerMessages(customer)).toHaveCount(count);
          await expect(desk.locator('[data-outgoing]')).toHaveCount(0);
          if (isPlain(text)) {
            await expect.poll(async () => words((await newest(list)).text)).toBe(words(text));
          } else await expect(list.last()).toBeVisible();
          expect((await newest(list)).wrong, text).toEqual([]);
        }
      });
    }

    await test.step('a conversation read again from the history runs nothing either', async () => {
      await desk.reload();
      await expect(deskMessages(desk).last()).toBeVisible();
      await customer.reload();
      await expect(customerMessages(customer).last()).toBeVisible();
    });

    for (const [at, page] of [desk, customer].entries()) {
      expect(watched[at]?.seen).toEqual([]);
      expect(await watched[at]?.violations()).toEqual([]);
      expect(await page.evaluate(() => '__xss' in window)).toBe(false);
      const policy = (await fetch(page.url())).headers.get('content-security-policy') ?? '';
      expect(policy).toContain("require-trusted-types-for 'script'");
    }
  } finally {
    await server.close();
  }
});
