import { act, cleanup, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { receive } from '../../store/desk-store.ts';
import { draw } from '../../testing/draw.tsx';
import { NOW, offer } from '../../testing/people.ts';
import { Shell } from './Shell.tsx';

afterEach(cleanup);

/** The logo depends on nothing: it is drawn again only when all of the header is. */
const { drawLogo } = vi.hoisted(() => ({ drawLogo: vi.fn(() => null) }));
vi.mock('./Logo.tsx', () => ({ Logo: drawLogo }));

it('an offer is drawn without the rest of the desk', async () => {
  const { store } = await draw(<Shell />);
  const jon = offer('Jon');
  drawLogo.mockClear();
  act(() => {
    receive(store, { type: 'offer', at: NOW, offer: jon, serverTime: NOW });
  });
  expect(screen.getByRole('article', { name: /Jon/ })).toBeDefined();
  expect(drawLogo).not.toHaveBeenCalled();
});
