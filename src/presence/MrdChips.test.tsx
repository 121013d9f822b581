import { act, cleanup, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { freeLateParts, holdLateParts } from '../desk/late.ts';
import { draw } from '../testing/draw.tsx';
import { MrdChips } from './MrdChips.tsx';

afterEach(cleanup);

it('loses no focus: a menu that comes takes it over from the button that stood in its place', async () => {
  holdLateParts();
  await draw(<MrdChips />);
  const face = screen.getAllByRole('button')[0]!;
  act(() => {
    face.focus();
  });
  expect(face.hasAttribute('aria-haspopup')).toBe(false);
  freeLateParts();
  await waitFor(() => {
    expect(face.isConnected).toBe(false);
  });
  expect(document.activeElement).toBe(screen.getAllByRole('button')[0]);
  expect(screen.queryByRole('menu')).toBeNull();
});
