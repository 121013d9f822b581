import {
  expect,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Locator,
  type Page,
} from '@playwright/test';
import { textsIn, typeLines } from './agent.ts';

/** What a customer enters before the chat. */
export type Before = { name: string; email?: string; subject?: string; reference?: string };

/** A customer's browser on the chat page. */
export class CustomerChat {
  readonly context: BrowserContext;
  readonly page: Page;

  constructor(context: BrowserContext, page: Page) {
    this.context = context;
    this.page = page;
  }

  /** A browser of its own that has not gone anywhere yet; `options` say what is not as with most customers. */
  static async blank(browser: Browser, options: BrowserContextOptions = {}): Promise<CustomerChat> {
    const context = await browser.newContext({ viewport: { width: 420, height: 760 }, ...options });
    return new CustomerChat(context, await context.newPage());
  }

  /** Opens the chat page in a browser of its own. */
  static async open(
    browser: Browser,
    url: string,
    options: BrowserContextOptions = {},
  ): Promise<CustomerChat> {
    const chat = await CustomerChat.blank(browser, options);
    await chat.visit(url);
    return chat;
  }

  /** Opens the page, fills the form and begins. */
  static async begin(
    browser: Browser,
    url: string,
    before: Before,
    options: BrowserContextOptions = {},
  ): Promise<CustomerChat> {
    const chat = await CustomerChat.open(browser, url, options);
    await chat.start(before);
    return chat;
  }

  /** Goes to the page of a web channel; an empty channel leaves the choice to the server. */
  async visit(url: string, channel = 'demo-web'): Promise<void> {
    await this.page.goto(`${url}/chat${channel === '' ? '' : `?channel=${channel}`}`);
  }

  /** Fills the form of the page that is open, and begins. */
  async start(before: Before): Promise<void> {
    await this.page.getByLabel('Your name').fill(before.name);
    if (before.email !== undefined) await this.page.getByLabel('E-mail').fill(before.email);
    if (before.subject !== undefined)
      await this.page.getByLabel('What is it about?').selectOption(before.subject);
    if (before.reference !== undefined) {
      await this.page.getByLabel('Order or customer number').fill(before.reference);
    }
    await this.page.getByRole('button', { name: 'Start chat' }).click();
    await expect(this.composer).toBeVisible();
    await expect(this.composer).toBeEnabled();
  }

  get composer(): Locator {
    return this.page.getByRole('textbox', { name: 'Your message' });
  }

  /** Where one stands while nobody has answered yet. */
  get queue(): Locator {
    return this.page.getByRole('region', { name: 'You are in the queue' });
  }

  get log(): Locator {
    return this.page.getByRole('log', { name: 'Conversation' });
  }

  async expectAgent(name: string): Promise<void> {
    await expect(this.page.getByText(`You are chatting with`)).toContainText(name);
  }

  async write(text: string): Promise<void> {
    await this.composer.click();
    await typeLines(this.page, text);
    await this.page.keyboard.press('Enter');
  }

  /** Puts the text in at once, whatever is in it, and sends it without waiting for what becomes of it. */
  async paste(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press('Enter');
  }

  /** What the messages say, oldest first. */
  get words(): Locator {
    return this.log.locator('div[dir="auto"]');
  }

  /** A text within the conversation. */
  text(text: string): Locator {
    return this.log.getByText(text);
  }

  /** The tick of the newest own message. */
  async expectTick(tick: 'Sent' | 'Delivered' | 'Read'): Promise<void> {
    await expect(this.log.getByTitle(/^(Sending|Sent|Delivered|Read|Not sent)$/).last()).toHaveAttribute(
      'title',
      tick,
    );
  }

  /** Words such as `prefix 1` in the conversation, in the order on the page. */
  async texts(prefix: string): Promise<string[]> {
    return textsIn(this.log, prefix);
  }

  /** Turns to another window: what comes in is delivered, not read. Headless browsers keep every page in focus. */
  async lookAway(): Promise<void> {
    await this.page.evaluate(() => {
      document.hasFocus = () => false;
      window.dispatchEvent(new Event('blur'));
    });
  }

  async lookBack(): Promise<void> {
    await this.page.evaluate(() => {
      document.hasFocus = () => true;
      window.dispatchEvent(new Event('focus'));
    });
  }

  async end(): Promise<void> {
    await this.page.getByRole('button', { name: 'End chat' }).click();
    await this.page
      .getByRole('group', { name: 'End this chat?' })
      .getByRole('button', { name: 'End chat' })
      .click();
    await this.expectEnded();
  }

  async expectEnded(): Promise<void> {
    await expect(this.page.getByRole('heading', { name: 'The chat has ended' })).toBeVisible();
  }
}
