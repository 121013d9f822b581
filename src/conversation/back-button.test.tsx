import { cleanup, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import { draw } from '../testing/draw.tsx';
import { conversation } from '../testing/people.ts';
import { BackButton } from './BackButton.tsx';

afterEach(cleanup);

const MARIA = conversation('Maria', { said: [['c', 20, 'Hello']], readByMe: -1 });
const JON = conversation('Jon', {
  said: [
    ['c', 30, 'Hello'],
    ['c', 10, 'Anybody there?'],
  ],
  readByMe: -1,
});
const both = { [MARIA.id]: MARIA, [JON.id]: JON };

describe('the way back to the list', () => {
  it('counts what is unread in other conversations, not in the one that is open', async () => {
    await draw(<BackButton />, { conversations: both, selected: MARIA.id });
    expect(screen.getByText('2 unread messages')).toBeTruthy();
  });

  it('counts nothing when all has been read', async () => {
    await draw(<BackButton />, { conversations: { [MARIA.id]: MARIA }, selected: MARIA.id });
    expect(screen.queryByText(/unread/)).toBeNull();
  });

  it('leads to the list', async () => {
    const { store } = await draw(<BackButton />, { conversations: both, selected: MARIA.id });
    await userEvent.setup().click(screen.getByRole('button', { name: 'Back to the list' }));
    expect(store.getState().selected).toBeNull();
  });
});
