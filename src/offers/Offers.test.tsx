import { act, cleanup, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import { Shell } from '../shell/Shell.tsx';
import { receive } from '../store/desk-store.ts';
import { draw } from '../testing/draw.tsx';
import { conversation, NOW, offer } from '../testing/people.ts';

afterEach(cleanup);

const MARIA = conversation('Maria', { said: [['c', 20, 'Hello']] });
const JONAS = conversation('Jonas', { said: [['c', 90, 'Guten Tag']] });
const JON = offer('Jon');
const OPEN = { conversations: { [MARIA.id]: MARIA, [JONAS.id]: JONAS }, selected: MARIA.id };

async function shell(state: Parameters<typeof draw>[1] = OPEN) {
  const drawn = await draw(<Shell />, state);
  const user = userEvent.setup();
  return { ...drawn, user };
}

describe('an offer', () => {
  it('A3: never takes the focus from what is being typed; one key goes there and Escape comes back', async () => {
    const { store, user, asked } = await shell();
    const field = await screen.findByRole('textbox', { name: 'Message to Maria' });
    await waitFor(() => expect(document.activeElement).toBe(field));
    await user.keyboard('half a sen');
    act(() => {
      receive(store, { type: 'offer', at: NOW, offer: JON, serverTime: NOW });
    });
    await user.keyboard('tence');
    expect(document.activeElement).toBe(field);
    expect((field as HTMLTextAreaElement).value).toBe('half a sentence');
    expect(screen.getAllByRole('alert')[0]?.textContent).toContain('Jon is waiting in Support');

    await user.keyboard('{F2}');
    expect(document.activeElement?.textContent).toContain('Accept');
    await user.keyboard('{Escape}');
    expect(document.activeElement).toBe(field);
    await user.keyboard('{F2}{Enter}');
    expect(asked.map((each) => each.event)).toContain('topicSubscription');
  });

  it('shows who, by which channel and queue, how long they wait, their first words and the time left', async () => {
    await shell({ offers: { [JON.taskId]: JON } });
    const card = await screen.findByRole('article', { name: 'Offer: Jon' });
    expect(card.textContent).toContain('Web · Support');
    expect(card.textContent).toContain('waits 0:48');
    expect(card.textContent).toContain('my router blinks red');
    expect(screen.getByRole('timer', { name: '14 seconds left to answer' }).textContent).toBe('14');
  });

  it('B2: that somebody else took says so on the card and opens nothing', async () => {
    const { user, asked, store } = await shell({ offers: { [JON.taskId]: JON } });
    await user.click(await screen.findByRole('button', { name: 'Accept' }));
    await act(async () => {
      asked[0]!.refuse('TASK_TAKEN', 'The task belongs to somebody else.');
      await Promise.resolve();
    });
    expect((await screen.findByText(/Somebody else has taken it/)).closest('article')).not.toBeNull();
    expect(store.getState().selected).toBeNull();
  });

  it('is rejected by its own task', async () => {
    const { user, asked } = await shell({ offers: { [JON.taskId]: JON } });
    await user.click(await screen.findByRole('button', { name: 'Reject' }));
    expect(asked[0]).toMatchObject({ event: 'rejectTask', payload: { taskId: JON.taskId } });
  });
});

describe('keys', () => {
  it('Alt and arrows go through the conversations, also while typing', async () => {
    const { store, user } = await shell();
    await screen.findByRole('textbox', { name: 'Message to Maria' });
    await user.keyboard('{Alt>}{ArrowDown}{/Alt}');
    expect(store.getState().selected).toBe(JONAS.id);
  });

  it('a question mark shows all keys, but is only a sign while typing', async () => {
    const { user } = await shell();
    const field = await screen.findByRole('textbox', { name: 'Message to Maria' });
    await user.click(field);
    await user.keyboard('?');
    expect((field as HTMLTextAreaElement).value).toBe('?');
    act(() => {
      field.blur();
    });
    await user.keyboard('?');
    expect(await screen.findByText('Go to the offer and back')).toBeTruthy();
  });
});
