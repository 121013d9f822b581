import { cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, it } from 'vitest';
import { draw } from '../testing/draw.tsx';
import { NoticeBell } from './NoticeBell.tsx';

afterEach(cleanup);

it('loses no press: a list that is still on its way opens when it comes', async () => {
  await draw(<NoticeBell />);
  fireEvent.click(screen.getByRole('button', { name: /Notifications/ }));
  await screen.findByRole('dialog', { name: 'Notifications' });
});
