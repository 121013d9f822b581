import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, it } from 'vitest';
import { draw } from '../testing/draw.tsx';
import { Labels } from './Labels.tsx';

afterEach(cleanup);

/** A server with labels. */
async function open() {
  let labels = [{ _id: 'vip', name: 'VIP', colorCode: '#b3261e', priority: 9 }];
  const asked: unknown[] = [];
  await draw(
    <Labels />,
    {},
    {
      get: () => Promise.resolve(labels),
      post: (path, body) => {
        asked.push([path, body]);
        labels = [
          ...labels,
          { _id: 'late', ...(body as { name: string; colorCode: string; priority: number }) },
        ];
        return Promise.resolve({});
      },
      put: (path, body) => {
        asked.push([path, body]);
        return Promise.resolve({});
      },
      remove: (path) => {
        asked.push([path]);
        labels = [];
        return Promise.resolve({});
      },
    },
  );
  return { asked, user: userEvent.setup(), list: await screen.findByRole('list', { name: 'Labels' }) };
}

it('makes, changes and removes labels', async () => {
  const { asked, user, list } = await open();
  expect(within(list).getByText('Priority 9')).toBeTruthy();
  await user.type(screen.getByRole('textbox', { name: 'Name' }), '  Pays late ');
  await user.click(screen.getByRole('radio', { name: 'Colour 2' }));
  await user.click(screen.getByRole('button', { name: 'Add label' }));
  await waitFor(() => {
    expect(within(list).getByText('Pays late')).toBeTruthy();
  });
  await user.click(screen.getByRole('button', { name: 'Edit VIP' }));
  const name = screen.getByRole<HTMLInputElement>('textbox', { name: 'Name' });
  expect(name.value).toBe('VIP');
  await user.clear(name);
  await user.type(name, 'Gold{Enter}');
  await user.click(await screen.findByRole('button', { name: 'Delete VIP' }));
  expect(await screen.findByText('No labels yet')).toBeTruthy();
  expect(asked).toEqual([
    ['/cim-customer/label', { name: 'Pays late', colorCode: '#b45309', priority: 1 }],
    ['/cim-customer/label?_id=vip', { name: 'Gold', colorCode: '#b3261e', priority: 9 }],
    ['/cim-customer/label?_id=vip'],
  ]);
});
