import { act, cleanup, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import { fields } from '../base/fields.ts';
import { draw } from '../testing/draw.tsx';
import { NOW } from '../testing/people.ts';
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
    <TeamPage />,
    {},
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
    expect(await screen.findByText('Sales: 4 customers waiting (limit 4)')).toBeTruthy();
    expect(tried).toHaveLength(1);
    act(() => {
      tell('floorChanges', { queues: [{ ...FLOOR.queues[0], waiting: 6 }] });
    });
    expect(screen.getByText('Sales: 6 customers waiting (limit 4)')).toBeTruthy();
    expect(tried).toHaveLength(1);
    await user.click(screen.getByRole('button', { name: 'Mute this alarm' }));
    expect(screen.getByRole('button', { name: 'Unmute this alarm' })).toBeTruthy();
    act(() => {
      tell('floorChanges', { queues: [{ ...FLOOR.queues[0], waiting: 1 }] });
    });
    expect(screen.queryByText(/limit 4/)).toBeNull();
  });
});
