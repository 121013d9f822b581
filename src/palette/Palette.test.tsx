import { act, cleanup, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deferredPalette } from '../app/deferred-parts.ts';
import { Shell } from '../app/shell/Shell.tsx';
import type { DeskState } from '../store/model.ts';
import { draw } from '../testing/draw.tsx';
import { conversation, offer, presence } from '../testing/people.ts';
import { fuzzy } from './fuzzy.ts';

// In a browser it comes while nobody waits.
await deferredPalette.load();

beforeEach(() => {
  sessionStorage.clear();
});
afterEach(cleanup);

const MARIA = conversation('Maria Lopez', { said: [['c', 20, 'Hello']] });
const JONAS = conversation('Jonas', { said: [['c', 90, 'Guten Tag']] });
const BUSY = { conversations: { [MARIA.id]: MARIA, [JONAS.id]: JONAS } };

async function palette(state: Partial<DeskState> = BUSY) {
  const drawn = await draw(<Shell />, state);
  const user = userEvent.setup();
  await user.keyboard('{Control>}k{/Control}');
  const field = await screen.findByRole('combobox', { name: 'Find anything' });
  const current = () => document.getElementById(field.getAttribute('aria-activedescendant') ?? '')!;
  const lines = () => [...document.querySelectorAll('[data-option]')];
  const options = () => lines().map((each) => each.getAttribute('data-option'));
  return { ...drawn, user, field, current, lines, options };
}

describe('the palette', () => {
  it('finds a conversation by a few letters and goes there by Enter', async () => {
    const { user, field, current, store } = await palette();
    expect(document.activeElement).toBe(field);
    await user.keyboard('mlo');
    expect(current().textContent).toContain('Maria Lopez');
    expect(current().getAttribute('aria-selected')).toBe('true');
    await user.keyboard('{Enter}');
    expect(store.getState()).toMatchObject({ selected: MARIA.id, overlay: null });
  });

  it('finds a customer by what is known of them', async () => {
    const { user, current } = await palette();
    await user.keyboard('jonas@example.com');
    expect(current().textContent).toContain('Jonas');
  });

  it('goes to the next who waits, and offers that only while somebody does', async () => {
    const { user, current, store } = await palette({ ...BUSY, selected: JONAS.id });
    await user.keyboard('next waiting');
    expect(current().textContent).toContain('Next waiting');
    await user.keyboard('{Enter}');
    expect(store.getState().selected).toBe(MARIA.id);
    cleanup();
    const { options } = await palette({});
    expect(options()).not.toContain('nextWaiting');
  });

  it('moves by arrows without leaving the field, round and round', async () => {
    const { user, field, current, lines } = await palette();
    const first = current().id;
    await user.keyboard('{ArrowDown}');
    expect(current().id).not.toBe(first);
    await user.keyboard('{ArrowUp}{ArrowUp}');
    expect(current()).toBe(lines().at(-1));
    expect(document.activeElement).toBe(field);
  });

  it('shows what was used last first, and the keys beside each', async () => {
    const first = await palette();
    await first.user.keyboard('theme dark{Enter}');
    expect(first.store.getState().settings.theme).toBe('dark');
    await first.user.keyboard('{Control>}k{/Control}');
    await screen.findByRole('combobox', { name: 'Find anything' });
    const [recent] = screen.getAllByRole('group').filter((each) => each.closest('[role=listbox]') !== null);
    expect(recent!.textContent).toMatch(/^Recent.*Theme: Dark/);
    expect(screen.getByRole('option', { name: /^Keyboard shortcuts/ }).textContent).toContain('Ctrl /');
  });

  it('L-S2: waits for the server, and says there why it said no', async () => {
    const { user, asked, store } = await palette({ presence: presence('NOT_READY') });
    await user.keyboard('go ready{Enter}');
    expect(asked[0]?.payload).toMatchObject({ state: { name: 'READY' } });
    expect(store.getState().overlay).toBe('palette');
    await act(async () => {
      asked[0]!.refuse('STATE_NOT_ALLOWED', '');
      await Promise.resolve();
    });
    const dialog = screen.getByRole('dialog', { name: 'Find anything' });
    expect(within(dialog).getByRole('alert').textContent).toContain('STATE_NOT_ALLOWED');
    expect(store.getState().presence?.state).toBe('NOT_READY');
  });

  it('closes when the server has agreed', async () => {
    const { user, asked, store } = await palette({ presence: presence('NOT_READY') });
    await user.keyboard('lunch{Enter}');
    await act(async () => {
      asked[0]!.ok();
      await Promise.resolve();
    });
    await waitFor(() => expect(store.getState().overlay).toBeNull());
  });

  it('does nothing that is not possible now, and says why', async () => {
    const { user, asked, current } = await palette({
      ...BUSY,
      link: { status: 'offline', since: 0, caughtUp: null },
    });
    await user.keyboard('go ready{Enter}');
    expect(current().textContent).toContain('offline');
    expect(current().getAttribute('aria-disabled')).toBe('true');
    expect(asked).toEqual([]);
  });

  it('accepts and rejects offers, and finishes wrap-ups', async () => {
    const jon = offer('Jon');
    const lee = conversation('Lee', { change: { role: 'WRAP_UP', wrapup: { endsAt: 1, lasts: 1 } } });
    const { user, asked, options } = await palette({
      offers: { [jon.taskId]: jon },
      conversations: { [lee.id]: lee },
    });
    expect(options().slice(0, 2)).toEqual([`accept:${jon.taskId}`, `reject:${jon.taskId}`]);
    await user.keyboard('finish lee{Enter}');
    expect(asked[0]?.event).toBe('closeWrapup');
  });

  it('says when nothing fits', async () => {
    const { user, lines } = await palette();
    await user.keyboard('xyzzy');
    expect(screen.getByText('No results for “xyzzy”.')).toBeDefined();
    expect(lines()).toEqual([]);
  });
});

describe('finding', () => {
  it('does not mind accents and case, and marks what it found', () => {
    expect(fuzzy('novak', 'Emil Novák')?.runs).toEqual([[5, 10]]);
    expect(fuzzy('xq', 'Emil Novák')).toBeNull();
  });

  it('prefers the start of words', () => {
    expect(fuzzy('ma', 'Maria')!.score).toBeGreaterThan(fuzzy('ma', 'Amman')!.score);
    expect(fuzzy('ml', 'Maria Lopez')).not.toBeNull();
  });
});
