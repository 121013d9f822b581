/** Configured texts in the language of whoever reads them: a German customer, a desk in German and then in Arabic. */
import { expect } from '@playwright/test';
import { AgentDesk } from '../support/agent.ts';
import { CustomerChat } from '../support/customer.ts';
import { serverOfEachStory, test } from '../support/story.ts';

const server = serverOfEachStory();

test('configured texts are read in the language of the customer and of the desk', async ({ browser }) => {
  const maria = await CustomerChat.open(browser, server.url, { locale: 'de-AT' });
  const desk = await AgentDesk.signIn(browser, server.url, 'agent1');
  const { page } = desk;
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('radio', { name: 'Deutsch' }).click();
  await page.getByRole('button', { name: 'Zurück zu den Chats' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');

  await test.step('the customer is asked in German', async () => {
    await expect(maria.page.getByRole('heading', { name: 'Wie können wir helfen?' })).toBeVisible();
    await maria.page.getByLabel('Ihr Name').fill('Maria');
    await maria.page.getByLabel('Worum geht es?').selectOption({ label: 'Meine Bestellung' });
    await maria.page.locator('.start').click();
  });

  await test.step('reasons are offered and shown in German', async () => {
    await desk.state.click();
    await page.getByRole('menuitem', { name: 'Mittagspause' }).click();
    await expect(desk.state).toContainText('Mittagspause');
  });

  await test.step('what the customer chose is read in the desk’s language, also after it has changed', async () => {
    await page.locator('[data-go="READY"]').click();
    await page.locator('[data-accept]').click();
    const card = page.locator('dl').filter({ hasText: 'Worum geht es?' });
    await expect(card).toContainText('Meine Bestellung');
    await page.getByRole('button', { name: 'Einstellungen' }).click();
    await page.getByRole('radio', { name: 'العربية' }).click();
    await page.getByRole('button', { name: 'العودة إلى المحادثات' }).click();
    await expect(page.locator('dl').filter({ hasText: 'ما الموضوع؟' })).toContainText('طلبي');
  });

  await test.step('codes are found and chosen in the desk’s language', async () => {
    await maria.page.getByRole('button', { name: 'Chat beenden' }).first().click();
    await maria.page
      .getByRole('group', { name: 'Chat beenden?' })
      .getByRole('button', { name: 'Chat beenden' })
      .click();
    const search = page.getByRole('searchbox');
    await search.fill('الحل');
    await expect(page.getByRole('option', { name: 'تم الحل', exact: true })).toBeVisible();
    await search.press('Enter');
    await expect(page.getByRole('button', { name: /تم الحل/ })).toBeVisible();
  });
});
