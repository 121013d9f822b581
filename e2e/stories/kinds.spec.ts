/** Everything that an agent can send and a customer can answer, on both screens. */
import { expect } from '@playwright/test';
import { AgentDesk } from '../support/agent.ts';
import { CustomerChat } from '../support/customer.ts';
import { serverOfStories, test } from '../support/story.ts';

const server = serverOfStories({ wrapupSeconds: 0, ronaSeconds: 60 });

const PDF = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** A microphone that hears a tone. */
function hum(): void {
  Object.defineProperty(navigator.mediaDevices, 'getUserMedia', {
    value: async () => {
      const context = new AudioContext();
      const tone = context.createOscillator();
      const heard = context.createMediaStreamDestination();
      tone.connect(heard);
      tone.start();
      await context.resume();
      return heard.stream;
    },
  });
}

test('an agent sends files, a question, a link, a place, a card and a voice; the customer sees each and answers; words are changed and taken back', async ({
  browser,
}) => {
  const amina = await AgentDesk.blank(browser);
  await amina.page.addInitScript(hum);
  await amina.page.goto(server.url);
  await amina.enterPassword('agent1');
  await amina.goReady();
  const maria = await CustomerChat.begin(browser, server.url, { name: 'Maria' });
  await maria.write('Which lamps are there?');
  await maria.write('And where are you?');
  await amina.accept('Maria');
  const page = amina.page;
  const shown = (name: string) => maria.log.getByRole('link', { name });
  const add = async (kind: string) => {
    await page.getByRole('button', { name: 'More to send' }).click();
    await page.getByRole('menuitem', { name: kind }).click();
  };
  const fill = (field: string, text: string) => page.getByRole('textbox', { name: field }).fill(text);
  const send = () => page.getByRole('form').getByRole('button', { name: 'Send' }).click();

  await page.locator('input[type="file"]').setInputFiles([
    { name: 'lamps.pdf', mimeType: 'application/pdf', buffer: PDF },
    { name: 'lamp.png', mimeType: 'image/png', buffer: PNG },
  ]);
  await expect(shown('lamps.pdf')).toBeVisible();
  await expect(shown('lamp.png')).toBeVisible();
  const given = await maria.page.request.get((await shown('lamps.pdf').getAttribute('href')) ?? '');
  expect(given.headers()['content-disposition']).toContain('lamps.pdf');
  expect(await given.body()).toEqual(PDF);

  await add('Link');
  await fill('Web address', 'shop.example/lamps');
  await fill('Title (optional)', 'All lamps');
  await send();
  await expect(shown('All lamps')).toHaveAttribute('href', 'https://shop.example/lamps');

  await add('Location');
  await fill('Coordinates', '52.52, 13.405');
  await fill('Place (optional)', 'Workshop');
  await send();
  await expect(shown('Workshop')).toBeVisible();

  await add('Contact card');
  await fill('Name', 'Amina Okafor');
  await fill('Phone number', '+49 30 1234');
  await send();
  await expect(maria.log.getByText('+49 30 1234')).toBeVisible();

  await add('Voice message');
  await page.getByRole('button', { name: 'Record' }).click();
  await expect(page.getByText(/0:01/)).toBeVisible();
  await page.getByRole('button', { name: 'Stop' }).click();
  await send();
  await expect(maria.log.getByLabel('Voice message')).toBeVisible();

  await add('Question with answers');
  await fill('Question', 'Which colour?');
  await fill('Answer 1', 'Red');
  await fill('Answer 2', 'Green');
  await send();
  await maria.log.getByRole('button', { name: 'Green' }).click();
  await expect(amina.message('Green').last()).toBeVisible();
  await expect(maria.log.getByRole('button', { name: 'Green' })).toHaveCount(0);

  // An answer says which message it is about, on both sides, also after a reload.
  await amina.message('And where are you?').hover();
  await page.getByRole('button', { name: 'Reply', exact: true }).last().click();
  await amina.write('Maria', 'At the harbour');
  const quoting = maria.log.locator('.bubble', { hasText: 'At the harbour' });
  await expect(quoting.locator('.quoted')).toContainText('And where are you?');
  await page.reload();
  const answer = amina.message('At the harbour');
  await expect(answer.getByRole('button', { name: 'In reply to Maria: And where are you?' })).toBeVisible();

  await answer.hover();
  await answer.getByRole('button', { name: 'Edit' }).click();
  await fill('Edit message', 'At the old harbour');
  await page.keyboard.press('Enter');
  await expect(maria.text('At the old harbour')).toBeVisible();
  await expect(maria.log.getByText('Edited')).toBeVisible();
  await amina.message('At the old harbour').hover();
  await page.getByRole('button', { name: 'Unsend' }).last().click();
  await page
    .getByRole('group', { name: /^Unsend this message/ })
    .getByRole('button', { name: 'Unsend' })
    .click();
  await expect(maria.text('At the old harbour')).toHaveCount(0);
  await expect(amina.message('At the old harbour')).toHaveCount(0);
});
