import { act, cleanup, fireEvent, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import { draw } from '../testing/draw.tsx';
import { NOW } from '../testing/people.ts';
import { InactivityBar } from './InactivityBar.tsx';

afterEach(cleanup);

describe('an agent who does nothing', () => {
  it('is warned with the time that is left, and stays by a press', async () => {
    const { tell, said } = await draw(<InactivityBar />, { inactivityLimit: 60_000 });
    expect(screen.queryByRole('alert')).toBeNull();
    act(() => {
      tell('inactivityWarning', { expiresAt: NOW + 12_000, seconds: 12 });
    });
    expect(screen.getByRole('alert').textContent).toContain('signed out');
    expect(screen.getByRole('timer').textContent).toBe('0:12');
    await userEvent.setup().click(screen.getByRole('button', { name: 'I’m here' }));
    expect(said).toContain('agentActive');
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('is known to be there by keys, told once in a tenth of the time', async () => {
    const { said } = await draw(<InactivityBar />, { inactivityLimit: 60_000 });
    fireEvent.keyDown(document.body, { key: 'a' });
    fireEvent.keyDown(document.body, { key: 'b' });
    expect(said).toEqual(['agentActive']);
  });

  it('is asked nothing where nobody is signed out for it', async () => {
    const { said } = await draw(<InactivityBar />);
    fireEvent.keyDown(document.body, { key: 'a' });
    expect(said).toEqual([]);
  });
});
