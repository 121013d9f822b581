/**
 * The day of a supervisor, in as many browsers as there are people: the floor live, listening, whispering, joining with
 * words and a file, stepping back; a consulted and transferred chat; two supervisors in one; acts on agents, customers
 * and queues, each told to whom it concerns; an announcement; all by the page that a supervisor has.
 */
import { expect, type Locator, type Page } from '@playwright/test';
import { AgentDesk } from '../support/agent.ts';
import { axeOn } from '../support/barriers.ts';
import { CustomerChat } from '../support/customer.ts';
import { serverOfStories, test } from '../support/story.ts';

const server = serverOfStories({ ronaSeconds: 120, wrapupSeconds: 600 }, [
  {
    username: 'supervisor3',
    password: 'demo',
    firstName: 'Ines',
    lastName: 'Duarte',
    roles: ['supervisor'],
    team: 'North',
    supervises: ['North'],
  },
]);

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

async function expectNoBarriers(page: Page): Promise<void> {
  const { violations } = await axeOn(page).withTags(WCAG).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
}

/** The page of the floor. */
class Floor {
  readonly desk: AgentDesk;

  constructor(desk: AgentDesk) {
    this.desk = desk;
  }

  async tab(name: string): Promise<void> {
    const { page } = this.desk;
    const places = page.getByRole('navigation', { name: 'Main menu' });
    await places.getByRole('button', { name: 'Team' }).click();
    await page.getByRole('tab', { name }).click();
  }

  row(words: string): Locator {
    return this.desk.page.getByRole('table').getByRole('row').filter({ hasText: words });
  }

  async act(on: string, what: string, sure?: string): Promise<void> {
    const { page } = this.desk;
    await page.getByRole('button', { name: `Actions for ${on}` }).click();
    await page.getByRole('menuitem', { name: what }).click();
    if (sure !== undefined) await page.getByRole('dialog').getByRole('button', { name: sure }).click();
  }
}

const AMINA = 'Amina Okafor';
const BRUNO = 'Bruno Almeida';
const CHEN = 'Chen Wei';

const thread = (desk: AgentDesk) => desk.page.getByRole('region', { name: 'Only colleagues read this' });
const colleagues = (desk: AgentDesk) =>
  desk.page.getByRole('list', { name: 'Colleagues in this conversation' });
const bar = (desk: AgentDesk, name: string) => desk.page.getByRole('button', { name, exact: true });

async function whisper(desk: AgentDesk, text: string): Promise<void> {
  await thread(desk).getByRole('textbox').fill(text);
  await thread(desk).getByRole('textbox').press('Enter');
}

test('a supervisor and three agents with their customers', async ({ browser }) => {
  test.setTimeout(360_000);
  const { url } = server;
  const boss = await AgentDesk.signIn(browser, url, 'supervisor1');
  const floor = new Floor(boss);
  const [amina, bruno, chen] = [
    await AgentDesk.signIn(browser, url, 'agent1'),
    await AgentDesk.signIn(browser, url, 'agent2'),
    await AgentDesk.signIn(browser, url, 'agent3'),
  ];
  const maria = await CustomerChat.begin(browser, url, { name: 'Maria' });

  await test.step('sees who waits and who is there, live, and sets an agent to ready', async () => {
    await expect(boss.page.getByRole('heading', { name: 'Team', level: 1 })).toBeVisible();
    await expect(floor.row('Maria')).toContainText('Waiting');
    await expectNoBarriers(boss.page);
    await floor.tab('Agents');
    for (const name of [AMINA, BRUNO, CHEN]) await expect(floor.row(name)).toContainText('Not ready');
    await expectNoBarriers(boss.page);
    await floor.act(AMINA, 'Set to ready');
    await amina.expectState('READY');
    await expect(amina.page.getByText('changed your state')).toBeVisible();
    await amina.accept('Maria');
    await maria.write('Is there a discount?');
    await expect(amina.message('Is there a discount?')).toBeVisible();
  });

  await test.step('listens from the first word on, unseen', async () => {
    await floor.tab('Chats');
    await expect(floor.row('Maria')).toContainText('With agent');
    await floor.act('Maria', 'Listen');
    await expect(boss.message('Is there a discount?')).toBeVisible();
    await maria.write('Hello?');
    await expect(boss.message('Hello?')).toBeVisible();
    await expect(amina.message('Hello?')).toBeVisible();
    await expect(colleagues(amina)).toHaveCount(0);
    await expect(boss.page.getByText('unseen by the customer').first()).toBeVisible();
    await expectNoBarriers(boss.page);
  });

  const ines = await AgentDesk.signIn(browser, url, 'supervisor3');
  await test.step('a second supervisor is called by a raised hand, and whispers', async () => {
    await ines.page.getByRole('button', { name: 'Settings', exact: true }).click();
    await amina.page.getByRole('button', { name: 'More', exact: true }).click();
    await amina.page.getByRole('menuitem', { name: 'Raise hand', exact: true }).click();
    await amina.page.reload();
    await expect(amina.page.getByText('Your hand is raised.')).toBeVisible();
    await expect(ines.page.getByText(`${AMINA} asks for help`).last()).toBeVisible();
    await bar(ines, 'Help').click();
    await expect(ines.conversation('Maria')).toBeVisible();
    await expect(amina.page.getByText('Your hand is raised.')).toHaveCount(0);
    await whisper(ines, 'Ten percent at most.');
    await expect(thread(amina)).toContainText('Ten percent at most.');
    await expect(thread(boss)).toContainText('Ten percent at most.');
    await expect(colleagues(amina)).toContainText('supervises, unseen by the customer');
    await expect(colleagues(amina)).not.toContainText('Grace');
  });

  await test.step('the first one joins with words and a file, and steps back', async () => {
    await bar(boss, 'Join the chat').click();
    await boss.write('Maria', 'Grace here, let me help.');
    await expect(maria.text('Grace here, let me help.')).toBeVisible();
    await expect(amina.message('Grace here, let me help.')).toBeVisible();
    const chosen = boss.page.waitForEvent('filechooser');
    await boss.page.getByRole('button', { name: 'Attach files' }).click();
    await (
      await chosen
    ).setFiles({
      name: 'offer.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('ten percent'),
    });
    await boss.composer('Maria').press('Enter');
    await expect(maria.text('offer.txt')).toBeVisible();
    await bar(boss, 'Just listen').click();
    await expect(boss.composer('Maria')).toHaveCount(0);
    await maria.write('Thank you!');
    await expect(boss.message('Thank you!')).toBeVisible();
    await expect(maria.log).not.toContainText('Ten percent at most');
    await expect(maria.log).not.toContainText('Ines');
  });

  await test.step('goes along with a consult and a transfer, and leaves unnoticed', async () => {
    await bruno.goReady();
    await amina.page.keyboard.press('Alt+g');
    const panel = amina.page.getByRole('dialog', { name: 'Get help or transfer' });
    await panel.getByRole('radio', { name: 'Ask quietly' }).check();
    await panel.getByRole('combobox').fill('bru');
    await panel.getByRole('button', { name: `Ask ${BRUNO}` }).click();
    await bruno.offer('Maria').getByRole('button', { name: 'Accept' }).click();
    await whisper(bruno, 'I can take her.');
    await expect(thread(boss)).toContainText('I can take her.');
    await amina.page.getByRole('button', { name: `Actions for ${BRUNO}` }).click();
    await amina.page.getByRole('menuitem', { name: `Transfer to ${BRUNO}` }).click();
    await expect(amina.row('Maria')).toHaveCount(0);
    await bruno.write('Maria', 'Bruno here.');
    await expect(boss.message('Bruno here.')).toBeVisible();
    await bar(boss, 'Leave').click();
    await bar(ines, 'Leave').click();
    await floor.tab('Chats');
    await expect(floor.row('Maria')).toContainText(BRUNO);
  });

  await test.step('finishes a forgotten wrap-up', async () => {
    await maria.end();
    await bruno.expectWrapup();
    await expect(floor.row('Maria')).toContainText('Wrap-up');
    await floor.act('Maria', 'Finish wrap-up');
    await expect(floor.row('Maria')).toHaveCount(0);
    await expect(bruno.page.getByText('finished your wrap-up')).toBeVisible();
  });

  await test.step('moves who waits, pulls one out, ends it after a question', async () => {
    await floor.tab('Agents');
    await floor.act(AMINA, 'Set to not ready');
    await floor.act(BRUNO, 'Set to not ready');
    await bruno.expectState('NOT_READY');
    await amina.expectState('NOT_READY');
    const jonas = await CustomerChat.begin(browser, url, { name: 'Jonas' });
    await floor.tab('Chats');
    await expect(floor.row('Jonas')).toContainText('Support');
    await floor.act('Jonas', 'Move to queue');
    await boss.page.getByRole('dialog').getByRole('button', { name: 'Sales' }).click();
    await expect(floor.row('Jonas')).toContainText('Sales');
    await bruno.goReady();
    await bruno.accept('Jonas');
    await floor.act('Jonas', 'Return to queue');
    await expect(bruno.page.getByText('returned a chat to the queue')).toBeVisible();
    await expect(floor.row('Jonas')).toContainText(/Waiting|Ringing/);
    await floor.act('Jonas', 'End chat', 'End chat');
    await expect(floor.row('Jonas')).toHaveCount(0);
    await jonas.expectEnded();
    await jonas.context.close();
  });

  await test.step('empties a queue, and ends what stands on a list', async () => {
    await bruno.choose('Not ready');
    const lee = await CustomerChat.begin(browser, url, { name: 'Lee' });
    const zoe = await CustomerChat.blank(browser);
    await zoe.visit(url, 'demo-pull');
    await zoe.page.getByRole('button', { name: 'Start chat' }).click();
    await expect(zoe.composer).toBeEnabled();
    await expect(floor.row('Lee')).toContainText('Waiting');
    await floor.row('On a list').getByRole('button').click();
    await boss.page.getByRole('menuitem', { name: 'End chat' }).click();
    await boss.page.getByRole('dialog').getByRole('button', { name: 'End chat' }).click();
    await expect(floor.row('On a list')).toHaveCount(0);
    await zoe.expectEnded();
    await floor.tab('Queues');
    await expect(floor.row('Support')).toContainText('1');
    await floor.act('Support', 'End all waiting chats', 'End chats');
    await lee.expectEnded();
  });

  await test.step('announces, and sees who has read it', async () => {
    const { page } = boss;
    await floor.tab('Announcements');
    await page.getByLabel('Announcement', { exact: true }).fill('Fire drill at noon');
    await page.getByRole('button', { name: 'Announce', exact: true }).click();
    const announced = page.getByRole('listitem').filter({ hasText: 'Fire drill' });
    await expect(announced).toContainText('Active');
    await expectNoBarriers(page);
    const told = chen.page.getByRole('region', { name: 'Announcement' });
    await expect(told).toContainText('Fire drill at noon');
    await told.getByRole('button', { name: 'Got it' }).click();
    await expect(told).toHaveCount(0);
    await floor.tab('Agents');
    await floor.tab('Announcements');
    await expect(announced).toContainText('Seen by 1');
    await expect(amina.page.getByText('Fire drill at noon')).toBeVisible();
  });

  await test.step('signs an agent out by force, all by the keyboard', async () => {
    const { page } = boss;
    await page.getByRole('tab', { name: 'Agents' }).focus();
    await page.keyboard.press('Enter');
    const first = page.getByRole('table').getByRole('button', { name: `Actions for ${AMINA}` });
    await first.focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Home');
    await expect(page.locator('[data-row]').first().getByRole('button')).toBeFocused();
    await first.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).press('Enter');
    await expect(floor.row(AMINA)).toContainText('Signed out');
    await expect(amina.page.locator('#state-menu')).toHaveCount(0);
  });
});
