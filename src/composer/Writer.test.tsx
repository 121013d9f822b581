import { act, cleanup, createEvent, fireEvent, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { text, under } from '../base/fields.ts';
import { useDesk } from '../desk/desk-context.ts';
import type { Conversation, DeskState } from '../store/model.ts';
import { draw } from '../testing/draw.tsx';
import { conversation } from '../testing/people.ts';
import { composerActions } from './composer-actions.ts';
import { Composer } from './Composer.tsx';
import { replyMode } from './reply-mode.ts';

afterEach(cleanup);

const MARIA = conversation('Maria', { said: [['c', 60, 'Will it be changed?']] });
const JON = conversation('Jon', { said: [['c', 50, 'Hello']] });
const [WEB] = MARIA.sessions;
const QUESTION = 'Maria-m0';

function by(channelType: string, config: object = {}): Conversation['sessions'][number] {
  const channel = { channelType: { name: channelType }, channelConfig: config };
  return { ...WEB!, id: `by-${channelType}`, channelType, channelName: channelType, wire: { channel } };
}

function Selected() {
  const selected = useDesk((state) =>
    state.selected === null ? undefined : state.conversations[state.selected],
  );
  return selected === undefined ? null : <Composer conversation={selected} modes={[replyMode]} />;
}

async function write(maria: Conversation = MARIA, state: Partial<DeskState> = {}) {
  const drawn = await draw(<Selected />, {
    conversations: { [maria.id]: maria, [JON.id]: JON },
    selected: maria.id,
    ...state,
  });
  const sent = () =>
    drawn.asked
      .filter((each) => each.event === 'publishCimEvent')
      .map(({ payload }) => ({
        to: text(payload.conversationId),
        text: text(under(payload, 'cimEvent', 'data', 'body').markdownText),
        answers: under(payload, 'cimEvent', 'data', 'header').originalMessageId,
        by: under(payload, 'cimEvent', 'data', 'header').channelSessionId,
      }));
  return { ...drawn, sent, user: userEvent.setup() };
}

function field(name = 'Maria'): HTMLTextAreaElement {
  return screen.getByRole<HTMLTextAreaElement>('textbox', { name: `Message to ${name}` });
}

describe('writing to the customer', () => {
  it('formats by keys, shows what the customer will see, and goes on with a list', async () => {
    const { user, store } = await write();
    // Empty, the direction of its placeholder; then that of what is written.
    expect(field().dir).toBe('');
    await user.type(field(), 'now');
    expect(field().dir).toBe('auto');
    field().setSelectionRange(0, 3);
    await user.keyboard('{Control>}b{/Control}');
    expect(field().value).toBe('**now**');
    expect(
      screen.getByRole('group', { name: 'Preview: what the customer sees' }).querySelector('strong'),
    ).not.toBeNull();
    await user.clear(field());
    await user.type(field(), '- one{Shift>}{Enter}{/Shift}two');
    expect(store.getState().drafts[MARIA.id]).toBe('- one\n- two');
  });

  it('reaches every format by one stop of the tabulator and the arrows', async () => {
    const { user } = await write();
    screen.getByRole('button', { name: 'Bold' }).focus();
    await user.keyboard('{ArrowRight}{ArrowRight}');
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Strikethrough');
    await user.keyboard('{End}');
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Link');
    expect(
      screen.getAllByRole('button').filter((each) => each.closest('[role="toolbar"]') && each.tabIndex === 0),
    ).toHaveLength(1);
  });

  it('offers no formatting where the channel shows none, and sends what is typed as it is', async () => {
    const { user, sent } = await write({ ...MARIA, sessions: [by('SMS')] });
    expect(screen.queryByRole('toolbar')).toBeNull();
    await user.type(field(), '**now**');
    expect(screen.queryByRole('group', { name: 'Preview: what the customer sees' })).toBeNull();
    expect(screen.getByText('1 SMS, 153 left')).toBeTruthy();
    await user.keyboard('{Enter}');
    expect(sent()[0]?.text).toBe('**now**');
  });

  it('keeps to the limit of the channel, and tells before and after it is reached', async () => {
    const { user, sent } = await write({ ...MARIA, sessions: [by('WEB', { maxTextLength: 20 })] });
    await user.type(field(), 'seventeen letters');
    expect(screen.getByText('3 characters left')).toBeTruthy();
    await user.paste(' and far more');
    expect(field().value).toBe('seventeen letters and far more');
    expect(screen.getByText(/Nothing was cut\. .* 30 characters; Web allows 20/)).toBeTruthy();
    await user.keyboard('{Enter}');
    expect(sent()).toEqual([]);
    expect(screen.getByText('10 characters too many')).toBeTruthy();
  });

  it('counts an emoji once, as the channel does', async () => {
    const { user, sent } = await write({ ...MARIA, sessions: [by('WEB', { maxTextLength: 10 })] });
    field().focus();
    await user.paste('🙏'.repeat(11));
    expect(screen.getByText('1 character too many')).toBeTruthy();
    expect(screen.getByText(/Nothing was cut\. .* 11 characters; Web allows 10/)).toBeTruthy();
    await user.clear(field());
    await user.paste('🙏'.repeat(10));
    await user.keyboard('{Enter}');
    expect(sent()[0]?.text).toBe('🙏'.repeat(10));
  });

  it('sends the quoted message along, shows it, and lets Escape take it away', async () => {
    const { user, sent, store } = await write(MARIA, { quotes: { [MARIA.id]: QUESTION } });
    expect(screen.getByRole('group', { name: 'Reply to Maria' }).textContent).toContain(
      'Will it be changed?',
    );
    await user.type(field(), 'Yes{Enter}');
    expect(sent()[0]).toMatchObject({ text: 'Yes', answers: QUESTION });
    expect(screen.queryByRole('group', { name: 'Reply to Maria' })).toBeNull();
    act(() => {
      store.setState({ quotes: { [MARIA.id]: QUESTION } });
    });
    await user.type(field(), 'x{Escape}');
    expect(screen.queryByRole('group', { name: 'Reply to Maria' })).toBeNull();
    expect(field().value).toBe('x');
  });

  it('gives the words of a refused message back to the field, before what was begun since', async () => {
    const { user, asked, slice, store } = await write();
    await user.type(field(), 'first{Enter}second');
    await act(async () => {
      asked.find((each) => each.event === 'publishCimEvent')!.refuse('ROLE_NOT_ALLOWED', '');
      await Promise.resolve();
    });
    const [failed] = Object.values(store.getState().outbox);
    act(() => {
      slice(composerActions).discard(failed!.id);
    });
    expect(field().value).toBe('first\nsecond');
    expect(store.getState().outbox).toEqual({});
  });
});

describe('never to the wrong conversation', () => {
  it('a key that was held or pressed for the conversation before sends nothing of the one that takes its place', async () => {
    const { user, sent, actions } = await write(MARIA, { drafts: { [JON.id]: 'half of an answer' } });
    await user.type(field(), 'for Maria');
    const stands = vi.spyOn(performance, 'now').mockReturnValue(performance.now());
    act(() => {
      actions.open(JON.id);
    });
    // The agent presses Enter for Maria's words, and Jon's field has just come in their place.
    fireEvent.keyDown(field('Jon'), { key: 'Enter' });
    fireEvent.keyDown(field('Jon'), { key: 'Enter', repeat: true });
    expect(sent()).toEqual([]);
    expect(field('Jon').value).toBe('half of an answer');
    stands.mockRestore();
    await user.type(field('Jon'), '!{Enter}');
    expect(sent()).toMatchObject([{ to: JON.id, text: 'half of an answer!' }]);
    act(() => {
      actions.open(MARIA.id);
    });
    expect(field().value).toBe('for Maria');
  });

  it('a held Enter sends once, and one that ends a composition sends nothing', async () => {
    const { user, sent } = await write();
    await user.type(field(), 'にほん');
    const at = (ms: number, event: Event) => {
      Object.defineProperty(event, 'timeStamp', { value: ms });
      fireEvent(field(), event);
    };
    const enter = (init: object = {}) => createEvent.keyDown(field(), { key: 'Enter', ...init });
    at(9990, enter({ isComposing: true }));
    // Safari ends the composition first, and tells of its Enter as of any other.
    at(9999, createEvent.compositionEnd(field()));
    at(10_000, enter());
    expect(sent()).toEqual([]);
    at(10_900, enter());
    at(11_400, enter({ repeat: true }));
    expect(sent()).toHaveLength(1);
  });

  it('says when the customer has moved to another channel while the answer was written', async () => {
    const { user, store, sent } = await write();
    await user.type(field(), 'Yes');
    act(() => {
      const moved = { ...MARIA, sessions: [{ ...WEB!, active: false }, by('WHATSAPP')] };
      store.setState((state) => ({ conversations: { ...state.conversations, [MARIA.id]: moved } }));
    });
    expect(screen.getByText('Maria moved to WhatsApp. Your reply goes there.')).toBeTruthy();
    await user.type(field(), '{Enter}');
    expect(sent()[0]).toMatchObject({ by: 'by-WHATSAPP' });
    expect(screen.queryByText(/moved to WhatsApp/)).toBeNull();
  });

  it('lets the channel be chosen where the customer is here by several', async () => {
    const { user, sent } = await write({ ...MARIA, sessions: [WEB!, by('WHATSAPP')] });
    await user.selectOptions(screen.getByRole('combobox', { name: /Reply channel for/ }), 'Web · maria');
    await user.type(field(), 'Yes{Enter}');
    expect(sent()[0]).toMatchObject({ by: WEB!.id });
  });
});

describe('pasting', () => {
  function paste(data: Record<string, string>): void {
    const event = createEvent.paste(field(), {
      clipboardData: { getData: (type: string) => data[type] ?? '', files: [] },
    });
    fireEvent(field(), event);
  }

  it('keeps the formatting that a chat has, and none where the channel has none', async () => {
    await write();
    paste({ 'text/plain': 'new plan', 'text/html': '<b>new</b> plan' });
    expect(field().value).toBe('**new** plan');
    cleanup();
    await write({ ...MARIA, sessions: [by('SMS')] });
    paste({ 'text/plain': 'new\r\nplan\u200B', 'text/html': '<b>new</b><br>plan' });
    expect(field().value).toBe('new\nplan');
  });

  it('makes a link of the words that an address is pasted over', async () => {
    const { user } = await write();
    await user.type(field(), 'see here');
    field().setSelectionRange(4, 8);
    paste({ 'text/plain': 'https://example.com/x' });
    expect(field().value).toBe('see [here](https://example.com/x)');
  });
});
