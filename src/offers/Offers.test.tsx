import { act, cleanup, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import { readFrame } from '../connection/read-frames.ts';
import { loadDeferredParts } from '../app/deferred-parts.ts';
import { PLACES } from '../app/places.ts';
import { Shell } from '../app/shell/Shell.tsx';
import { receive } from '../store/desk-store.ts';
import { draw } from '../testing/draw.tsx';
import type { FrameOf } from '../store/frames.ts';
import type { OfferEnd } from '../store/model.ts';
import { conversation, NOW, offer, presence } from '../testing/people.ts';

afterEach(cleanup);
await loadDeferredParts(PLACES);

const MARIA = conversation('Maria', { said: [['c', 20, 'Hello']] });
const JONAS = conversation('Jonas', { said: [['c', 90, 'Guten Tag']] });
const JON = offer('Jon');
const OPEN = { conversations: { [MARIA.id]: MARIA, [JONAS.id]: JONAS }, selected: MARIA.id };

function ended(reason: OfferEnd, more: Partial<FrameOf<'offer.ended'>> = {}): FrameOf<'offer.ended'> {
  const { conversationId, taskId } = JON;
  return { type: 'offer.ended', at: NOW, conversationId, taskId, reason, ...more };
}

async function shell(state: Parameters<typeof draw>[1] = OPEN) {
  const drawn = await draw(<Shell />, state);
  const user = userEvent.setup();
  return { ...drawn, user };
}

describe('an offer', () => {
  it('L-A3: never takes the focus from what is being typed; one key goes there and Escape comes back', async () => {
    const { store, user, asked } = await shell();
    const field = await screen.findByRole('textbox', { name: 'Message to Maria' }, { timeout: 8000 });
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
    await user.keyboard('{F2}{F2}');
    expect(document.activeElement).toBe(field);
    await user.keyboard('{F2}{Enter}');
    expect(asked.map((each) => each.event)).toContain('topicSubscription');
  });

  it('L-A3: that ends while it has the focus gives it back to what was being typed', async () => {
    const { store, user } = await shell({ ...OPEN, offers: { [JON.taskId]: JON } });
    const field = await screen.findByRole('textbox', { name: 'Message to Maria' }, { timeout: 8000 });
    await waitFor(() => expect(document.activeElement).toBe(field));
    await user.keyboard('{F2}');
    expect(document.activeElement).not.toBe(field);
    await act(async () => {
      receive(store, ended('RONA', { mrd: { id: 'chat', name: 'Chat', state: 'NOT_READY' } }));
      await Promise.resolve();
    });
    await waitFor(() => expect(document.activeElement).toBe(field));
  });

  it('stands in the corner where the list is not on the screen', async () => {
    const { user, asked } = await shell({ offers: { [JON.taskId]: JON }, place: 'settings' });
    await user.click(await screen.findByRole('button', { name: 'Accept' }));
    expect(asked[0]?.event).toBe('topicSubscription');
  });

  it('takes over the first words when they come, as the same offer', async () => {
    const { store } = await shell({ offers: { [JON.taskId]: { ...JON, preview: '' } } });
    const card = await screen.findByRole('article', { name: 'Offer: Jon' });
    expect(card.textContent).toContain('No message yet');
    act(() => {
      receive(store, { type: 'offer.preview', at: NOW, taskId: JON.taskId, preview: 'My **router**' });
    });
    expect(screen.getAllByRole('article')).toEqual([card]);
    expect(card.textContent).toContain('My router');
  });

  it('stands above those that ring longer, whenever they came', async () => {
    const later = offer('Nadia', { expiresAt: NOW + 19_000 });
    const sooner = offer('Omar', { expiresAt: NOW + 3000 });
    await shell({ offers: { [later.taskId]: later, [JON.taskId]: JON, [sooner.taskId]: sooner } });
    await screen.findByRole('article', { name: 'Offer: Jon' });
    expect(screen.getAllByRole('article').map((each) => each.getAttribute('aria-label'))).toEqual([
      'Offer: Omar',
      'Offer: Jon',
      'Offer: Nadia',
    ]);
  });

  it('shows who, by which channel and queue, how long they wait, their first words and the time left', async () => {
    await shell({ offers: { [JON.taskId]: JON } });
    const card = await screen.findByRole('article', { name: 'Offer: Jon' });
    expect(card.textContent).toContain('Web · Support');
    expect(card.textContent).toContain('waiting 0:48');
    expect(card.textContent).toContain('my router blinks red');
    expect(screen.getByRole('timer', { name: '14 seconds left to answer' }).textContent).toBe('14');
  });

  it('L-B2: that somebody else took says so on the card and opens nothing', async () => {
    const { user, asked, store } = await shell({ offers: { [JON.taskId]: JON } });
    await user.click(await screen.findByRole('button', { name: 'Accept' }));
    await act(async () => {
      asked[0]!.refuse('TASK_TAKEN', 'The task belongs to somebody else.');
      await Promise.resolve();
    });
    expect((await screen.findByText(/Someone else accepted it/)).closest('article')).not.toBeNull();
    expect(store.getState().selected).toBeNull();
  });

  it('has its first words and its wait from the server when it is told anew, as after a restart', async () => {
    const { store } = await shell({ offers: {} });
    const told = readFrame(
      'taskRequest',
      {
        taskId: JON.taskId,
        conversationId: JON.conversationId,
        channelSession: { customer: { _id: 'c1', firstName: 'Jon' } },
        queue: { name: 'Support' },
        serverTime: NOW,
        enqueuedAt: NOW - 95_000,
        expiresAt: NOW + 9000,
        ronaTimeout: 9,
        preview: 'The line is dead',
      },
      NOW,
    );
    act(() => {
      receive(store, told!);
    });
    const card = await screen.findByRole('article', { name: 'Offer: Jon' });
    expect(card.textContent).toContain('The line is dead');
    expect(card.textContent).toContain('waiting 1:35');
  });

  it('is rejected by its own task', async () => {
    const { user, asked } = await shell({ offers: { [JON.taskId]: JON } });
    await user.click(await screen.findByRole('button', { name: 'Decline' }));
    expect(asked[0]).toMatchObject({ event: 'rejectTask', payload: { taskId: JON.taskId } });
  });
});

describe('the end of an offer', () => {
  it.each([
    [
      'RONA',
      { mrd: { id: 'chat', name: 'Chat', state: 'NOT_READY' } },
      /You missed Jon’s offer.*Chats are paused/,
    ],
    [
      'RONA',
      { mrd: { id: 'chat', name: 'Chat', state: 'READY' } },
      /You missed Jon’s offer.*still receiving chats/,
    ],
    ['RONA', {}, /You missed Jon’s offer.*until you go ready again/],
    ['REJECTED', {}, /Declined.*Jon is back in the queue/],
    ['CUSTOMER_LEFT', {}, /Jon left.*No one had answered/],
    ['TAKEN', {}, /Someone else accepted Jon/],
    ['TAKEN', { takenBy: 'Ben Almeida' }, /Ben Almeida accepted Jon/],
    ['TTL', {}, /Jon couldn’t be answered in time/],
    ['LOGOUT', {}, /offer ended.*You signed out/],
    ['CANCELLED', {}, /was withdrawn/],
    ['UNKNOWN', {}, /offer ended.*You were offline/],
  ] as const)('%s %o is told in words', async (reason, more, words) => {
    const { store } = await shell({ offers: { [JON.taskId]: JON } });
    act(() => {
      receive(store, ended(reason, more));
    });
    const told = screen.getAllByRole('status').map((each) => each.textContent);
    expect(told.join('\n')).toMatch(words);
    expect(screen.queryByRole('article')).toBeNull();
  });

  it('that the agent has brought about is seen all the same, and can be waved away', async () => {
    const { store, user } = await shell({ offers: { [JON.taskId]: JON } });
    act(() => {
      receive(store, ended('REJECTED'));
      store.setState((state) => ({ notices: state.notices.map((each) => ({ ...each, read: true })) }));
    });
    expect(screen.getByText(/Jon is back in the queue/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Dismiss' }));
    expect(screen.queryByText(/Jon is back in the queue/)).toBeNull();
  });

  it('after a missed one says what is off for as long as it is, with the way back', async () => {
    const off = presence('READY', {
      mrds: [{ id: 'chat', name: 'Chat', state: 'NOT_READY', since: NOW, live: 0, max: 5, reason: 'RONA' }],
    });
    const { store, user, asked } = await shell({ offers: { [JON.taskId]: JON } });
    act(() => {
      const { mrds, ...rest } = off;
      receive(store, {
        ...ended('RONA', { mrd: { id: 'chat', name: 'Chat', state: 'NOT_READY' } }),
        at: NOW - 60_000,
      });
      receive(store, { type: 'presence', at: NOW, serverTime: NOW, presence: { ...rest, mrds: [...mrds] } });
    });
    const [told] = screen
      .getAllByRole('status')
      .filter((each) => each.textContent.includes('Chats are paused'));
    await user.click(within(told!).getByRole('button', { name: 'Resume chats' }));
    expect(asked[0]?.payload).toMatchObject({ mrdId: 'chat', state: 'READY' });
    act(() => {
      store.setState({ presence: presence('READY') });
    });
    expect(screen.queryByText(/You missed Jon/)).toBeNull();
  });
});

describe('keys', () => {
  it('Alt and arrows go through the conversations, also while typing', async () => {
    const { store, user } = await shell();
    await screen.findByRole('textbox', { name: 'Message to Maria' });
    await user.keyboard('{Alt>}{ArrowDown}{/Alt}');
    expect(store.getState().selected).toBe(JONAS.id);
  });

  it('letters and signs go to the open composer, wherever the focus is', async () => {
    const { user, store } = await shell();
    const field = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Message to Maria' });
    for (const word of ['will?', 'stay/', 'Like,', 'team']) {
      act(() => {
        field.blur();
      });
      await user.keyboard(word);
    }
    expect(field.value).toBe('will?stay/Like,team');
    expect(document.activeElement).toBe(field);
    expect(store.getState()).toMatchObject({ selected: MARIA.id, overlay: null });
  });

  it('a question mark shows all keys while nothing can be written', async () => {
    const { user } = await shell({ selected: null });
    await user.keyboard('?');
    expect(await screen.findByText('Go to the offer and back')).toBeTruthy();
  });
});
