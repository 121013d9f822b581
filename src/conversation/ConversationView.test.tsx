import { act, cleanup, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import { under } from '../base/fields.ts';
import { receive } from '../store/desk-store.ts';
import { draw } from '../testing/draw.tsx';
import { conversation, ME, NOW } from '../testing/people.ts';
import { ConversationView } from './ConversationView.tsx';

afterEach(cleanup);

const MARIA = conversation('Maria', { said: [['c', 30, 'Hello']] });

async function view(change: Partial<typeof MARIA> = {}) {
  const maria = { ...MARIA, ...change };
  const drawn = await draw(<ConversationView id={MARIA.id} />, {
    conversations: { [MARIA.id]: maria },
    selected: MARIA.id,
  });
  return { ...drawn, user: userEvent.setup() };
}

function says(text: string, seq: number, by: 'customer' | 'agent', id = `m-${seq}`) {
  return {
    type: 'event' as const,
    at: NOW,
    conversationId: MARIA.id,
    actions: null,
    event: {
      id,
      seq,
      skipped: 0,
      at: NOW,
      what: {
        type: 'message' as const,
        messageId: id,
        author: { kind: by, id: by === 'agent' ? ME.id : 'c', name: by },
        whisper: false,
        body: { type: 'PLAIN', text, fields: {} },
        replyTo: null,
      },
    },
  };
}

describe('a conversation', () => {
  it('sends by Enter, breaks the line by Shift and Enter, and keeps several lines', async () => {
    const { user, asked, store } = await view();
    const field = screen.getByRole('textbox', { name: 'Message to Maria' });
    await user.type(field, 'one{Shift>}{Enter}{/Shift}two{Enter}');
    const sent = asked.find((each) => each.event === 'publishCimEvent');
    expect(under(sent?.payload, 'cimEvent', 'data', 'body').markdownText).toBe('one\ntwo');
    expect(store.getState().drafts[MARIA.id]).toBeUndefined();
  });

  it('L-A2: announces only what a customer has just written', async () => {
    const { store, container } = await view();
    const polite = () => container.querySelector('[aria-live="polite"]')?.textContent;
    expect(polite()).toBe('');
    const head = MARIA.transcript.head;
    act(() => {
      receive(store, says('mine', head + 1, 'agent'));
    });
    expect(polite()).toBe('');
    act(() => {
      receive(store, says('Are you **there**?', head + 2, 'customer'));
    });
    expect(polite()).toBe('Maria: Are you there?');
    expect(screen.getByRole('log').getAttribute('aria-live')).toBe('off');
  });

  it('takes back nothing unasked: leaving asks once while the customer is here', async () => {
    const { user, asked } = await view();
    await user.type(screen.getByRole('textbox', { name: 'Message to Maria' }), 'half a');
    await user.click(screen.getByRole('button', { name: 'End chat' }));
    expect(asked).toEqual([]);
    const question = await screen.findByRole('dialog', { name: 'End chat' });
    expect(question.textContent).toContain('Your unsent text will be discarded.');
    expect(document.activeElement?.textContent).toBe('Cancel');
    await user.click(within(question).getByRole('button', { name: 'End chat' }));
    await waitFor(() => expect(asked[0]).toMatchObject({ event: 'topicUnsubscription' }));
  });

  it('lets nothing be written to a customer who has left, and leaves at once then', async () => {
    const { user, asked } = await view({
      sessions: MARIA.sessions.map((session) => ({ ...session, active: false })),
    });
    expect(screen.queryByRole('textbox')).toBeNull();
    expect(screen.getByText(/Maria has left/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'End chat' }));
    await waitFor(() => expect(asked[0]?.event).toBe('topicUnsubscription'));
  });

  it('shows no button that the server does not allow', async () => {
    await view({ actions: ['SEND'] });
    expect(screen.queryByRole('button', { name: 'End chat' })).toBeNull();
  });

  it('does not send what is too long, and says how much', async () => {
    const { user, asked, store } = await view();
    act(() => {
      store.setState({ maxTextLength: 10 });
    });
    await user.type(screen.getByRole('textbox', { name: 'Message to Maria' }), 'much too long{Enter}');
    expect(asked.filter((each) => each.event === 'publishCimEvent')).toEqual([]);
    expect(screen.getByText('3 characters too many')).toBeTruthy();
  });
});
