import { act, cleanup, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import { readFrame } from '../connection/read-frames.ts';
import { memoryStorage } from '../base/tab-storage.ts';
import { Shell } from '../app/shell/Shell.tsx';
import { createDeskStore, receive, type DeskStore } from '../store/desk-store.ts';
import type { Frame } from '../store/frames.ts';
import { draw } from '../testing/draw.tsx';
import { conversation, ME, NOW, presence } from '../testing/people.ts';
import { keepAway } from './keep-away.ts';

afterEach(cleanup);

const MINUTE = 60_000;
const MARIA = conversation('Maria', { said: [['c', 20, 'Hello']] });

/** What the server says to the desk that comes back. */
const ENDED = readFrame(
  'endedWhileAway',
  {
    since: NOW - 5 * MINUTE,
    conversations: [
      {
        conversationId: MARIA.id,
        customer: { _id: 'c1', firstName: 'Maria' },
        queue: { id: 'q1', name: 'Support' },
        reason: 'AGENT_LOGOUT',
        at: NOW - 4 * MINUTE,
        open: true,
      },
      {
        conversationId: 'conversation-Omar',
        customer: { _id: 'c2', firstName: 'Omar' },
        queue: { id: 'q2', name: 'Sales' },
        reason: 'WRAP_UP_EXPIRED',
        at: NOW - 3 * MINUTE,
        open: false,
      },
    ],
  },
  NOW,
)!;

/** The line was lost, and everything is told anew. */
function comeBack(store: DeskStore, ...said: Frame[]): void {
  receive(store, { type: 'link.down', at: NOW - 5 * MINUTE });
  receive(store, { type: 'link.up', at: NOW });
  for (const frame of [...said, { type: 'link.settled', at: NOW } as const]) receive(store, frame);
}

async function away(change: Parameters<typeof draw>[1] = {}) {
  const drawn = await draw(<Shell />, {
    presence: presence('NOT_READY'),
    conversations: { [MARIA.id]: MARIA },
    selected: MARIA.id,
    ...change,
  });
  act(() => {
    comeBack(drawn.store, ENDED);
  });
  const page = await screen.findByRole('region', { name: 'While you were offline' });
  return { ...drawn, page, user: userEvent.setup() };
}

describe('an agent whose line was lost for too long', () => {
  it('reads what happened to which conversation, and whether it goes on with others', async () => {
    const { page } = await away();
    expect(page.textContent).toContain('You’re not ready now.');
    const [omar, maria] = within(page).getAllByRole('listitem');
    expect(maria?.textContent).toMatch(/Maria.*Support.*You were offline for too long.*Still open/);
    expect(omar?.textContent).toMatch(/Omar.*Sales.*Wrap-up time ran out.*Ended/);
  });

  it('sees unsent words under the right name, also of a conversation that is not on the desk any more', async () => {
    const { page } = await away({ drafts: { 'conversation-Omar': 'The parcel is on its w' } });
    const [omar, maria] = within(page).getAllByRole('listitem');
    expect(omar?.textContent).toContain('The parcel is on its w');
    expect(maria?.textContent).not.toContain('Your unsent text');
  });

  it('has it until it is read, also when something else is opened first', async () => {
    const { store, user, page } = await away();
    await user.click(screen.getByRole('button', { name: /Maria/ }));
    await waitFor(() => expect(page.isConnected).toBe(false));
    await user.click(screen.getByRole('button', { name: 'Show' }));
    const again = await screen.findByRole('region', { name: 'While you were offline' });
    await user.click(within(again).getByRole('button', { name: 'Got it' }));
    await waitFor(() => expect(again.isConnected).toBe(false));
    expect(screen.queryByRole('button', { name: 'Show' })).toBeNull();
    expect(store.getState().away).toBeNull();
  });

  it('has one notification for each conversation, which is no news any more', async () => {
    const { store } = await away();
    expect(
      store.getState().notices.map(({ text, values, read }) => [text, values.name, read === true]),
    ).toEqual([
      ['notice.conversationEnded', 'Maria', true],
      ['notice.conversationEnded', 'Omar', true],
    ]);
  });

  it('has both, the newest first, when the line is lost once more before the first is read', async () => {
    const { store, page } = await away();
    const again: Frame = {
      ...ENDED,
      endings: [{ conversationId: 'x', name: 'Ada', queue: '', reason: '', at: NOW, open: false }],
    } as Frame;
    act(() => {
      comeBack(store, again, ENDED);
    });
    const names = within(page)
      .getAllByRole('listitem')
      .map((each) => each.querySelector('bdi')?.textContent);
    expect(names).toEqual(['Ada', 'Omar', 'Maria']);
  });
});

describe('what has not been read', () => {
  it('is still there after a reload of the tab, and gone once it was read', () => {
    const storage = memoryStorage();
    const store = createDeskStore({ me: ME });
    const stop = keepAway(store, storage);
    receive(store, ENDED);
    stop();
    const reloaded = createDeskStore({ me: ME });
    keepAway(reloaded, storage);
    expect(reloaded.getState()).toMatchObject({ away: store.getState().away, readingAway: true });
    reloaded.setState({ away: null });
    const later = createDeskStore({ me: ME });
    keepAway(later, storage);
    expect(later.getState().away).toBeNull();
  });

  it('gives unsent messages the name of their customer', () => {
    const store = createDeskStore({ me: ME, presence: presence('READY') });
    const message = {
      id: 'm',
      conversationId: MARIA.id,
      body: { kind: 'text', text: 'x' },
      replyTo: null,
      at: NOW,
    } as const;
    store.setState({ outbox: { m: { ...message, state: 'waiting', refusal: null } } });
    comeBack(store, ENDED);
    expect(store.getState().notices.find(({ id }) => id === 'unsent:m')?.values.name).toBe('Maria');
  });
});
