/** What a conversation says of itself while the customer is on the phone, and after. */
import { cleanup, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import { composerBlock } from '../store/selectors.ts';
import { draw } from '../testing/draw.tsx';
import { conversation } from '../testing/people.ts';
import { EndChat } from './EndChat.tsx';
import { GoneBar } from './GoneBar.tsx';

afterEach(cleanup);

const CHAT = conversation('Maria', { said: [['c', 30, 'Hello']] });
const CALL = {
  ...CHAT,
  sessions: CHAT.sessions.map((session) => ({ ...session, channelType: 'CISCO_CC' })),
};
const ended = {
  ...CALL,
  sessions: CALL.sessions.map((session) => ({ ...session, active: false })),
};

describe('a call', () => {
  it('is left, and goes on at the phone; a chat is ended', async () => {
    await draw(<EndChat conversation={CALL} />, { conversations: { [CALL.id]: CALL } });
    await userEvent.setup().click(screen.getByRole('button', { name: 'Leave' }));
    expect(screen.getByText(/The call continues on your phone/)).toBeTruthy();
    cleanup();
    await draw(<EndChat conversation={CHAT} />, { conversations: { [CHAT.id]: CHAT } });
    expect(screen.getByRole('button', { name: 'End chat' })).toBeTruthy();
  });

  it('is talked, not written', () => {
    expect(composerBlock({ ...CALL, actions: ['WRAP_UP', 'LEAVE'] })).toBe('blockedCall');
    expect(composerBlock({ ...CALL, actions: [], role: 'ASSISTANT' })).toBe('blockedRole');
  });

  it('that is over is called a call', async () => {
    const gone = { ...ended, gone: { reason: 'UNSUBSCRIBED', at: 0 } };
    await draw(<GoneBar conversation={gone} />, { conversations: { [gone.id]: gone } });
    expect(screen.getByRole('status').textContent).toContain('The call with');
    expect(composerBlock(ended)).toBe('blockedCallEnded');
  });
});
