import { cleanup, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import { draw } from '../../testing/draw.tsx';
import { conversation, NOW } from '../../testing/people.ts';
import { loadDeferredParts } from '../deferred-parts.ts';
import { PLACES } from '../places.ts';
import { Shell } from './Shell.tsx';

afterEach(cleanup);
await loadDeferredParts(PLACES);

const MARIA = conversation('Maria', { said: [['c', 20, 'Hello']] });
const OVER = conversation('Omar', { change: { gone: { reason: 'CLOSED', at: NOW } } });

async function signOut(state: Parameters<typeof draw>[1]) {
  const drawn = await draw(<Shell />, state);
  const user = userEvent.setup();
  drawn.actions.signOut(null);
  return { ...drawn, user };
}

describe('signing out', () => {
  it('asks first while conversations are open, and Cancel, which has the focus, leaves everything as it was', async () => {
    const { user, asked } = await signOut({ conversations: { [MARIA.id]: MARIA }, drafts: {} });
    const question = await screen.findByRole('dialog', { name: 'Sign out?' });
    expect(question.textContent).toContain('1 open conversation goes back to the queue.');
    expect(question.textContent).not.toContain('unsent');
    const cancel = within(question).getByRole('button', { name: 'Cancel' });
    expect(document.activeElement).toBe(cancel);
    await user.click(cancel);
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(asked).toEqual([]);
  });

  it('warns of words that were not sent, and signs out when that is wanted', async () => {
    const { user, asked } = await signOut({
      conversations: { [MARIA.id]: MARIA },
      drafts: { [MARIA.id]: 'I can send you' },
    });
    const question = await screen.findByRole('dialog', { name: 'Sign out?' });
    expect(question.textContent).toContain('You have unsent text.');
    await user.click(within(question).getByRole('button', { name: 'Sign out' }));
    expect(asked).toMatchObject([{ event: 'changeAgentState', payload: { state: { name: 'LOGOUT' } } }]);
  });

  it('asks nothing when no conversation is open any more', async () => {
    const { asked } = await signOut({ conversations: { [OVER.id]: OVER } });
    expect(asked).toMatchObject([{ payload: { state: { name: 'LOGOUT' } } }]);
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});
