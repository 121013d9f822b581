import { act, cleanup, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import { fields } from '../base/fields.ts';
import { draw } from '../testing/draw.tsx';
import { ME, NOW } from '../testing/people.ts';
import { AlarmWatch } from './AlarmWatch.tsx';
import { TeamPage } from './TeamPage.tsx';

afterEach(cleanup);

const FLOOR = {
  teams: [{ id: 'north', name: 'North' }],
  agents: [],
  conversations: [],
  queues: [
    { id: 'sales', name: 'Sales', waiting: 4, since: NOW - 240_000, ready: 0, active: 1, serviceLevel: 0.5 },
  ],
};

const VIEW = { tab: 'queues', team: '', search: 'sal', status: {}, sorting: {} };

/** Draws the page with what the server has kept; `kept` gets what the desk asks it to keep. */
async function open(teamView: Promise<unknown>) {
  const kept: unknown[] = [];
  const drawn = await draw(
    <>
      <AlarmWatch />
      <TeamPage />
    </>,
    { place: 'team', me: { ...ME, permissions: [...ME.permissions, 'subscribed-list/manage'] } },
    {
      get: async (path) => (path === '/cim-customer/agentSetting' ? { teamView: await teamView } : []),
      put: (path, body) => {
        if (path === '/cim-customer/agentSetting') kept.push(fields(body).teamView);
        return Promise.resolve({});
      },
    },
  );
  act(() => {
    drawn.tell('floorSnapshot', FLOOR);
  });
  return { ...drawn, kept, user: userEvent.setup() };
}

const viewMenu = () => screen.findByRole('button', { name: 'View' });
const search = () => screen.getByRole<HTMLInputElement>('searchbox').value;

describe('the team view', () => {
  it('stands as it was left, and saves a view under a name', async () => {
    const { user, kept } = await open(Promise.resolve({ view: VIEW }));
    await user.click(await viewMenu());
    expect(search()).toBe('sal');
    await user.click(await screen.findByRole('menuitem', { name: 'Save view …' }));
    await user.type(await screen.findByRole('textbox', { name: 'Name' }), 'Sales alone{Enter}');
    await waitFor(() => {
      expect(kept.at(-1)).toMatchObject({ saved: [{ name: 'Sales alone', view: { search: 'sal' } }] });
    });
    await user.click(await screen.findByRole('button', { name: 'Sales alone' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Default view' }));
    await user.click(await viewMenu());
    await user.click(await screen.findByRole('menuitem', { name: 'Sales alone' }));
    expect(search()).toBe('sal');
  });

  it('overwrites nothing that it has not read: what was chosen before is put over it', async () => {
    let answer: (value: unknown) => void = () => {};
    const answered = new Promise((resolve) => {
      answer = resolve;
    });
    const alarm = { id: '1', measure: 'waiting', limit: 9, queueId: '', muted: false };
    const { user, kept } = await open(answered);
    await user.click(screen.getByRole('tab', { name: 'Queues' }));
    expect(screen.queryByRole('button', { name: 'View' })).toBeNull();
    answer({ view: { ...VIEW, tab: 'agents' }, alarms: [alarm] });
    await viewMenu();
    expect(screen.getByRole('tab', { name: 'Queues' }).getAttribute('aria-selected')).toBe('true');
    await user.type(screen.getByRole('searchbox'), 'e');
    await waitFor(() => {
      expect(kept.at(-1)).toMatchObject({ view: { tab: 'queues', search: 'sale' }, alarms: [alarm] });
    });
  });

  it('tells what is beyond an alarm, sounds once, and is muted', async () => {
    const { user, tried, tell } = await open(Promise.resolve(null));
    await user.click(await viewMenu());
    await user.click(await screen.findByRole('menuitem', { name: 'Alarms …' }));
    await user.click(await screen.findByRole('button', { name: 'Add alarm' }));
    const limit = screen.getByRole('spinbutton', { name: 'Limit' });
    await user.clear(limit);
    await user.type(limit, '4');
    await user.click(screen.getByRole('button', { name: 'Close' }));
    const lines = within(await screen.findByRole('list', { name: 'Alarms' }));
    expect(lines.getByText('Sales: 4 customers waiting (limit 4)')).toBeTruthy();
    expect(lines.queryByRole('status')).toBeNull();
    const said = screen.getByText('Sales: 4 customers waiting (limit 4)', { selector: '[role=status]' });
    expect(tried).toHaveLength(1);
    act(() => {
      tell('floorChanges', { queues: [{ ...FLOOR.queues[0], waiting: 6 }] });
    });
    expect(lines.getByText('Sales: 6 customers waiting (limit 4)')).toBeTruthy();
    // What goes on is not said again.
    expect(said.textContent).toBe('Sales: 4 customers waiting (limit 4)');
    expect(tried).toHaveLength(1);
    await user.click(screen.getByRole('button', { name: 'Mute this alarm' }));
    expect(screen.getByRole('button', { name: 'Unmute this alarm' })).toBeTruthy();
    act(() => {
      tell('floorChanges', { queues: [{ ...FLOOR.queues[0], waiting: 1 }] });
    });
    expect(screen.queryByRole('list', { name: 'Alarms' })).toBeNull();
  });

  it('says that it could not be loaded, and asks again', async () => {
    const { asked } = await draw(<TeamPage />, {}, { get: () => Promise.resolve({}) });
    act(() => {
      asked.find(({ event }) => event === 'watchFloor')?.refuse('INTERNAL_ERROR', 'no');
    });
    await userEvent.setup().click(await screen.findByRole('button', { name: 'Try again' }));
    expect(asked.filter(({ event }) => event === 'watchFloor')).toHaveLength(3);
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('leads from a queue to its chats, and puts first whose agent asks for help', async () => {
    const { user, tell } = await open(Promise.resolve({ view: { ...VIEW, search: '' } }));
    const chat = (id: string, customer: string, state: string, hands: string[], queue: string) => ({
      id,
      customer,
      channelType: 'WEB',
      queue: { id: queue, name: queue },
      state,
      since: NOW - 60_000,
      priority: 1,
      agents: state === 'ACTIVE' ? [{ id: 'ada', name: 'Ada' }] : [],
      hands,
    });
    act(() => {
      tell('floorChanges', {
        conversations: [
          chat('1', 'Maria', 'QUEUED', [], 'Sales'),
          chat('2', 'Jon', 'ACTIVE', ['Ada'], 'Sales'),
          chat('3', 'Lee', 'QUEUED', [], 'Support'),
        ],
      });
    });
    await viewMenu();
    await user.click(screen.getByRole('button', { name: 'Actions for Sales' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Show chats' }));
    const rows = within(screen.getByRole('table', { name: 'Chats' }))
      .getAllByRole('row')
      .slice(1);
    expect(rows.map((row) => /Maria|Jon|Lee/.exec(row.textContent)?.[0])).toEqual(['Jon', 'Maria']);
  });

  it('offers for a call, and for what stands on a list, only what can be done there', async () => {
    const { user, tell, asked } = await open(
      Promise.resolve({ view: { ...VIEW, tab: 'chats', search: '' } }),
    );
    const talk = (id: string, customer: string, state: string, rest: object) => ({
      ...{
        id,
        customer,
        channelType: 'WEB',
        queue: null,
        list: null,
        state,
        since: NOW - 60_000,
        priority: 1,
      },
      ...{ agents: [], hands: [], ...rest },
    });
    act(() => {
      tell('floorChanges', {
        conversations: [
          talk('1', 'Maria', 'ACTIVE', { channelType: 'CISCO_CC', agents: [{ id: 'ada', name: 'Ada' }] }),
          talk('2', 'Jon', 'LISTED', { list: { id: 'back', name: 'Back office' } }),
        ],
      });
    });
    await viewMenu();
    const items = async (name: string) => {
      await user.click(screen.getByRole('button', { name: `Actions for ${name}` }));
      return (await screen.findAllByRole('menuitem')).map(({ textContent }) => textContent);
    };
    expect(await items('Maria')).toEqual(['View']);
    await user.keyboard('{Escape}');
    expect(screen.getByText('Back office')).toBeTruthy();
    expect(await items('Jon')).toEqual(['End chat …']);
    await user.click(screen.getByRole('menuitem', { name: 'End chat …' }));
    const question = within(await screen.findByRole('dialog'));
    expect(question.queryByText(/wrap-up/)).toBeNull();
    await user.click(question.getByRole('button', { name: 'End chat' }));
    const last = asked.at(-1);
    expect([last?.event, last?.payload]).toEqual(['deletePullModeRequest', { id: '2' }]);
  });

  it('asks anew when changes have been missed, once', async () => {
    const { tell, asked } = await open(Promise.resolve(null));
    const watches = () => asked.filter(({ event, payload }) => event === 'watchFloor' && payload.on === true);
    act(() => {
      tell('floorSnapshot', { ...FLOOR, seq: 4 });
    });
    expect(watches()).toHaveLength(1);
    for (const seq of [5, 7, 8]) {
      act(() => {
        tell('floorChanges', { seq });
      });
    }
    expect(watches()).toHaveLength(2);
    act(() => {
      tell('floorSnapshot', { ...FLOOR, seq: 0 });
    });
    act(() => {
      tell('floorChanges', { seq: 1 });
    });
    expect(watches()).toHaveLength(2);
  });

  it('has nothing to press on the wall but the way back', async () => {
    const { user } = await open(Promise.resolve({ view: VIEW }));
    await viewMenu();
    await user.click(screen.getByRole('button', { name: 'Wallboard' }));
    const table = within(screen.getByRole('table', { name: 'Queues' }));
    expect(table.getByText('Sales')).toBeTruthy();
    expect(table.queryAllByRole('button')).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Wallboard' }));
    expect(search()).toBe('sal');
  });
});
