import { act, cleanup, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import { ConversationView } from '../conversation/ConversationView.tsx';
import type { AgentHere } from '../store/events.ts';
import type { Conversation } from '../store/model.ts';
import { draw } from '../testing/draw.tsx';
import { receive } from '../store/desk-store.ts';
import { conversation, ME, NOW } from '../testing/people.ts';

afterEach(cleanup);

const MARIA = conversation('Maria', { said: [['c', 30, 'Hello']] });
const BRUNO: AgentHere = { participantId: 'p-b', userId: 'b', name: 'Bruno Almeida', role: 'ASSISTANT' };
const FREE = [
  { queueId: 'q1', queueName: 'Support', availableAgents: [{ id: 'b', name: 'Bruno Almeida' }] },
  { queueId: 'q2', queueName: 'Sales', availableAgents: [{ id: 'b', name: 'Bruno Almeida' }] },
];

async function view(change: Partial<Conversation>) {
  const maria = { ...MARIA, queue: 'Support', ...change };
  const drawn = await draw(
    <ConversationView id={MARIA.id} />,
    { conversations: { [MARIA.id]: maria }, selected: MARIA.id },
    { get: () => Promise.resolve(FREE) },
  );
  return { ...drawn, user: userEvent.setup() };
}

describe('the panel by which help is asked for', () => {
  const MAY = { actions: ['SEND', 'TRANSFER', 'CONSULT', 'CONFERENCE'] };

  async function opened() {
    const drawn = await view(MAY);
    await drawn.user.click(screen.getByRole('button', { name: 'Get help or transfer' }));
    const panel = await screen.findByRole('dialog', { name: 'Get help or transfer' });
    await within(panel).findByRole('option', { name: /Sales/ });
    return { ...drawn, panel };
  }

  it('has the best choice ready: Enter transfers, and it is said before what that means', async () => {
    const { user, asked, panel } = await opened();
    expect(document.activeElement).toBe(within(panel).getByRole('combobox'));
    expect(panel.textContent).toContain('You leave this conversation at once');
    expect(panel.textContent).toContain('“You’re being transferred to Sales”');
    expect(within(panel).getAllByRole('option')[0]?.textContent).toContain('1 free');
    await user.keyboard('{Enter}');
    await waitFor(() => expect(asked[0]?.event).toBe('directTransferRequest'));
    expect(asked[0]?.payload).toMatchObject({ mode: 'queue', queueName: 'q2', note: null });
  });

  it('asks a person quietly, with a note', async () => {
    const { user, asked, panel } = await opened();
    await user.click(within(panel).getByRole('radio', { name: 'Ask quietly' }));
    expect(panel.textContent).toContain('Nothing');
    await user.type(within(panel).getByRole('textbox', { name: /Note/ }), 'discount?');
    await user.type(within(panel).getByRole('combobox'), 'bru');
    await user.click(within(panel).getByRole('button', { name: 'Ask Bruno Almeida' }));
    await waitFor(() => expect(asked[0]?.event).toBe('consultRequest'));
    expect(asked[0]?.payload).toMatchObject({ requestedAgentId: 'b', note: 'discount?' });
  });

  it('is not there where the server does not allow it', async () => {
    await view({ actions: ['SEND'] });
    expect(screen.queryByRole('button', { name: 'Get help or transfer' })).toBeNull();
  });
});

describe('colleagues in a conversation', () => {
  const agents = [{ participantId: 'p-me', userId: ME.id, name: ME.name, role: 'PRIMARY' }, BRUNO];

  it('are shown with their part, take over, and are sent away', async () => {
    const actions = ['SEND', 'WHISPER', 'CONSULT_TRANSFER', 'REMOVE_AGENT'];
    const { user, asked } = await view({ agents, actions });
    expect(screen.getByRole('list', { name: 'Colleagues in this conversation' }).textContent).toContain(
      'helps',
    );
    await user.click(screen.getByRole('button', { name: 'Actions for Bruno Almeida' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Transfer to Bruno Almeida' }));
    await waitFor(() => expect(asked[0]?.event).toBe('consultTransferRequest'));
    expect(asked[0]?.payload).toMatchObject({ requestedAgentId: 'b', offerToAgent: false });
  });

  it('write to each other apart, and the words stay until they have arrived', async () => {
    const { user, asked } = await view({ agents, actions: ['SEND', 'WHISPER'] });
    const thread = screen.getByRole('region', { name: 'Only colleagues read this' });
    await user.type(within(thread).getByRole('textbox'), 'ten percent?{Enter}');
    await waitFor(() => expect(asked[0]?.event).toBe('publishCimEvent'));
    expect(asked[0]?.payload).toMatchObject({ cimEvent: { name: 'WHISPER_MESSAGE' } });
  });

  it('change their own words to each other, and no others', async () => {
    const { user, asked, store } = await view({ agents, actions: ['SEND', 'WHISPER'] });
    const whisper = (id: string, by: string, words: string, seq: number) => {
      receive(store, {
        type: 'event',
        at: NOW,
        conversationId: MARIA.id,
        actions: null,
        event: {
          id,
          seq: MARIA.transcript.head + seq,
          skipped: 0,
          at: NOW,
          what: {
            type: 'message',
            messageId: id,
            author: { kind: 'agent', id: by, name: by },
            whisper: true,
            body: { type: 'PLAIN', text: words, fields: {} },
            replyTo: null,
          },
        },
      });
    };
    act(() => {
      whisper('w1', BRUNO.userId, 'ten percent', 1);
      whisper('w2', ME.id, 'tahnks', 2);
    });
    const thread = screen.getByRole('region', { name: 'Only colleagues read this' });
    await user.click(within(thread).getByRole('button', { name: 'Edit' }));
    const field = await screen.findByRole('textbox', { name: 'Edit message' }, { timeout: 10_000 });
    await user.clear(field);
    await user.type(field, 'thanks{Enter}');
    await waitFor(() => expect(asked[0]?.event).toBe('publishCimEvent'));
    expect(asked[0]?.payload).toMatchObject({
      cimEvent: {
        name: 'WHISPER_MESSAGE',
        data: { header: { intent: 'UPDATE', originalMessageId: 'w2' }, body: { markdownText: 'thanks' } },
      },
    });
  });

  it('that are being asked can be given up', async () => {
    const { user, asked } = await view({ actions: ['SEND', 'CANCEL_REQUEST'] });
    await user.click(screen.getByRole('button', { name: 'Cancel request' }));
    await waitFor(() => expect(asked[0]?.event).toBe('cancelAssistanceRequest'));
  });

  it('are gone with the conversation', async () => {
    const { store } = await view({ agents, actions: ['SEND', 'WHISPER'] });
    act(() => {
      store.setState((state) => ({
        conversations: {
          ...state.conversations,
          [MARIA.id]: { ...MARIA, agents, gone: { reason: 'x', at: 0 } },
        },
      }));
    });
    expect(screen.queryByRole('region', { name: 'Only colleagues read this' })).toBeNull();
  });
});
