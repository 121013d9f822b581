import { cleanup, screen, within, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { loadDeferredParts } from '../app/deferred-parts.ts';
import { PLACES } from '../app/places.ts';
import { Shell } from '../app/shell/Shell.tsx';
import type { Body } from '../store/events.ts';
import { receive } from '../store/desk-store.ts';
import { draw } from '../testing/draw.tsx';
import { conversation, NOW } from '../testing/people.ts';
import { PartBoundary } from './Boundary.tsx';

await loadDeferredParts(PLACES);

/** A body that nobody can look into. */
function poison(): Body {
  const fields = new Proxy<Record<string, unknown>>(
    {},
    {
      get: () => {
        throw new TypeError('poisoned');
      },
    },
  );
  return { type: 'IMAGE', text: '', fields };
}

beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
});

afterEach(cleanup);

describe('something that cannot be drawn', () => {
  it('is one message: what is around it is read, answered and worked with', async () => {
    const user = userEvent.setup();
    const maria = conversation('Maria', { said: [['c', 20, 'before it']] });
    const jon = conversation('Jon', { said: [['c', 10, 'from Jon']] });
    const { store } = await draw(<Shell />, {
      conversations: { [maria.id]: maria, [jon.id]: jon },
      selected: maria.id,
    });
    const head = maria.transcript.head;
    const message = (seq: number, body: Body) => {
      receive(store, {
        type: 'event',
        at: NOW,
        conversationId: maria.id,
        actions: null,
        event: {
          id: `e${seq}`,
          seq,
          skipped: 0,
          at: NOW,
          what: {
            type: 'message',
            messageId: `e${seq}`,
            author: { kind: 'customer', id: 'c', name: 'Maria' },
            whisper: false,
            body,
            replyTo: null,
          },
        },
      });
    };
    message(head + 1, poison());
    const log = await screen.findByRole('log', { name: 'Messages' });
    expect(await within(log).findByText('This message can’t be shown.')).toBeDefined();
    message(head + 2, { type: 'PLAIN', text: 'after it', fields: {} });
    expect(await within(log).findByText('before it')).toBeDefined();
    expect(await within(log).findByText('after it')).toBeDefined();
    await user.type(screen.getByRole('textbox', { name: 'Message to Maria' }), 'an answer');
    await user.click(screen.getByRole('button', { name: /Jon/ }));
    expect(await within(await screen.findByRole('log')).findByText('from Jon')).toBeDefined();
    message(head + 3, poison());
    expect(screen.getByRole('button', { name: /Maria/ })).toBeDefined();
    expect(screen.getByRole('button', { name: /Amira/ })).toBeDefined();
  });

  it('is one part: it says so, and is tried again when asked or when there is something else to draw', async () => {
    let broken = true;
    const Part = () => {
      if (broken) throw new Error('broken');
      return <p>whole</p>;
    };
    await draw(
      <>
        <PartBoundary>
          <Part />
        </PartBoundary>
        <p>beside it</p>
      </>,
    );
    expect(screen.getByText('beside it')).toBeDefined();
    await waitFor(() => expect(screen.getByRole('alert').textContent).toMatch(/D-[0-9A-Z]{7}/));
    broken = false;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(screen.getByText('whole')).toBeDefined();
  });
});
