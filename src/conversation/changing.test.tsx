import { cleanup, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import { under } from '../base/fields.ts';
import { useDesk } from '../desk/desk-context.ts';
import { receive } from '../store/desk-store.ts';
import { draw } from '../testing/draw.tsx';
import { conversation, NOW } from '../testing/people.ts';
import { Timeline } from './Timeline.tsx';

afterEach(cleanup);

const MARIA = conversation('Maria', {
  said: [
    ['c', 60, 'Hello'],
    ['a', 50, 'Helo Maria'],
  ],
});
const MINE = 'Maria-m1';
const LATE = { timeout: 10_000 };

function Shown() {
  const shown = useDesk((state) => state.conversations[MARIA.id]);
  return shown === undefined ? null : <Timeline conversation={shown} />;
}

async function drawTimeline() {
  const drawn = await draw(<Shown />, { conversations: { [MARIA.id]: MARIA } });
  const message = (id: string) => document.querySelector<HTMLElement>(`[data-message="${id}"]`)!;
  const point = (id: string) => {
    message(id).closest<HTMLElement>('[data-row]')!.focus();
  };
  const last = () => under(drawn.asked.at(-1)?.payload, 'cimEvent', 'data');
  const told = (body: object) => {
    receive(drawn.store, {
      type: 'event',
      at: NOW,
      conversationId: MARIA.id,
      actions: null,
      event: {
        id: 'change',
        seq: MARIA.transcript.head + 1,
        skipped: 0,
        at: NOW,
        what: {
          type: 'changed',
          messageId: MINE,
          body: { type: 'PLAIN', text: '', fields: {}, ...body },
        },
      },
    });
  };
  return { ...drawn, user: userEvent.setup(), message, point, last, told };
}

describe('an own message', () => {
  it('is changed where it stands, and shown as edited once the server says so', async () => {
    const { user, message, point, last, asked, told, store } = await drawTimeline();
    point(MINE);
    await user.click(await screen.findByRole('button', { name: 'Edit' }));
    const field = await screen.findByRole('textbox', { name: 'Edit message' }, LATE);
    expect(document.activeElement).toBe(field);
    await user.clear(field);
    await user.type(field, 'Hello Maria{Enter}');
    expect(last()).toMatchObject({
      header: { intent: 'UPDATE', originalMessageId: MINE },
      body: { type: 'PLAIN', markdownText: 'Hello Maria' },
    });
    expect(message(MINE).textContent).not.toContain('Edited');
    told({ text: 'Hello Maria' });
    asked.at(-1)!.ok();
    await waitFor(() => expect(store.getState().changing).toBeNull());
    expect(message(MINE).textContent).toContain('Hello Maria');
    expect(message(MINE).textContent).toContain('Edited');
  });

  it('stays as it was after Escape, and says why when the server refuses', async () => {
    const { user, point, asked, store } = await drawTimeline();
    point(MINE);
    await user.click(await screen.findByRole('button', { name: 'Edit' }));
    const field = await screen.findByRole('textbox', { name: 'Edit message' }, LATE);
    await user.type(field, '!{Enter}');
    asked.at(-1)!.refuse('STATE_NOT_ALLOWED', 'no');
    expect(await screen.findByText(/delivered on a channel that can’t change messages/)).toBeTruthy();
    expect(screen.getByText('STATE_NOT_ALLOWED')).toBeTruthy();
    await user.type(field, '{Escape}');
    expect(store.getState().changing).toBeNull();
    expect(document.activeElement?.getAttribute('data-row')).toBe(`m:${MINE}`);
  });

  it('is taken back after one question, and shown as removed', async () => {
    const { user, message, point, last, asked, told } = await drawTimeline();
    point(MINE);
    await user.click(await screen.findByRole('button', { name: 'Unsend' }));
    const keep = await screen.findByRole('button', { name: 'Keep it' }, LATE);
    expect(document.activeElement).toBe(keep);
    await user.click(screen.getByRole('button', { name: 'Unsend' }));
    expect(last().body).toMatchObject({ type: 'DELETEDNOTIFICATION', messageId: MINE });
    told({ type: 'DELETEDNOTIFICATION' });
    asked.at(-1)!.ok();
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Keep it' })).toBeNull());
    expect(message(MINE).textContent).not.toContain('Helo');
    expect(screen.queryByRole('button', { name: 'Edit' })).toBeNull();
  });

  it('of the customer cannot be changed', async () => {
    const { point } = await drawTimeline();
    point('Maria-m0');
    expect(await screen.findByRole('button', { name: 'Copy' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Edit' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Unsend' })).toBeNull();
  });
});
