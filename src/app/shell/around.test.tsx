import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { draw } from '../../testing/draw.tsx';
import { conversation, ME, NOW, presence } from '../../testing/people.ts';
import { DEFAULT_SETTINGS } from '../../store/model.ts';
import { loadDeferredParts } from '../deferred-parts.ts';
import { PLACES } from '../places.ts';
import { Shell } from './Shell.tsx';

afterEach(cleanup);

const MARIA = conversation('Maria', {
  said: [
    ['c', 90, 'Hello'],
    ['a', 60, 'Good **morning**'],
  ],
});
const OPEN = { conversations: { [MARIA.id]: MARIA }, selected: MARIA.id };
await loadDeferredParts(PLACES);

describe('the panes', () => {
  it('are made wider by keys, bounded, remembered, and put back', async () => {
    const { store } = await draw(<Shell />, OPEN);
    const edge = screen.getByRole('separator', { name: 'List width' });
    expect(edge.getAttribute('aria-valuenow')).toBe('320');
    fireEvent.keyDown(edge, { key: 'ArrowRight' });
    expect(store.getState().settings.panes).toEqual({ list: 336, context: null });
    expect(edge.getAttribute('aria-valuenow')).toBe('336');
    fireEvent.keyDown(edge, { key: 'End' });
    expect(store.getState().settings.panes.list).toBe(Number(edge.getAttribute('aria-valuemax')));
    fireEvent.doubleClick(edge);
    expect(store.getState().settings.panes.list).toBeNull();
  });

  it('move with the pointer, and the other way round where the pane is at the end', async () => {
    const { store } = await draw(<Shell />, OPEN);
    const edge = screen.getByRole('separator', { name: 'Customer details width' });
    fireEvent.pointerDown(edge, { button: 0, clientX: 900, pointerId: 1 });
    fireEvent.pointerMove(edge, { clientX: 860, pointerId: 1 });
    expect(store.getState().settings.panes.context).toBeNull();
    fireEvent.pointerUp(edge, { pointerId: 1 });
    expect(store.getState().settings.panes.context).toBe(360);
  });
});

describe('the rail', () => {
  it('leads to the pull lists where the contact centre has some', async () => {
    const me = { ...ME, permissions: ['subscribed-list/view'] };
    const { store } = await draw(<Shell />, { me });
    expect(screen.getByRole('button', { name: 'Lists' })).toBeDefined();
    act(() => store.setState({ hasPullLists: false }));
    expect(screen.queryByRole('button', { name: 'Lists' })).toBeNull();
    expect(screen.getByRole('button', { name: 'Conversations' })).toBeDefined();
  });
});

describe('the connection bar', () => {
  it('says since when, what is kept, and what has to wait', async () => {
    const user = userEvent.setup();
    const place = document.body.appendChild(Object.assign(document.createElement('div'), { id: 'desk' }));
    Object.defineProperty(place, 'clientWidth', { value: 700 });
    await draw(<Shell />, {
      ...OPEN,
      link: { status: 'offline', since: NOW - 77_000, caughtUp: null },
      drafts: { [MARIA.id]: 'half a sent' },
      outbox: {
        o: {
          id: 'o',
          conversationId: MARIA.id,
          body: { kind: 'text', text: 'x' },
          replyTo: null,
          at: NOW,
          state: 'waiting',
          refusal: null,
        },
      },
    });
    expect(screen.getByText(/Offline since .*1 message will send when you reconnect\./)).toBeDefined();
    expect(screen.getAllByRole('timer').some((each) => each.textContent === '1:17')).toBe(true);
    await user.click(screen.getByRole('button', { name: 'What’s saved?' }));
    const panel = await screen.findByRole('dialog', { name: 'What’s saved?' });
    expect(panel.textContent).toContain('1 draft or note');
    expect(panel.textContent).toContain('Changing your state');
    // Where the bar is narrow, what it says and does is in the panel.
    expect(panel.textContent).toMatch(/Offline since 2:30/);
    expect(within(panel).getByRole('button', { name: 'Try now' })).toBeDefined();
    place.remove();
  });

  it('says on return how many messages came in', async () => {
    await draw(<Shell />, { link: { status: 'online', since: NOW - 1000, caughtUp: 3 } });
    expect(screen.getByText('Reconnected. 3 new messages.')).toBeDefined();
  });
});

describe('the first steps', () => {
  const FRESH = {
    presence: presence('NOT_READY'),
    guide: 0,
    settings: { ...DEFAULT_SETTINGS, guideSeen: false },
  };

  it('go through four steps, and never come again', async () => {
    const user = userEvent.setup();
    const { store } = await draw(<Shell />, FRESH);
    const guide = await screen.findByRole('region', { name: 'First steps' });
    expect(guide.textContent).toContain('1 of 4');
    expect(document.querySelector('[data-guided]')?.id).toBe('state-menu');
    for (let step = 2; step <= 4; step += 1) {
      await user.click(within(guide).getByRole('button', { name: 'Next' }));
      expect(guide.textContent).toContain(`${step} of 4`);
    }
    expect(within(guide).getByRole('button', { name: 'Play ring' })).toBeDefined();
    await user.click(within(guide).getByRole('button', { name: 'Done' }));
    expect(store.getState()).toMatchObject({ guide: null, settings: { guideSeen: true } });
  });

  it('go on by themselves when what they are about is done, and stay when one goes back', async () => {
    const user = userEvent.setup();
    const { store } = await draw(<Shell />, FRESH);
    const guide = await screen.findByRole('region', { name: 'First steps' });
    act(() => store.setState({ presence: presence('READY') }));
    expect(guide.textContent).toContain('2 of 4');
    act(() => store.setState({ conversations: { [MARIA.id]: MARIA } }));
    expect(guide.textContent).toContain('3 of 4');
    await user.click(within(guide).getByRole('button', { name: 'Back' }));
    expect(guide.textContent).toContain('2 of 4');
  });

  it('send a supervisor to whom nobody is offered to the team, not to ready', async () => {
    await draw(<Shell />, { ...FRESH, servesCustomers: false });
    const guide = await screen.findByRole('region', { name: 'First steps' });
    expect(guide.textContent).toContain('Your teams, live');
    expect(guide.textContent).not.toContain('ready');
  });

  it('can be skipped, do not take the focus, and come back from the menu of the account', async () => {
    const user = userEvent.setup();
    const { store } = await draw(<Shell />, FRESH);
    expect(document.activeElement).toBe(document.body);
    await user.click(await screen.findByRole('button', { name: 'Skip tour' }));
    expect(store.getState().settings.guideSeen).toBe(true);
    await user.click(screen.getByRole('button', { name: /^Account of/ }));
    await user.click(await screen.findByRole('menuitem', { name: 'First steps' }));
    expect(await screen.findByRole('region', { name: 'First steps' })).toBeDefined();
  });
});

describe('the settings', () => {
  it('hold at once and say when they could not be kept', async () => {
    const user = userEvent.setup();
    const { store } = await draw(<Shell />, { place: 'settings' });
    await user.click(await screen.findByRole('radio', { name: 'Compact' }));
    expect(store.getState().settings.density).toBe('compact');
    act(() => store.setState({ saving: 'failed' }));
    expect(screen.getByText(/Not saved yet/)).toBeDefined();
    expect(screen.getByRole('button', { name: 'Try again' })).toBeDefined();
  });
});

describe('a transcript on paper', () => {
  it('has every message with name and time, fetches what is missing first, and goes afterwards', async () => {
    const print = vi.spyOn(window, 'print').mockImplementation(() => {});
    const events = MARIA.transcript.events;
    const asked: string[] = [];
    const { store, actions } = await draw(
      <Shell />,
      {
        ...OPEN,
        conversations: { [MARIA.id]: { ...MARIA, transcript: { ...MARIA.transcript, earlier: true } } },
      },
      {
        get: (path) => {
          asked.push(path);
          return Promise.resolve({ events: [], earlier: false });
        },
      },
    );
    act(() => actions.print(MARIA.id));
    await waitFor(() => expect(print).toHaveBeenCalled());
    expect(asked.filter((path) => path.includes(`before=${events[0]!.seq}`))).toHaveLength(1);
    const paper = document.querySelector('[data-print]')!;
    expect(paper.textContent).toContain('Maria');
    expect(paper.textContent).toContain('Good morning');
    expect(paper.textContent).toContain('Web');
    expect(paper.querySelectorAll('time').length).toBeGreaterThanOrEqual(5);
    act(() => {
      window.dispatchEvent(new Event('afterprint'));
    });
    expect(document.querySelector('[data-print]')).toBeNull();
    expect(store.getState().printing).toBeNull();
  });
});
