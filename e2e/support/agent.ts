import {
  expect,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Locator,
  type Page,
} from '@playwright/test';

/** An agent's browser: the desk as a person uses it, by what can be read and pressed. */
export class AgentDesk {
  readonly context: BrowserContext;
  readonly page: Page;

  constructor(context: BrowserContext, page: Page) {
    this.context = context;
    this.page = page;
  }

  /** A browser of its own that has not gone anywhere yet; `options` say what is not as on most desks. */
  static async blank(browser: Browser, options: BrowserContextOptions = {}): Promise<AgentDesk> {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
    return new AgentDesk(context, await context.newPage());
  }

  /** Opens the desk in a browser of its own and signs in on the identity provider's page. */
  static async signIn(
    browser: Browser,
    url: string,
    username: string,
    options: BrowserContextOptions = {},
  ): Promise<AgentDesk> {
    const desk = await AgentDesk.blank(browser, options);
    await desk.page.goto(url);
    await desk.enterPassword(username);
    return desk;
  }

  /** The same for an agent who works in another browser, which is asked about: goes on here. */
  static async takeOver(browser: Browser, url: string, username: string): Promise<AgentDesk> {
    const desk = await AgentDesk.blank(browser);
    await desk.page.goto(url);
    await desk.fillSignIn(username);
    await expect(desk.end('You’re working in another browser')).toBeVisible({ timeout: 20_000 });
    await desk.page.getByRole('button', { name: 'Use here' }).click();
    await expect(desk.state).toBeVisible({ timeout: 20_000 });
    return desk;
  }

  /** Fills the sign-in page that is open, and waits for the desk. */
  async enterPassword(username: string, password = 'demo'): Promise<void> {
    await this.fillSignIn(username, password);
    await expect(this.state).toBeVisible({ timeout: 20_000 });
  }

  private async fillSignIn(username: string, password = 'demo'): Promise<void> {
    await this.page.getByLabel('Username').fill(username);
    await this.page.getByLabel('Password').fill(password);
    await this.page.getByRole('button', { name: 'Sign in' }).click();
  }

  /** The button with the agent's state, its reason and time. */
  get state(): Locator {
    return this.page.locator('#state-menu');
  }

  async expectState(state: 'READY' | 'NOT_READY'): Promise<void> {
    await expect(this.state).toHaveAttribute('data-state-name', state);
  }

  /** An MRD's face: its state, load and time. */
  mrd(name: string): Locator {
    return this.page.locator(`[data-mrd="${name}" i]`);
  }

  /** Chooses an entry of the state's menu: a state, or a reason for not being ready. */
  async choose(entry: string): Promise<void> {
    await this.state.click();
    await this.page.getByRole('menuitem', { name: entry, exact: true }).click();
  }

  async goReady(): Promise<void> {
    await this.choose('Ready');
    await this.expectState('READY');
    await expect(this.state).toContainText('Ready');
  }

  /** Everything that rings, whoever is waiting. */
  get offers(): Locator {
    return this.page.locator('[data-task]');
  }

  /** The card of an offer of this customer. */
  offer(customer: string): Locator {
    return this.page.getByRole('article', { name: `Offer: ${customer}` });
  }

  async accept(customer: string): Promise<void> {
    await this.offer(customer).getByRole('button', { name: 'Accept' }).click();
    await expect(this.conversation(customer)).toBeVisible();
    await expect(this.composer(customer)).toBeVisible();
  }

  /** The row of the list for this customer. */
  row(customer: string): Locator {
    return this.page
      .getByRole('list', { name: 'Conversations' })
      .getByRole('button')
      .filter({ hasText: customer });
  }

  async open(customer: string): Promise<void> {
    await this.row(customer).click();
    await expect(this.conversation(customer)).toBeVisible();
  }

  /** The open conversation with this customer. */
  conversation(customer: string): Locator {
    return this.page.getByRole('region', { name: `Conversation with ${customer}`, exact: true });
  }

  composer(customer: string): Locator {
    return this.page.getByRole('textbox', { name: `Message to ${customer}` });
  }

  /** Writes to the customer whose conversation is open; lines are typed with Shift+Enter. */
  async write(customer: string, text: string): Promise<void> {
    await this.composer(customer).click();
    await typeLines(this.page, text);
    await this.page.keyboard.press('Enter');
  }

  /** Puts the text in at once, whatever is in it, and sends it without waiting for what becomes of it. */
  async paste(customer: string, text: string): Promise<void> {
    await this.composer(customer).fill(text);
    await this.composer(customer).press('Enter');
  }

  /** What the arrived messages say, oldest first. */
  get words(): Locator {
    return this.page.locator('[data-message] [data-words]');
  }

  /** Everything that is shown of the messages with this text, on its way or arrived. */
  message(text: string): Locator {
    return this.page
      .getByRole('log', { name: 'Messages' })
      .locator('[data-message], [data-outgoing]')
      .filter({ hasText: text });
  }

  async expectTick(text: string, tick: 'sent' | 'delivered' | 'read' | 'failed'): Promise<void> {
    await expect(this.message(text).locator(`[data-tick="${tick}"]`)).toBeVisible();
  }

  /** The texts of all arrived messages that start with `prefix`, as they stand on the page. */
  async texts(prefix: string): Promise<string[]> {
    return textsIn(this.page.getByRole('log', { name: 'Messages' }), prefix);
  }

  async leave(customer: string): Promise<void> {
    const open = this.conversation(customer);
    await open.getByRole('button', { name: 'End chat', exact: true }).click();
    await this.page.getByRole('dialog').getByRole('button', { name: 'End chat' }).click();
    await this.expectWrapup();
  }

  async expectWrapup(): Promise<void> {
    await expect(this.page.getByRole('searchbox', { name: 'Search codes' })).toBeVisible();
    await expect(this.page.getByRole('textbox', { name: 'Note' })).toBeVisible();
  }

  /** The time that is left for the wrap-up, in seconds. */
  async wrapupSeconds(): Promise<number> {
    const shown = (await this.page.getByRole('timer').last().textContent()) ?? '';
    return shown.split(':').reduce((total, part) => total * 60 + Number(part), 0);
  }

  async extendWrapup(): Promise<void> {
    await this.page.getByRole('button', { name: 'More time' }).click();
  }

  /** Chooses codes, writes a note, and finishes. */
  async wrapUp(codes: readonly string[], note: string): Promise<void> {
    const search = this.page.getByRole('searchbox', { name: 'Search codes' });
    for (const code of codes) {
      await search.fill(code);
      await this.page.getByRole('option', { name: code, exact: true }).click();
    }
    if (note !== '') await this.page.getByLabel('Note', { exact: true }).pressSequentially(note);
    await this.page.getByRole('button', { name: 'Finish', exact: true }).click();
  }

  /** Ends the wrap-up without codes or note. */
  async skipWrapup(): Promise<void> {
    await this.page.getByRole('button', { name: 'Skip wrap-up' }).click();
  }

  /** Signs out by the account's menu, with one of the reasons. */
  async signOut(reason: string): Promise<void> {
    await this.page.getByRole('button', { name: /^Account of/ }).click();
    await this.page.getByRole('menuitem', { name: `Sign out: ${reason}` }).click();
  }

  /** The page that takes the whole window when the desk can't go on by itself. */
  end(title: string): Locator {
    return this.page.getByRole('heading', { name: title });
  }

  async close(): Promise<void> {
    await this.context.close();
  }
}

/** Types text with Shift+Enter between its lines, as a person does where Enter sends. */
export async function typeLines(page: Page, text: string): Promise<void> {
  const lines = text.split('\n');
  for (const [index, line] of lines.entries()) {
    if (index > 0) await page.keyboard.press('Shift+Enter');
    await page.keyboard.type(line);
  }
}

/** What stands in a conversation of words such as `prefix 1`, in the order on the page, doubled ones included. */
export async function textsIn(log: Locator, prefix: string): Promise<string[]> {
  const shown = await log.innerText();
  return shown.match(new RegExp(`${prefix}\\d+`, 'g')) ?? [];
}
