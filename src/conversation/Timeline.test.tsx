import { act, cleanup, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { receive, receiveAll } from '../store/desk-store.ts';
import type { Happening, KeptEvent } from '../store/events.ts';
import type { Frame } from '../store/frames.ts';
import type { Conversation, DeskState, Outgoing } from '../store/model.ts';
import { EMPTY_TRANSCRIPT, takeSnapshot } from '../store/transcript.ts';
import { draw } from '../testing/draw.tsx';
import { conversation, NOW, type Said } from '../testing/people.ts';
import { Timeline } from './Timeline.tsx';
import { useDesk } from '../desk/desk-context.ts';
import { perform } from '../desk/keys/use-shortcut.ts';

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const MARIA = conversation('Maria', {
  said: [
    ['c', 300, 'Where is my invoice?'],
    ['a', 240, 'Let me look.'],
    ['c', 180, 'It was the **café** bill.'],
    ['a', 120, 'Found it.'],
  ],
});

function Drawn({ id }: { id: string }) {
  const made = useDesk((state) => state.conversations[id]);
  return made === undefined ? null : <Timeline conversation={made} />;
}

async function timeline(made: Conversation = MARIA, change: Partial<DeskState> = {}, rest = {}) {
  const drawn = await draw(
    <Drawn id={made.id} />,
    { conversations: { [made.id]: made }, selected: made.id, ...change },
    rest,
  );
  return { ...drawn, user: userEvent.setup() };
}

let ids = 0;
function happens(made: Conversation, seq: number, what: Happening): Frame {
  ids += 1;
  return {
    type: 'event',
    at: NOW,
    conversationId: made.id,
    actions: null,
    event: { id: `e${ids}`, seq, skipped: 0, at: NOW, what },
  };
}

function writes(text: string, replyTo: string | null = null): Happening {
  return {
    type: 'message',
    messageId: text,
    author: { kind: 'customer', id: 'c', name: 'Maria' },
    whisper: false,
    body: { type: 'PLAIN', text, fields: {} },
    replyTo,
  };
}

const message = (text: string) => screen.getByText(text).closest<HTMLElement>('[data-row]')!;

describe('a timeline', () => {
  it('L-P1: of 10,000 messages draws fewer than 200 rows, the newest among them', async () => {
    const said = Array.from({ length: 10_000 }, (_, index): Said => [
      'c',
      200_000 - index * 10,
      `Number ${index}`,
    ]);
    const made = conversation('Ten Thousand', { said });
    const { container, store } = await timeline(made);
    expect(container.querySelectorAll('[data-row]').length).toBeLessThan(200);
    expect(screen.getByText('Number 9999')).toBeTruthy();
    const flood = Array.from({ length: 500 }, (_, index) =>
      happens(made, made.transcript.head + index + 1, writes(`Flood ${index}`)),
    );
    act(() => {
      receiveAll(store, flood);
    });
    expect(screen.getByText('Flood 499')).toBeTruthy();
    expect(container.querySelectorAll('[data-row]').length).toBeLessThan(200);
  });

  it('L-A2: tells a burst in one sentence, rests between two, and is silent when it is muted', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const { store, actions, container } = await timeline();
    const told = () => container.querySelector('[aria-live="polite"]')?.textContent;
    const head = MARIA.transcript.head;
    const say = (by: number) => {
      act(() => {
        receive(store, happens(MARIA, head + by, writes(`word ${by}`)));
      });
    };
    say(1);
    expect(told()).toBe('Maria: word 1');
    say(2);
    say(3);
    expect(told()).toBe('Maria: word 1');
    await act(() => vi.advanceTimersByTimeAsync(4000));
    expect(told()).toBe('2 new messages from Maria. Latest: word 3');
    act(() => {
      actions.mute(MARIA.id, true);
    });
    await act(() => vi.advanceTimersByTimeAsync(4000));
    say(4);
    expect(told()).toBe('');
    expect(screen.getByRole('log').getAttribute('aria-live')).toBe('off');
  });

  it('folds what the system says between two messages into its last line, and unfolds it', async () => {
    const { user } = await timeline();
    expect(screen.getByText('You joined')).toBeTruthy();
    expect(screen.queryByText('Waiting in Support')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Show 2 more events' }));
    expect(screen.getByText('Waiting in Support')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Show fewer events' }));
    expect(screen.queryByText('Waiting in Support')).toBeNull();
  });

  it('never folds the note of a wrap-up', async () => {
    const { store } = await timeline();
    const head = MARIA.transcript.head;
    const author = { kind: 'agent' as const, id: 'b', name: 'Bruno' };
    act(() => {
      receive(
        store,
        happens(MARIA, head + 1, {
          type: 'message',
          messageId: 'w1',
          author,
          whisper: false,
          body: { type: 'WRAPUP', text: '', fields: { wrapups: [], note: ' Router was reset twice. ' } },
          replyTo: null,
        }),
      );
      receive(store, happens(MARIA, head + 2, { type: 'queued', queue: 'Support' }));
    });
    expect(screen.getByText('Bruno wrapped up')).toBeTruthy();
    expect(screen.getByText('Router was reset twice.')).toBeTruthy();
  });

  it('L-A3: is walked by the keyboard, message by message', async () => {
    const { user, store } = await timeline();
    await user.tab();
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Show 2 more events');
    await user.tab();
    expect(document.activeElement?.getAttribute('aria-label')).toMatch(/^You, /);
    await user.keyboard('{ArrowUp}');
    expect(document.activeElement?.textContent).toContain('bill');
    await user.keyboard('{Home}');
    expect(document.activeElement?.textContent).toContain('Where is my invoice?');
    await user.keyboard('{ArrowUp}{End}');
    expect(document.activeElement?.textContent).toContain('Found it.');
    await user.keyboard('{Enter}');
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Reply');
    await user.keyboard('{Escape}');
    expect(document.activeElement?.getAttribute('role')).toBe('article');
    await user.keyboard('rcx');
    expect(store.getState().quotes).toEqual({});
    expect(screen.queryByText(/selected/i)).toBeNull();
    act(() => {
      perform('reply');
    });
    expect(store.getState().quotes[MARIA.id]).toBe('Maria-m3');
  });

  it('chooses what a message answers, and shows it with whose words they are', async () => {
    const { user, store } = await timeline();
    await user.hover(message('Where is my invoice?'));
    await user.click(screen.getByRole('button', { name: 'Reply' }));
    expect(store.getState().quotes[MARIA.id]).toBe('Maria-m0');
    act(() => {
      receive(store, happens(MARIA, MARIA.transcript.head + 1, writes('Thanks', 'Maria-m1')));
    });
    const quoted = within(message('Thanks')).getByRole('button', { name: 'In reply to You: Let me look.' });
    await user.click(quoted);
    expect(message('Found it.').querySelector('[data-lit]')).toBeNull();
    const lit = document.querySelector('[data-lit]');
    expect(lit?.textContent).toContain('Let me look.');
  });

  it('loads older pages until a message that is answered is found', async () => {
    const pages: string[] = [];
    const wire = (seq: number, id: string) => ({
      id: `w${seq}`,
      seq,
      name: 'CUSTOMER_MESSAGE',
      type: 'MESSAGE',
      timestamp: NOW - 900_000 + seq,
      data: {
        id,
        header: { sender: { type: 'CONNECTOR' } },
        body: { type: 'PLAIN', markdownText: `Text of ${id}` },
      },
    });
    const answer: KeptEvent = {
      id: 'answer',
      seq: 200,
      skipped: 0,
      at: NOW,
      what: writes('As I said', 'old-3'),
    };
    const snapshot = { events: [answer], seq: 200, earlier: true };
    const [transcript] = takeSnapshot(EMPTY_TRANSCRIPT, snapshot, 'me');
    const { user } = await timeline(
      { ...MARIA, transcript },
      {},
      {
        get: (path: string) => {
          pages.push(path);
          const page = pages.length;
          return Promise.resolve({ events: [wire(60 - page * 10, `old-${page}`)], earlier: page < 3 });
        },
      },
    );
    await user.click(screen.getByRole('button', { name: 'In reply to an earlier message' }));
    await waitFor(() => expect(document.querySelector('[data-lit]')?.textContent).toContain('Text of old-3'));
    expect(pages).toHaveLength(3);
  });

  it('copies one message, and many with names and times', async () => {
    const { user } = await timeline();
    const copied = async () => navigator.clipboard.readText();
    await user.hover(message('Let me look.'));
    await user.click(screen.getByRole('button', { name: 'Copy' }));
    expect(await copied()).toBe('Let me look.');

    await user.keyboard('{Control>}');
    await user.click(screen.getByText('Where is my invoice?'));
    await user.keyboard('{/Control}{Shift>}');
    await user.click(screen.getByText('café'));
    await user.keyboard('{/Shift}');
    const bar = screen.getByRole('group', { name: '3 messages selected' });
    await user.click(within(bar).getByRole('button', { name: 'Copy' }));
    const lines = (await copied()).split('\n');
    expect(lines.map((line) => line.replace(/^\[.*?\d:\d\d.*?\] /, ''))).toEqual([
      'Maria: Where is my invoice?',
      'You: Let me look.',
      'Maria: It was the café bill.',
    ]);
    await user.click(within(bar).getByRole('button', { name: 'Done' }));
    expect(screen.queryByRole('group', { name: /selected/ })).toBeNull();
  });

  it('copies the lines of a message as lines', async () => {
    const lines = conversation('Nora', { said: [['a', 20, 'First **line**\nsecond line\n\n- a point']] });
    const { user } = await timeline(lines);
    await user.hover(message('a point'));
    await user.click(screen.getByRole('button', { name: 'Copy' }));
    expect(await navigator.clipboard.readText()).toBe('First line\nsecond line\n\n- a point');
  });

  it('finds words whatever their case and accents, counts them, and goes from one to the next', async () => {
    const { user, actions } = await timeline();
    act(() => {
      actions.search(MARIA.id);
    });
    await user.type(screen.getByRole('searchbox'), 'CAFE');
    expect(screen.getByText('1 of 1')).toBeTruthy();
    expect(document.querySelector('[data-lit]')?.textContent).toContain('café');
    await user.clear(screen.getByRole('searchbox'));
    await user.type(screen.getByRole('searchbox'), 'it');
    expect(screen.getByText('2 of 2')).toBeTruthy();
    await user.keyboard('{Enter}');
    expect(screen.getByText('1 of 2')).toBeTruthy();
    await user.type(screen.getByRole('searchbox'), ' is nowhere');
    expect(screen.getByText('No results')).toBeTruthy();
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('searchbox')).toBeNull();
  });

  it('shows what was written by a channel without formatting as it was written, before and after it is sent', async () => {
    const sign = '**now** _or_ never, see https://example.com/a_b_c.\n- not a list';
    const outgoing: Outgoing = {
      id: 'o1',
      conversationId: MARIA.id,
      body: { kind: 'text', text: '*soon*' },
      replyTo: null,
      at: NOW,
      state: 'waiting',
      refusal: null,
    };
    const byPhone = conversation('Maria', { channelType: 'WHATSAPP', said: [['c', 60, 'Hello']] });
    const { store } = await timeline(byPhone, { outbox: { [outgoing.id]: outgoing } });
    act(() => {
      receive(
        store,
        happens(byPhone, byPhone.transcript.head + 1, {
          ...writes(''),
          body: { type: 'PLAIN', text: sign, asSent: true, fields: {} },
        } as Happening),
      );
    });
    const bubble = screen.getByRole('link', { name: 'https://example.com/a_b_c' }).closest('.markdown')!;
    expect(bubble.textContent).toBe(sign);
    expect(bubble.querySelector('strong, em, ul')).toBeNull();
    expect(screen.getByText('*soon*')).toBeTruthy();
  });

  it('says why a message did not reach the customer', async () => {
    const { store } = await timeline();
    act(() => {
      receive(
        store,
        happens(MARIA, MARIA.transcript.head + 1, {
          type: 'receipt',
          messageId: 'Maria-m1',
          status: 'FAILED',
          author: { kind: 'customer', id: 'c', name: 'Maria' },
          reason: '404',
        }),
      );
    });
    expect(within(message('Let me look.')).getByText('Not delivered (404)')).toBeTruthy();
  });
});
