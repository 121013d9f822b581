import { act, cleanup, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, it } from 'vitest';
import type { PlaceId } from '../store/model.ts';
import { draw } from '../testing/draw.tsx';
import { NOW } from '../testing/people.ts';
import { AlarmWatch } from './AlarmWatch.tsx';
import type { Alarm } from './alarms.ts';

afterEach(cleanup);

const ALARM: Alarm = { id: '1', measure: 'waiting', limit: 4, queueId: '', muted: false };

const queue = (name: string, waiting: number) => ({
  ...{ id: name, name, waiting, since: NOW - 240_000, ready: 0, active: 1, serviceLevel: 0.5 },
});

/** A supervisor who writes to a customer in this place, with these alarms. */
async function open(alarms: readonly Alarm[], place: PlaceId = 'conversations') {
  const drawn = await draw(
    <>
      <AlarmWatch />
      <textarea aria-label="Message" />
    </>,
    { place },
    { get: () => Promise.resolve({ teamView: { alarms } }) },
  );
  const watched = () =>
    drawn.asked.filter(({ event }) => event === 'watchFloor').map(({ payload }) => payload.on);
  const hears = (event: string, ...queues: object[]) => {
    act(() => {
      drawn.tell(event, { teams: [], agents: [], conversations: [], queues });
    });
  };
  return { ...drawn, watched, hears, user: userEvent.setup() };
}

const bar = () => screen.queryByRole('region', { name: 'Alarms' });

it('reaches a supervisor who is in a chat: once by sound and in words, and the focus stays', async () => {
  const { watched, hears, tried, user, store } = await open([ALARM]);
  await expect.poll(watched).toEqual([true]);
  await user.type(screen.getByRole('textbox', { name: 'Message' }), 'half a sen');
  hears('floorSnapshot', queue('Sales', 4), queue('Support', 3));
  expect(bar()?.textContent).toContain('Sales: 4 customers waiting (limit 4)');
  expect(screen.getByRole('status').textContent).toBe('Sales: 4 customers waiting (limit 4)');
  expect(tried).toEqual([{ sound: 'bell', occasion: 'message' }]);
  await user.keyboard('tence');
  expect(screen.getByRole<HTMLTextAreaElement>('textbox').value).toBe('half a sentence');
  hears('floorChanges', queue('Sales', 5));
  expect(tried).toHaveLength(1);
  await user.click(screen.getByRole('button', { name: 'Team' }));
  expect(store.getState().place).toBe('team');
  // Team shows it itself, and asks for the floor itself.
  expect(bar()).toBeNull();
  expect(watched()).toEqual([true, false]);
});

it('goes when it is waved away or clears, and may ring again after that', async () => {
  const { hears, user, watched, tried } = await open([ALARM]);
  await expect.poll(watched).toEqual([true]);
  hears('floorSnapshot', queue('Sales', 4));
  await user.click(screen.getByRole('button', { name: 'Dismiss' }));
  expect(bar()).toBeNull();
  hears('floorChanges', queue('Sales', 1));
  hears('floorChanges', queue('Sales', 9));
  // Not so soon after the last.
  expect(tried).toHaveLength(1);
  expect(bar()).toBeNull();
});

it('asks for nothing without an alarm that may sound', async () => {
  const quiet = await open([{ ...ALARM, muted: true }]);
  await act(() => Promise.resolve());
  quiet.hears('floorSnapshot', queue('Sales', 4));
  expect(quiet.watched()).toEqual([]);
  expect(quiet.tried).toEqual([]);
  expect(bar()).toBeNull();
});
