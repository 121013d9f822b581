import { act, cleanup, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, it } from 'vitest';
import { draw } from '../testing/draw.tsx';
import { ME } from '../testing/people.ts';
import type { DeskState } from '../store/model.ts';
import { HandBar } from './HandBar.tsx';

afterEach(cleanup);

const BOSS = { ...ME, roles: ['supervisor'] };

function hand(conversationId: string, agent: string, name = 'HAND_RAISED') {
  const data = { handRaised: name === 'HAND_RAISED', agentNames: [agent], agentId: agent };
  return { conversationId, cimEvent: { id: 'e', name, type: 'NOTIFICATION', timestamp: 0, data } };
}

async function open(state: Partial<DeskState> = {}) {
  const drawn = await draw(<HandBar />, { me: BOSS, place: 'conversations', ...state });
  const hears = (...events: ReturnType<typeof hand>[]) => {
    act(() => {
      for (const event of events) drawn.tell('onCimEvent', event);
    });
  };
  return { ...drawn, hears, user: userEvent.setup() };
}

const lines = () => screen.queryAllByRole('listitem').map(({ textContent }) => textContent);

it('tells a supervisor in any place who asks for help, sounds once for several, and goes when the hand does', async () => {
  const { hears, tried } = await open();
  hears(hand('c1', 'Ada'), hand('c2', 'Ben'));
  expect(lines()).toEqual([
    expect.stringContaining('Ada asks for help'),
    expect.stringContaining('Ben asks for help'),
  ]);
  expect(tried).toHaveLength(1);
  hears(hand('c1', 'Ada', 'HAND_DOWN'));
  expect(lines()).toHaveLength(1);
  hears(hand('c3', 'Cleo'));
  expect(tried).toHaveLength(1);
});

it('comes to whisper, says a refusal, and is waved away by hand', async () => {
  const { hears, asked, user } = await open();
  hears(hand('c1', 'Ada'), hand('c2', 'Ben'));
  const [ada, ben] = screen.getAllByRole('listitem');
  await user.click(within(ada!).getByRole('button', { name: 'Help' }));
  expect(asked.map(({ event, payload }) => [event, payload.conversationId])).toEqual([
    ['joinAsWhisper', 'c1'],
  ]);
  act(() => {
    asked[0]?.refuse('FORBIDDEN', 'no');
  });
  expect(await within(ada!).findByRole('alert')).toBeTruthy();
  await user.click(within(ben!).getByRole('button', { name: 'Dismiss' }));
  expect(lines()).toHaveLength(1);
});

it('is for supervisors alone, says nothing twice in Team, and nothing of what was said before', async () => {
  const agent = await open({ me: ME });
  agent.hears(hand('c1', 'Ada'));
  expect(lines()).toEqual([]);
  expect(agent.tried).toEqual([]);
  agent.unmount();
  const boss = await open({ place: 'team' });
  boss.hears(hand('c1', 'Ada'));
  expect(lines()).toEqual([]);
  expect(boss.tried).toHaveLength(1);
});
