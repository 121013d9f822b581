import { cleanup, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import { readEvent } from '../connection/read-event.ts';
import { useDesk } from '../desk/desk-context.ts';
import { AnswerClock } from '../desk/AnswerClock.tsx';
import { receive } from '../store/desk-store.ts';
import { inOrder } from '../store/selectors.ts';
import { draw } from '../testing/draw.tsx';
import { conversation, NOW } from '../testing/people.ts';
import { StayBar } from './StayBar.tsx';
import { Timeline } from './Timeline.tsx';

afterEach(cleanup);

const waiting = (left: number) => ({ startedAt: NOW - 60_000 + left, endsAt: NOW + left, asks: false });
const MARIA = conversation('Maria', { said: [['c', 55, 'Hello?']] });

function Shown() {
  const shown = useDesk((state) => state.conversations[MARIA.id]);
  if (shown === undefined) return null;
  return (
    <>
      <StayBar conversation={shown} />
      <Timeline conversation={shown} />
    </>
  );
}

const wire = (name: string, data: object, seq = MARIA.transcript.head + 1) =>
  readEvent({ id: `e${seq}`, name, seq, timestamp: NOW, data }, 0, NOW);

async function drawShown() {
  const drawn = await draw(<Shown />, { conversations: { [MARIA.id]: MARIA } });
  const happens = (name: string, data: object, seq?: number) => {
    receive(drawn.store, {
      type: 'event',
      at: NOW,
      conversationId: MARIA.id,
      actions: null,
      event: wire(name, data, seq),
    });
  };
  return { ...drawn, happens, user: userEvent.setup() };
}

describe('the time for an answer', () => {
  it('is shown by words and a sign of its own, and is overdue at its end alone', async () => {
    await draw(
      <>
        <AnswerClock awaited={waiting(45_000)} />
        <AnswerClock awaited={waiting(20_000)} />
        <AnswerClock awaited={waiting(5_000)} />
        <AnswerClock awaited={waiting(0)} />
      </>,
    );
    expect(screen.getByText('0:45 left to reply')).toBeTruthy();
    expect(screen.getByText('0:05 left to reply')).toBeTruthy();
    expect(screen.getAllByText('Reply overdue')).toHaveLength(1);
    const signs = [...document.querySelectorAll('svg')].map((svg) => svg.getAttribute('class'));
    expect(new Set(signs).size).toBe(4);
  });

  it('puts what is due first to the front of the list', () => {
    const ben = { ...conversation('Ben', { said: [['c', 10, 'Hi']] }), awaited: waiting(10_000) };
    const maria = { ...MARIA, awaited: waiting(30_000) };
    expect(inOrder({ conversations: { [maria.id]: maria, [ben.id]: ben } })).toEqual([ben.id, maria.id]);
  });

  it('asks near its end whether the agent stays, and says so to the server', async () => {
    const { happens, user, asked } = await drawShown();
    const startTime = new Date(NOW - 54_000).toISOString();
    happens('AGENT_SLA_STARTED', { totalDuration: 60, action: 'CHANGE_COLOR', startTime });
    expect(screen.queryByRole('alert')).toBeNull();
    happens(
      'AGENT_SLA_STARTED',
      { totalDuration: 60, action: 'SHOW_POPUP', startTime },
      MARIA.transcript.head + 2,
    );
    expect((await screen.findByRole('alert')).textContent).toContain('Are you staying?');
    await user.click(screen.getByRole('button', { name: 'I’m staying' }));
    expect(asked.at(-1)?.payload).toMatchObject({
      conversationId: MARIA.id,
      cimEvent: { name: 'RESET_AGENT_SLA' },
    });
    happens('AGENT_SLA_STOPPED', { action: 'STOP_TIMER' }, MARIA.transcript.head + 3);
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
  });

  it('that ran out, and a reminder of a silent customer, stand in the timeline', async () => {
    const { happens } = await drawShown();
    happens('CUSTOMER_SLA', { totalDuration: 60, action: 'REMIND_CUSTOMER', startTime: '' });
    expect(await screen.findByText('The customer was reminded to reply')).toBeTruthy();
    happens('AGENT_SLA_EXPIRED', { action: 'REMOVE_ALL_AGENTS' }, MARIA.transcript.head + 2);
    expect(await screen.findByText(/Not answered in time/)).toBeTruthy();
  });
});
