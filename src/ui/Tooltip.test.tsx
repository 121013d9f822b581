import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { draw } from '../testing/draw.tsx';
import { IconButton } from './IconButton.tsx';

const button = <IconButton label="Print" shortcut="Alt+P" icon={<svg />} onClick={vi.fn()} />;

afterEach(cleanup);

describe('the tooltip', () => {
  it('says name and key of the control under the pointer, and goes with Escape', async () => {
    await draw(button);
    expect(screen.queryByText('Alt+P')).toBeNull();
    await userEvent.hover(screen.getByRole('button', { name: 'Print' }));
    await screen.findByText('Alt+P');
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByText('Alt+P')).toBeNull();
  });

  it('goes when the pointer leaves', async () => {
    await draw(button);
    await userEvent.hover(screen.getByRole('button', { name: 'Print' }));
    await screen.findByText('Alt+P');
    await userEvent.unhover(screen.getByRole('button', { name: 'Print' }));
    await waitFor(() => {
      expect(screen.queryByText('Alt+P')).toBeNull();
    });
  });

  it('is for the eye alone: a touch opens none, and the name stays with the control', async () => {
    await draw(button);
    const control = screen.getByRole('button', { name: 'Print' });
    fireEvent.pointerOver(control, { pointerType: 'touch' });
    fireEvent.pointerDown(control);
    expect(screen.queryByText('Alt+P')).toBeNull();
  });
});
