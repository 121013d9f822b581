/** The main job at a desk that speaks Arabic, for a customer with a Latin name and one with an Arabic one. */
import { expect, type Page } from '@playwright/test';
import { AgentDesk } from '../support/agent.ts';
import { CustomerChat } from '../support/customer.ts';
import { serverOfEachStory, test } from '../support/story.ts';

const server = serverOfEachStory();

/** Where an element begins and ends along the line, in the direction of reading from right to left. */
async function rightEdge(page: Page, selector: string): Promise<number> {
  const box = await page.locator(selector).first().boundingBox();
  if (box === null) throw new Error(`${selector} cannot be seen`);
  return box.x + box.width;
}

test('an agent reads, answers and wraps up in Arabic', async ({ browser }) => {
  const amina = await AgentDesk.signIn(browser, server.url, 'agent1');
  await amina.page.getByRole('button', { name: 'Settings' }).click();
  await amina.page.getByRole('radio', { name: 'العربية' }).click();
  await expect(amina.page.locator('html')).toHaveAttribute('dir', 'rtl');
  await expect(amina.page.locator('html')).toHaveAttribute('lang', 'ar');
  await amina.page.getByRole('button', { name: 'العودة إلى المحادثات' }).click();

  await test.step('the state stands where Arabic lines begin', async () => {
    const width = await amina.page.evaluate(() => window.innerWidth);
    expect(await rightEdge(amina.page, '#state-menu')).toBeGreaterThan(width / 2);
    expect(await rightEdge(amina.page, 'nav')).toBeGreaterThan(width - 8);
  });

  await amina.page.locator('[data-go="READY"]').click();
  await amina.expectState('READY');
  const maria = await CustomerChat.begin(browser, server.url, { name: 'Maria (VIP)' });
  await maria.write('Is the order 12-34 on its way?');

  await test.step('an offer is read in Arabic, with the name as it is', async () => {
    const offer = amina.page.locator('article').filter({ hasText: 'Maria (VIP)' });
    await expect(offer).toContainText('Is the order 12-34 on its way?');
    await expect(offer).toContainText('ينتظر منذ');
    await offer.locator('[data-accept]').click();
  });

  await test.step('names in sentences keep their own direction', async () => {
    const field = amina.page.getByRole('textbox', { name: /Maria/ });
    await expect(field).toHaveAttribute('placeholder', /\u2068Maria \(VIP\)\u2069/);
    await field.fill('نعم، وصلت الشحنة 12-34 إلى مدينتك.');
    await field.press('Enter');
    await expect(maria.text('نعم، وصلت الشحنة 12-34 إلى مدينتك.')).toHaveCount(1);
  });

  await test.step('own messages stand on the left, the customer’s on the right', async () => {
    const { page } = amina;
    const theirs = await page.getByText('Is the order 12-34 on its way?').last().boundingBox();
    const own = await page.getByText('نعم، وصلت الشحنة 12-34 إلى مدينتك.').last().boundingBox();
    expect(theirs!.x + theirs!.width).toBeGreaterThan(own!.x + own!.width);
  });

  await test.step('nothing scrolls sideways, and figures are those of the sentences', async () => {
    const { page } = amina;
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    await expect(page.locator('#state-menu')).toContainText(/\d:\d\d/);
  });

  await test.step('the chat is ended and wrapped up, with a code and a note', async () => {
    const { page } = amina;
    await page.locator('[data-control^="leave:"]').click();
    await page.getByRole('dialog').getByRole('button', { name: 'إنهاء الدردشة' }).click();
    await page.getByRole('searchbox', { name: 'ابحث في الرموز' }).fill('شرح الفاتورة');
    await page.getByRole('option', { name: 'شرح الفاتورة', exact: true }).click();
    await page.getByRole('textbox', { name: 'ملاحظة' }).fill('تم شرح الفاتورة.');
    await page.getByRole('button', { name: 'إنهاء', exact: true }).click();
    await expect(amina.row('Maria')).toHaveCount(0);
    await expect(maria.page.getByText('نعم، وصلت الشحنة 12-34 إلى مدينتك.')).toBeVisible();
  });
});
