import { cleanup, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import { useDesk } from '../desk/desk-context.ts';
import type { Customer } from '../store/events.ts';
import { draw } from '../testing/draw.tsx';
import { conversation, ME } from '../testing/people.ts';
import { CustomerCard } from './CustomerCard.tsx';

afterEach(cleanup);

const NOBODY: Customer = { id: 'visitor', name: 'Anonymous', anonymous: true, identities: [] };
const BEA: Customer = { id: 'bea', name: 'Bea Long', anonymous: false, identities: [], labels: ['vip'] };
const LABELS = [
  { _id: 'slow', name: 'Pays late', colorCode: '00aa00', priority: 1 },
  { _id: 'vip', name: 'VIP', colorCode: '#aa0000', priority: 9 },
];

function Shown({ id }: { id: string }) {
  const shown = useDesk((state) => state.conversations[id]);
  return shown === undefined ? null : <CustomerCard conversation={shown} />;
}

async function drawCard(customer: Customer) {
  const chat = { ...conversation('Visitor'), customer };
  const put: [string, unknown][] = [];
  const drawn = await draw(
    <Shown id={chat.id} />,
    {
      conversations: { [chat.id]: chat },
      me: {
        ...ME,
        permissions: [...ME.permissions, 'customer/manage_in_conversation', 'customer-labels/assign_label'],
      },
    },
    {
      get: (path) =>
        Promise.resolve(
          path.startsWith('/cim-customer/label')
            ? LABELS
            : {
                docs: [
                  {
                    _id: 'bea',
                    firstName: 'Bea',
                    lastName: 'Long',
                    isAnonymous: false,
                    phoneNumber: ['+44 1'],
                  },
                ],
              },
        ),
      put: (path, body) => {
        put.push([path, body]);
        return Promise.resolve({});
      },
    },
  );
  const becomes = (next: Customer) => {
    drawn.store.setState({ conversations: { [chat.id]: { ...chat, customer: next } } });
  };
  return { ...drawn, chat, put, becomes, user: userEvent.setup() };
}

describe('the customer’s card', () => {
  it('has labels that are put on and taken off', async () => {
    const { user, put } = await drawCard(BEA);
    expect(await screen.findByText('VIP')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Edit labels' }));
    await user.click(await screen.findByRole('checkbox', { name: 'Pays late' }));
    expect(put.at(-1)).toEqual(['/cim-customer/customers/bea', { labels: ['vip', 'slow'] }]);
    await waitFor(() =>
      expect(screen.getByRole<HTMLInputElement>('checkbox', { name: 'VIP' }).disabled).toBe(false),
    );
    await user.click(screen.getByRole('checkbox', { name: 'VIP' }));
    expect(put.at(-1)).toEqual(['/cim-customer/customers/bea', { labels: [] }]);
  });

  it('has the most urgent label first, and says how urgent it is', async () => {
    await drawCard({ ...BEA, labels: ['slow', 'vip'] });
    await screen.findByText('VIP');
    const labels = screen.getAllByRole('listitem').map(({ textContent }) => textContent);
    expect(labels.slice(0, 2)).toEqual(['VIP9', 'Pays late']);
    expect(screen.getByTitle('Priority 9')).toBeTruthy();
  });

  it('keeps a note for the next agent', async () => {
    const { user, put } = await drawCard(BEA);
    await user.click(screen.getByRole('button', { name: 'Edit note' }));
    await user.type(screen.getByRole('textbox', { name: 'Note' }), 'Call after 5');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(put).toEqual([['/cim-customer/customers/bea', { note: 'Call after 5' }]]);
    expect(await screen.findByRole('button', { name: 'Edit note' })).toBeTruthy();
  });

  it('takes somebody without a name for a known customer, and takes that back', async () => {
    const { user, put, chat, becomes } = await drawCard(NOBODY);
    await user.click(screen.getByRole('button', { name: 'Link to a known customer' }));
    await user.type(screen.getByRole('textbox', { name: 'Find a customer' }), 'bea');
    await user.click(await screen.findByRole('button', { name: 'Link' }, { timeout: 5000 }));
    const address = `/conversation-manager/customer-topics/${chat.id}/update-customer`;
    expect(put).toEqual([[address, { _id: 'bea' }]]);
    becomes(BEA);
    expect(await screen.findByText(/^Linked to/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    expect(put.at(-1)).toEqual([address, { _id: 'visitor' }]);
  });
});
