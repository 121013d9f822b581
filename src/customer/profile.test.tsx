import { cleanup, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import { draw } from '../testing/draw.tsx';
import { ME } from '../testing/people.ts';
import { CustomerProfile } from './CustomerProfile.tsx';
import { differences, problemOf, readProfile, valuesIn, wireChange } from './profile.ts';

afterEach(cleanup);

const field = (sortOrder: number, key: string, type: string, further: object = {}) => ({
  key,
  label: key,
  type,
  length: 100,
  sortOrder,
  isRequired: false,
  channelTypes: [],
  ...further,
});
const SCHEMA = [
  field(3, 'phoneNumber', 'PhoneNumber'),
  field(1, 'firstName', 'String100', { isRequired: true }),
  field(2, 'lastName', 'String100'),
  field(4, 'isAnonymous', 'Boolean'),
  field(5, 'web', 'String100', { channelTypes: [{ id: 'w', name: 'WEB' }] }),
  field(6, 'vip', 'Boolean', { label: 'VIP' }),
  field(7, 'age', 'Number', { label: 'Age' }),
  field(8, 'plan', 'String100', { label: 'Plan', options: ['Basic', 'Gold'] }),
  field(9, 'born', 'Date', { label: 'Born' }),
];
const TYPES = [{ type: 'PhoneNumber', regex: '^\\+?[0-9 ()-]{2,25}$' }];
const PROFILE = readProfile(SCHEMA, TYPES);
const BEA = { _id: 'bea', firstName: 'Bea', lastName: 'Long', phoneNumber: ['+44 1'], vip: true, age: 40 };

async function drawProfile() {
  let document: object = BEA;
  const put: unknown[] = [];
  const drawn = await draw(
    <CustomerProfile customer={{ id: 'bea', name: 'Bea Long', anonymous: false, identities: [] }} />,
    {
      me: { ...ME, permissions: [...ME.permissions, 'customer/manage_in_conversation', 'customer/view'] },
    },
    {
      get: (path) =>
        Promise.resolve(
          path.endsWith('customerSchema') ? SCHEMA : path.endsWith('attributeTypes') ? TYPES : document,
        ),
      put: (_, body) => {
        put.push(body);
        return Promise.resolve({});
      },
    },
  );
  const user = userEvent.setup();
  await user.click(screen.getByRole('button', { name: 'Edit details' }));
  await screen.findByRole('form', { name: 'Customer details' });
  const elsewhere = (change: object) => {
    document = { ...document, ...change };
  };
  return { ...drawn, user, put, elsewhere };
}

const box = (name: string) => screen.getByRole<HTMLInputElement>('textbox', { name });

describe('the customer’s profile', () => {
  it('has a field for each kind of value, and sends what was changed alone', async () => {
    const { user, put } = await drawProfile();
    expect(box('First name (required)').value).toBe('Bea');
    expect(screen.getByLabelText('Born').getAttribute('type')).toBe('date');
    await user.selectOptions(screen.getByRole('combobox', { name: 'Plan' }), 'Gold');
    await user.selectOptions(screen.getByRole('combobox', { name: 'VIP' }), 'No');
    await user.clear(box('Age'));
    await user.type(box('Age'), '41');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(put).toEqual([{ vip: false, age: 41, plan: 'Gold' }]));
    expect(await screen.findByRole('button', { name: 'Edit details' })).toBeTruthy();
  });

  it('says what is wrong, and saves none of it', async () => {
    const { user, put } = await drawProfile();
    await user.clear(box('Age'));
    await user.type(box('Age'), 'old');
    expect(screen.getByText('Enter a number.')).toBeTruthy();
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Save' }).disabled).toBe(true);
    expect(put).toEqual([]);
  });

  it('overwrites nothing that somebody else has entered meanwhile, unless the agent means it', async () => {
    const { user, put, elsewhere } = await drawProfile();
    await user.clear(box('Last name'));
    await user.type(box('Last name'), 'Short');
    elsewhere({ lastName: 'Tall', age: 50 });
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect((await screen.findByRole('alert')).textContent).toMatch(/changed these details meanwhile/);
    expect(screen.getByText('Someone else entered: Tall')).toBeTruthy();
    expect(box('Age').value).toBe('50');
    expect(put).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(put).toEqual([{ lastName: 'Short' }]));
  });
});

it('fields of channels and what stands elsewhere are no part of it', () => {
  expect(PROFILE.map(({ key }) => key)).toEqual([
    'firstName',
    'lastName',
    'phoneNumber',
    'vip',
    'age',
    'plan',
    'born',
  ]);
});

it('several values stand on lines of their own, each of them checked', () => {
  const phone = PROFILE.find(({ key }) => key === 'phoneNumber')!;
  expect(problemOf(phone, '+44 1\n+49 30')).toBeNull();
  expect(problemOf(phone, '+44 1\ncall me')).toBe('wrong');
  const before = valuesIn(BEA, PROFILE);
  const after = { ...before, phoneNumber: '+44 1\n\n +49 30 ' };
  expect(differences(PROFILE, before, { ...before, phoneNumber: ' +44 1 ' })).toEqual([]);
  const keys = differences(PROFILE, before, after);
  expect(wireChange(PROFILE, after, keys)).toEqual({ phoneNumber: ['+44 1', '+49 30'] });
});
