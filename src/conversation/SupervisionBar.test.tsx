import { cleanup, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, it } from 'vitest';
import { draw } from '../testing/draw.tsx';
import { conversation } from '../testing/people.ts';
import { SupervisionBar } from './SupervisionBar.tsx';

afterEach(cleanup);

const open = (role: string, actions: readonly string[]) =>
  draw(<SupervisionBar conversation={conversation('Maria', { change: { role, actions } })} />);

it.each([
  ['SILENT_MONITOR', ['BARGE_IN'], 'unseen', ['Join the chat']],
  ['WHISPER', ['BARGE_IN', 'MONITOR'], 'Only agents see you', ['Just listen', 'Join the chat']],
  ['PRIMARY', ['MONITOR'], 'The customer sees you', ['Just listen']],
])(
  'as %s says who sees the supervisor, and offers only the steps there are',
  async (role, actions, words, steps) => {
    await open(role, actions);
    expect(screen.getByRole('status').textContent).toContain(words);
    expect(screen.getAllByRole('button').map(({ textContent }) => textContent)).toEqual(steps);
  },
);

it('asks for each step, and stands for supervisors alone', async () => {
  const { asked, unmount } = await open('WHISPER', ['BARGE_IN', 'MONITOR']);
  const user = userEvent.setup();
  await user.click(screen.getByRole('button', { name: 'Join the chat' }));
  expect(asked.map(({ event, payload }) => [event, payload.conversationId])).toEqual([
    ['JoinAsBargin', 'conversation-Maria'],
  ]);
  unmount();
  await open('PRIMARY', ['SEND', 'LEAVE']);
  expect(screen.queryByRole('status')).toBeNull();
});

it('of a call says where it is heard, and joins nothing here', async () => {
  const chat = conversation('Maria', { change: { role: 'SILENT_MONITOR', actions: ['BARGE_IN'] } });
  const sessions = chat.sessions.map((session) => ({ ...session, channelType: 'CISCO_CC' }));
  await draw(<SupervisionBar conversation={{ ...chat, sessions }} />);
  expect(screen.getByRole('status').textContent).toContain('Listen to it from Team');
  expect(screen.queryAllByRole('button')).toEqual([]);
});
