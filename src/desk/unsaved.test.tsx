import { act, cleanup, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { CustomerNote } from '../customer/CustomerNote.tsx';
import { draw } from '../testing/draw.tsx';
import { ME } from '../testing/people.ts';
import { askBeforeLoss } from './unsaved.ts';

let stop = () => {};

afterEach(() => {
  stop();
  cleanup();
});

const customer = (id: string) => ({
  id,
  name: id,
  anonymous: false,
  identities: [],
  note: 'calls on Mondays',
});

/** The notes of two customers, one of them shown. */
function Notes() {
  const [id, show] = useState('bea');
  return (
    <>
      <button type="button" onClick={() => show(id === 'bea' ? 'dan' : 'bea')}>
        the other
      </button>
      <CustomerNote key={id} customer={customer(id)} />
    </>
  );
}

/** Whether the browser would ask before the page is left. */
function asksFirst(): boolean {
  const leaving = new Event('beforeunload', { cancelable: true });
  window.dispatchEvent(leaving);
  return leaving.defaultPrevented;
}

async function drawNotes() {
  const permissions = [...ME.permissions, 'customer/manage_in_conversation'];
  const drawn = await draw(<Notes />, { me: { ...ME, permissions } }, { put: () => Promise.resolve({}) });
  stop = askBeforeLoss(drawn);
  const user = userEvent.setup();
  return { ...drawn, user, press: (name: string) => user.click(screen.getByRole('button', { name })) };
}

describe('what is entered and not saved', () => {
  it('is there again after a look at somebody else, and nobody else gets it', async () => {
    const { user, press } = await drawNotes();
    await press('Edit note');
    await user.type(screen.getByRole('textbox'), ', never before ten');
    await press('the other');
    expect(screen.queryByRole('textbox')).toBeNull();
    await press('the other');
    expect(screen.getByRole('textbox')).toHaveProperty('value', 'calls on Mondays, never before ten');
  });

  it('is asked for before the page goes, until it is taken back or the agent signs out', async () => {
    const { user, press, store } = await drawNotes();
    await press('Edit note');
    expect(asksFirst()).toBe(false);
    await user.type(screen.getByRole('textbox'), '!');
    await press('the other');
    expect(asksFirst()).toBe(true);
    act(() => store.setState({ asking: { signOut: 'signOut' } }));
    expect(asksFirst()).toBe(false);
    act(() => store.setState({ asking: {} }));
    expect(asksFirst()).toBe(true);
    await press('the other');
    await press('Cancel');
    expect(asksFirst()).toBe(false);
    await press('Edit note');
    await user.type(screen.getByRole('textbox'), '?');
    await press('Save');
    expect(screen.queryByRole('textbox')).toBeNull();
    expect(asksFirst()).toBe(false);
  });
});
