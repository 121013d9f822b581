import { act, cleanup, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, it } from 'vitest';
import { draw } from '../testing/draw.tsx';
import { AnnouncementBar } from './AnnouncementBar.tsx';

afterEach(cleanup);

const open = () => draw(<AnnouncementBar />, {}, { get: () => Promise.resolve([]) });

it.each([
  ['STATE', 'Sue changed your state.'],
  ['MRD_STATE', 'Sue changed what work you receive.'],
  ['LOGOUT', 'Sue signed you out.'],
  ['MOVE', 'Sue moved a chat to another queue.'],
  ['PRIORITISE', 'Sue moved a chat ahead in the queue.'],
  ['ASSIGN', 'Sue assigned a chat.'],
  ['PULL_OUT', 'Sue returned a chat to the queue.'],
  ['END', 'Sue ended a chat.'],
  ['FINISH_WRAP_UP', 'Sue finished your wrap-up.'],
])(
  'an agent reads what a supervisor has done (%s) and by whom, until they have read it',
  async (name, words) => {
    const { tell } = await open();
    act(() => {
      tell('supervisorActed', { act: name, supervisor: { id: 'sue', name: 'Sue' } });
    });
    expect(screen.getByRole('status').textContent).toContain(words);
    await userEvent.setup().click(screen.getByRole('button', { name: 'Got it' }));
    expect(screen.queryByText(words)).toBeNull();
  },
);

it('says nothing of what it does not know', async () => {
  const { tell } = await open();
  act(() => {
    tell('supervisorActed', { act: 'SOMETHING_NEW', supervisor: { id: 'sue', name: 'Sue' } });
  });
  expect(screen.queryByRole('status')).toBeNull();
});
