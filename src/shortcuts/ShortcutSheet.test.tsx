import { act, cleanup, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import { deferredShortcuts } from '../app/deferred-parts.ts';
import { Shell } from '../app/shell/Shell.tsx';
import { draw } from '../testing/draw.tsx';
import { conversation, offer } from '../testing/people.ts';

afterEach(cleanup);
await deferredShortcuts.load();

const JON = offer('Jon');
const MARIA = conversation('Maria', { said: [['c', 20, 'Hello']] });

async function sheet() {
  const drawn = await draw(<Shell />, { offers: { [JON.taskId]: JON }, overlay: 'shortcuts' });
  const user = userEvent.setup();
  const dialog = await screen.findByRole('dialog', { name: 'Keyboard shortcuts' });
  const record = async (name: string, keys: string) => {
    await user.click(within(dialog).getByRole('button', { name: `Change shortcut for “${name}”` }));
    await user.keyboard(keys);
  };
  return { ...drawn, user, dialog, record };
}

describe('the sheet of keys', () => {
  it('takes pressed keys for an action, which works by them at once', async () => {
    const { store, user, dialog, record, asked } = await sheet();
    await record('Accept the offer', '{F8}');
    expect(store.getState().settings.shortcuts).toEqual({ accept: 'F8' });
    expect(within(dialog).getByText('Accept the offer').parentElement!.textContent).toContain('F8');
    act(() => store.setState({ overlay: null }));
    await user.keyboard('{F8}');
    expect(asked[0]?.event).toBe('topicSubscription');
  });

  it('says which action has the keys already, and gives them away only when asked', async () => {
    const { store, user, dialog, record } = await sheet();
    await record('Decline the offer', '{F2}');
    expect(within(dialog).getByRole('alert').textContent).toContain(
      'F2 is already used for “Go to the offer and back”.',
    );
    expect(store.getState().settings.shortcuts).toEqual({});
    await user.click(within(dialog).getByRole('button', { name: 'Use here instead' }));
    expect(store.getState().settings.shortcuts).toEqual({ offer: '', reject: 'F2' });
  });

  it('refuses what the browser owns, takes keys away, and puts one or all back', async () => {
    const { store, user, dialog, record } = await sheet();
    await record('Settings', '{F5}');
    expect(within(dialog).getByRole('alert').textContent).toContain('is reserved by the browser');
    await record('Settings', '{Backspace}');
    await record('Print the transcript', 'b');
    expect(within(dialog).getByRole('alert').textContent).toContain('B alone is always text');
    await record('Print the transcript', '{F8}');
    expect(store.getState().settings.shortcuts).toEqual({ settings: '', print: 'F8' });
    await user.click(within(dialog).getByRole('button', { name: 'Reset “Settings”' }));
    expect(store.getState().settings.shortcuts).toEqual({ print: 'F8' });
    await user.click(within(dialog).getByRole('button', { name: 'Reset all shortcuts' }));
    expect(store.getState().settings.shortcuts).toEqual({});
  });

  it('shows the keys that hold in tooltips and on buttons', async () => {
    await draw(<Shell />, {
      conversations: { [MARIA.id]: MARIA },
      settings: { ...(await draw(<div />)).store.getState().settings, shortcuts: { palette: 'F8' } },
    });
    const [find] = screen.getAllByRole('button', { name: 'Find anything' });
    expect(find!.textContent).toContain('F8');
  });
});
