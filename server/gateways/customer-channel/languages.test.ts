/** A channel's texts in the customer's language; what was chosen is stored as the option in the default language. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { WidgetConfig, WidgetForm } from '../../../protocol/customer-channel/widget.ts';
import { closeCustomers, connectCustomer, startChat } from './testing/customer.ts';
import { openRig } from './testing/rig.ts';
import type { Rig } from './testing/rig.ts';

describe('the texts of a web channel', () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await openRig();
  });
  afterEach(closeCustomers);
  afterAll(() => rig.close());

  async function get<T>(path: string, language = '*'): Promise<T> {
    const response = await fetch(`${rig.url}${path}`, { headers: { 'accept-language': language } });
    expect(response.status).toBe(200);
    return (await response.json()) as T;
  }

  const subject = (form: WidgetForm) => form.attributes.find(({ key }) => key === 'subject');

  it('are plain strings in the language of the page that asks', async () => {
    const path = '/ccm/widget-configs/demo-web';
    expect((await get<WidgetConfig>(path)).title).toBe('How can we help?');
    expect((await get<WidgetConfig>(path, 'pt, de-AT;q=0.8')).title).toBe('Wie können wir helfen?');
    expect((await get<WidgetConfig>(`${path}?language=ar`, 'de')).title).toBe('كيف يمكننا مساعدتك؟');
    expect((await get<WidgetConfig>(`${path}?language=ar&language=de`)).title).toBe('How can we help?');
    const { form } = await get<WidgetConfig>(path);
    const german = await get<WidgetForm>(`/forms/${form}`, 'de');
    expect(german.formDescription).toBe('Damit wir Ihnen schnell helfen können.');
    expect(subject(german)).toMatchObject({
      label: 'Worum geht es?',
      categoryOptions: { categories: [{ values: expect.arrayContaining(['Meine Bestellung']) as string[] }] },
    });
  });

  it('stores a chosen option as the same one in every language, and typed words as they are', async () => {
    const { form } = await get<WidgetConfig>('/ccm/widget-configs/demo-web');
    const customer = await connectCustomer(rig.url);
    const attributes = [
      { key: 'name', type: 'String100', value: 'Eine Rechnung' },
      { key: 'subject', type: 'StringList', value: 'Eine Rechnung' },
    ];
    const started = await startChat(customer, {
      additionalAttributes: [
        {
          key: 'WebChannelData',
          type: 'WebChannelData',
          value: { formData: { formId: form, attributes } },
        },
      ],
    });
    expect(started).toMatchObject({ code: 200 });
    const rows = await rig.database.db
      .selectFrom('channel_sessions')
      .select('additional_attributes')
      .execute();
    expect(JSON.parse(JSON.stringify(rows.at(-1)?.additional_attributes))).toMatchObject([
      {
        value: {
          formData: {
            attributes: [
              { key: 'name', value: 'Eine Rechnung' },
              { key: 'subject', value: 'An invoice' },
            ],
          },
        },
      },
    ]);
  });
});
