import { act, cleanup, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import { Refused } from '../desk/Refused.tsx';
import { receive } from '../store/desk-store.ts';
import { draw } from '../testing/draw.tsx';
import { NOW, presence } from '../testing/people.ts';
import { AgentState } from './AgentState.tsx';
import { MrdChips } from './MrdChips.tsx';

afterEach(cleanup);

async function openMenu(name: RegExp) {
  const user = userEvent.setup();
  const face = await screen.findByRole('button', { name });
  await waitFor(() =>
    expect(
      face.getAttribute('aria-haspopup') ??
        screen.getByRole('button', { name }).getAttribute('aria-haspopup'),
    ).toBe('menu'),
  );
  await user.click(screen.getByRole('button', { name }));
  return user;
}

describe("the agent's state", () => {
  it('L-S2: shows what was asked for beside what is, until the server says so', async () => {
    const { store, asked } = await draw(<AgentState />, { presence: presence('NOT_READY') });
    const user = await openMenu(/Not ready/);
    await user.click(await screen.findByRole('menuitem', { name: 'Ready' }));
    expect(asked.map((each) => [each.event, each.payload.state])).toEqual([
      ['changeAgentState', { name: 'READY', reasonCode: null }],
    ]);
    expect(screen.getByRole('button').textContent).toMatch(/^Not ready/);
    expect(screen.getByRole('status').textContent).toContain('Ready');
    const { mrds, ...ready } = presence('READY');
    act(() => {
      receive(store, { type: 'presence', at: NOW, presence: { ...ready, mrds: [...mrds] }, serverTime: NOW });
    });
    await act(async () => {
      asked[0]!.ok();
      await Promise.resolve();
    });
    expect(screen.getByRole('button').textContent).toMatch(/^Ready/);
    await waitFor(() => expect(screen.queryByRole('status')).toBeNull());
  });

  it('L-S2: goes back visibly when the server refuses, and says why beside it', async () => {
    const { asked } = await draw(
      <>
        <AgentState />
        <Refused control="agent" />
      </>,
      { presence: presence('NOT_READY') },
    );
    const user = await openMenu(/Not ready/);
    await user.click(await screen.findByRole('menuitem', { name: 'Ready' }));
    await act(async () => {
      asked[0]!.refuse('STATE_NOT_ALLOWED', 'That state cannot be chosen here.');
      await Promise.resolve();
    });
    expect((await screen.findByRole('alert')).textContent).toContain('STATE_NOT_ALLOWED');
    expect(screen.getByRole('button', { name: /Not ready/ }).textContent).toMatch(/^Not ready/);
    expect(screen.queryByRole('status')).toBeNull();
  });

  it('L-S6: not ready that waits for open chats looks so, and one click takes it back', async () => {
    const mrds = [
      { id: 'chat', name: 'Chat', state: 'PENDING_NOT_READY' as const, since: NOW, live: 3, max: 5 },
    ];
    const { asked, store } = await draw(<AgentState />, {
      presence: presence('NOT_READY', { reason: 'Lunch', mrds }),
    });
    expect(screen.getByText('3 to finish')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Stay ready' }));
    expect(asked[0]?.payload.state).toMatchObject({ name: 'READY' });
    expect(store.getState().presence?.state).toBe('NOT_READY');
  });

  it('gives the whole reason object back', async () => {
    const { asked } = await draw(<AgentState />);
    const user = await openMenu(/Ready/);
    await user.click(await screen.findByRole('menuitem', { name: 'Lunch' }));
    expect(asked[0]?.payload.state).toMatchObject({
      name: 'NOT_READY',
      reasonCode: { id: 'r1', name: 'Lunch' },
    });
  });

  it('can be worked by keys alone', async () => {
    const { asked } = await draw(<AgentState />, { presence: presence('NOT_READY') });
    await waitFor(() => expect(screen.getByRole('button').getAttribute('aria-haspopup')).toBe('menu'));
    const user = userEvent.setup();
    await user.tab();
    await user.keyboard('{Enter}{Enter}');
    expect(asked[0]?.payload.state).toMatchObject({ name: 'READY' });
  });
});

describe('work that a missed offer has paused', () => {
  const mrds = [
    { id: 'chat', name: 'Chat', state: 'NOT_READY' as const, since: NOW, live: 0, max: 5, reason: 'RONA' },
  ];

  it('is told in the state itself, with the way back beside it', async () => {
    const { asked } = await draw(<AgentState />, { presence: presence('READY', { mrds }) });
    const state = await screen.findByRole('button', { name: /^Ready/ });
    expect(state.textContent).toContain('Ready· chats paused (missed offer)');
    expect(state.querySelector('[data-mark="ready"]')).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Resume chats' }));
    expect(asked[0]?.payload).toMatchObject({ action: 'agentMRDState', mrdId: 'chat', state: 'READY' });
  });
});

describe('an MRD', () => {
  it('L-S6: a stop that waits for the last chat can be taken back', async () => {
    const mrds = [
      { id: 'chat', name: 'Chat', state: 'PENDING_NOT_READY' as const, since: NOW, live: 2, max: 5 },
    ];
    const { asked } = await draw(<MrdChips />, { presence: presence('READY', { mrds }) });
    const user = await openMenu(/^Chat/);
    await user.click(await screen.findByRole('menuitem', { name: /Resume chats/ }));
    expect(asked[0]?.payload).toMatchObject({ action: 'agentMRDState', mrdId: 'chat', state: 'READY' });
  });

  it('L-S6: a stop that waits is taken back with one click beside it', async () => {
    const mrds = [
      { id: 'chat', name: 'Chat', state: 'PENDING_NOT_READY' as const, since: NOW, live: 2, max: 5 },
    ];
    const { asked } = await draw(<MrdChips />, { presence: presence('READY', { mrds }) });
    await userEvent.click(await screen.findByRole('button', { name: 'Resume chats' }));
    expect(asked[0]?.payload).toMatchObject({ action: 'agentMRDState', mrdId: 'chat', state: 'READY' });
    expect(screen.getByRole('button', { name: /^Chat/ }).textContent).toContain('Paused after current chats');
  });

  it('says why the system has switched it off', async () => {
    const mrds = [
      {
        id: 'chat',
        name: 'Chat',
        state: 'NOT_READY' as const,
        since: NOW,
        live: 0,
        max: 5,
        reason: 'RONA',
      },
    ];
    await draw(<MrdChips />, { presence: presence('READY', { mrds }) });
    expect((await screen.findByRole('button', { name: /^Chat/ })).title).toBe('Paused: Missed offer');
  });

  it('is not offered as ready while the agent is not', async () => {
    await draw(<MrdChips />, { presence: presence('NOT_READY') });
    await openMenu(/Chat/);
    const item = await screen.findByRole('menuitem', { name: /Turn on chats/ });
    expect(item.getAttribute('aria-disabled')).toBe('true');
  });
});
