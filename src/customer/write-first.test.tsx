import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import { deferredWriteFirst } from '../app/deferred-parts.ts';
import { Shell } from '../app/shell/Shell.tsx';
import { RefusedError } from '../connection/refusal.ts';
import { fields, under } from '../base/fields.ts';
import { draw } from '../testing/draw.tsx';
import { conversation } from '../testing/people.ts';

await deferredWriteFirst.load();
afterEach(cleanup);

const MARIA = conversation('Maria Lopez', { said: [['c', 20, 'Hello']] });
const NEW = { ...MARIA, id: 'new', customer: { ...MARIA.customer, name: 'Maria, outbound' } };
const channel = (id: string, name: string, outbound: boolean) => ({
  id,
  name: `Our ${name}`,
  serviceIdentifier: `service-${id}`,
  channelType: { id: name, name, channelLogo: '' },
  outbound,
});
const CHANNELS = [channel('w', 'WEB', true), channel('s', 'SMS', false), channel('a', 'WHATSAPP', true)];

async function dialog(channels: unknown = CHANNELS, refusals: string[] = []) {
  const posted: unknown[] = [];
  const drawn = await draw(
    <Shell />,
    { conversations: { [MARIA.id]: MARIA }, selected: MARIA.id, overlay: 'writeFirst' },
    {
      get: (path) => Promise.resolve(path === '/ccm/channels' ? channels : []),
      post: (_path, body) => {
        posted.push(body);
        const code = refusals.shift();
        if (code !== undefined) return Promise.reject(new RefusedError(code, ''));
        return Promise.resolve({ status: 'ok', conversationId: 'new' });
      },
    },
  );
  // The page behind has a Send of its own.
  const inside = () => within(screen.getByRole('dialog', { name: 'Write to Maria Lopez' }));
  await screen.findByRole('dialog', { name: 'Write to Maria Lopez' });
  return { ...drawn, posted, inside, user: userEvent.setup() };
}

describe('writing to a customer first', () => {
  it('offers what can be reached, keeps what was typed after a refusal, and opens the conversation', async () => {
    const { user, posted, store, inside } = await dialog(CHANNELS, ['CUSTOMER_ENGAGED']);
    const words = await inside().findByRole('textbox', { name: 'Message' });
    expect(document.activeElement === words).toBe(true);
    const choice = screen.getByRole('combobox', { name: 'Channel' });
    expect(choice.textContent).toBe('WhatsApp · Our WHATSAPP');
    await user.click(inside().getByRole('button', { name: 'Send' }));
    expect(posted).toEqual([]);
    expect(screen.getByText('Write a message.')).toBeDefined();
    await user.type(words, 'Your parcel is here{Control>}{Enter}{/Control}');
    expect((await screen.findByText(/^Someone else is talking/)).textContent).toContain('CUSTOMER_ENGAGED');
    expect(words).toHaveProperty('value', 'Your parcel is here');
    await user.click(inside().getByRole('button', { name: 'Send' }));
    await waitFor(() => expect(store.getState().overlay).toBeNull());
    expect(fields(posted[1])).toMatchObject({
      header: {
        channelData: { channelCustomerIdentifier: '+44 7700 900123', serviceIdentifier: 'service-a' },
        customer: { _id: MARIA.customer.id },
        intent: 'AGENT_OUTBOUND',
      },
      body: { type: 'PLAIN', markdownText: 'Your parcel is here' },
    });
    expect(fields(posted[1]).id).toBe(fields(posted[0]).id);
    expect(store.getState().selected).toBe(MARIA.id);
    store.setState({ conversations: { [MARIA.id]: MARIA, new: NEW } });
    expect(store.getState().selected).toBe('new');
  });

  it('takes an address that is typed, and has what was begun when it is opened again', async () => {
    const { user, posted, store, inside } = await dialog();
    await user.type(await inside().findByRole('textbox', { name: 'Message' }), 'Hi');
    await user.selectOptions(screen.getByRole('combobox', { name: 'Address' }), 'Another address …');
    await user.click(inside().getByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    store.setState({ overlay: 'writeFirst' });
    await screen.findByRole('dialog', { name: 'Write to Maria Lopez' });
    await user.type(await inside().findByRole('textbox', { name: 'New address' }), '+49 176 1');
    await user.click(inside().getByRole('button', { name: 'Send' }));
    expect(posted).toHaveLength(1);
    expect(under(posted[0], 'header', 'channelData').channelCustomerIdentifier).toBe('+49 176 1');
    expect(under(posted[0], 'body').markdownText).toBe('Hi');
  });

  it('says when no channel reaches customers', async () => {
    const { inside } = await dialog(CHANNELS.slice(0, 2));
    expect(await screen.findByText(/^No channel lets you write first/)).toBeDefined();
    expect(inside().queryByRole('button', { name: 'Send' })).toBeNull();
  });
});
