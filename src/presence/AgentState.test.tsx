import { cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, it } from 'vitest';
import { draw } from '../testing/draw.tsx';
import { AgentState } from './AgentState.tsx';

afterEach(cleanup);

it('loses no press: a menu that is still on its way opens when it comes', async () => {
  await draw(<AgentState />);
  fireEvent.pointerDown(screen.getByRole('button', { name: /Ready/ }), { button: 0 });
  await screen.findByRole('menuitem', { name: 'Not ready' });
});
