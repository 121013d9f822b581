import { act, cleanup, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { memoryStorage, type TabStorage } from '../base/tab-storage.ts';
import { deferredNotices } from './deferred-notices.ts';
import { createDeskStore, receive, type DeskStore } from '../store/desk-store.ts';
import type { Frame } from '../store/frames.ts';
import { NOTICES } from '../store/unsent.ts';
import { draw } from '../testing/draw.tsx';
import { conversation, ME, NOW, offer, presence } from '../testing/people.ts';
import { keepNotices } from './keep-notices.ts';
import { NoticeBell } from './NoticeBell.tsx';

const MARIA = conversation('Maria', { said: [['c', 20, 'Hello']] });
const JON = offer('Jon');

let store: DeskStore;
let storage: TabStorage;
let visible: boolean;
let now: number;
let stop: () => void;

function open(): void {
  store = createDeskStore({
    me: ME,
    presence: presence('READY'),
    link: { status: 'online', since: NOW - 60_000, caughtUp: null },
    conversations: { [MARIA.id]: MARIA },
  });
  stop = keepNotices({ store, storage, now: () => now, visible: () => visible });
}

function told() {
  return store.getState().notices.map((notice) => [notice.text, notice.read === true]);
}

/** Something happens in the conversation with Maria. */
function happens(what: Extract<Frame, { type: 'event' }>['event']['what']): void {
  const seq = store.getState().conversations[MARIA.id]!.transcript.head + 1;
  receive(store, {
    type: 'event',
    at: now,
    conversationId: MARIA.id,
    actions: null,
    event: { id: `e${seq}`, seq, skipped: 0, at: now, what },
  });
}

const LEFT = {
  type: 'session',
  change: 'ended',
  session: MARIA.sessions[0]!,
  reason: 'CUSTOMER',
} as const;

beforeEach(() => {
  storage = memoryStorage();
  visible = true;
  now = NOW;
  open();
});

afterEach(() => {
  stop();
  cleanup();
});

describe('what happened', () => {
  it('tells of customers who left and colleagues who came, read where the agent was looking', () => {
    happens(LEFT);
    expect(told()).toEqual([['notice.customerLeft', false]]);
    store.setState({ selected: MARIA.id });
    happens({
      type: 'agentJoined',
      agent: { participantId: 'p2', userId: 'agent-2', name: 'Grace', role: 'BARGIN' },
    });
    expect(told()[1]).toEqual(['notice.joined', true]);
    visible = false;
    happens(LEFT);
    expect(told()[2]).toEqual(['notice.customerLeft', false]);
  });

  it('tells once of a chat that the customer has left, however the server says that it is over', () => {
    happens(LEFT);
    receive(store, { type: 'topic.left', at: now + 5, conversationId: MARIA.id, reason: 'UNSUBSCRIBED' });
    receive(store, { type: 'topic.left', at: now + 9, conversationId: MARIA.id, reason: 'CLOSED' });
    expect(told()).toEqual([['notice.customerLeft', false]]);
  });

  it('has one entry for what was told before a reload and is told again after it', () => {
    happens(LEFT);
    const notices = store.getState().notices;
    stop();
    open();
    store.setState({ notices });
    stop();
    stop = keepNotices({ store, storage, now: () => now, visible: () => visible });
    expect(told()).toEqual([['notice.customerLeft', false]]);
  });

  it('tells as well of what happened before it was there', () => {
    stop();
    const since = store.getState();
    happens(LEFT);
    stop = keepNotices({ store, storage, now: () => now, visible: () => visible, since });
    expect(told()).toEqual([['notice.customerLeft', false]]);
  });

  it('gives the same event the same name in every tab', () => {
    const ids = [0, 40].map((later) => {
      open();
      receive(store, { type: 'topic.left', at: now + later, conversationId: MARIA.id, reason: 'CLOSED' });
      stop();
      return store.getState().notices.map(({ id }) => id);
    });
    expect(ids[0]).toHaveLength(1);
    expect(ids[1]).toEqual(ids[0]);
  });

  it('tells of offers that ended; what the agent did is known', () => {
    receive(store, { type: 'offer', at: now, offer: JON, serverTime: now });
    receive(store, {
      type: 'offer.ended',
      at: now,
      conversationId: JON.conversationId,
      taskId: null,
      reason: 'RONA',
    });
    expect(told()).toEqual([['notice.offerEnded.RONA', false]]);
    const ada = offer('Ada');
    receive(store, { type: 'offer', at: now, offer: ada, serverTime: now });
    receive(store, {
      type: 'offer.ended',
      at: now,
      conversationId: ada.conversationId,
      taskId: null,
      reason: 'REJECTED',
    });
    expect(told()[1]).toEqual(['notice.offerEnded.REJECTED', true]);
  });

  it('tells of refusals and of messages that did not get through', () => {
    visible = false;
    store.setState({ refusals: { [`leave:${MARIA.id}`]: { code: 'FORBIDDEN', msg: '' } } });
    const message = {
      id: 'm',
      conversationId: MARIA.id,
      body: { kind: 'text', text: 'x' },
      replyTo: null,
      at: now,
    } as const;
    store.setState({ outbox: { m: { ...message, state: 'sending', refusal: null } } });
    store.setState({
      outbox: { m: { ...message, state: 'failed', refusal: { code: 'TOO_LONG', msg: '' } } },
    });
    expect(told()).toEqual([
      ['notice.refused.leave', false],
      ['notice.notSent', false],
    ]);
  });

  it('tells for how long the connection was away and how many messages came', () => {
    receive(store, { type: 'link.down', at: now });
    now += 134_000;
    receive(store, { type: 'link.up', at: now });
    const { transcript, ...head } = MARIA;
    const events = [
      ...transcript.events,
      {
        id: 'late',
        seq: transcript.head + 1,
        skipped: 0,
        at: now,
        what: {
          type: 'message' as const,
          messageId: 'late',
          author: { kind: 'customer' as const, id: 'customer-Maria', name: 'Maria' },
          whisper: false,
          body: { type: 'PLAIN', text: 'Still there?', fields: {} },
          replyTo: null,
        },
      },
    ];
    receive(store, { type: 'topic', at: now, head, events, seq: transcript.head + 1, earlier: false });
    receive(store, { type: 'link.settled', at: now });
    const [notice] = store.getState().notices;
    expect(notice).toMatchObject({ text: 'notice.connectionCame', values: { ms: 134_000, count: 1 } });
  });

  it('says nothing of a connection that only blinked', () => {
    store.setState({ conversations: {} });
    receive(store, { type: 'link.down', at: now });
    receive(store, { type: 'link.up', at: now + 900 });
    receive(store, { type: 'link.settled', at: now + 1900 });
    expect(told()).toEqual([]);
  });

  it('is kept over a reload, for the same agent only, and never without bound', () => {
    for (let count = 0; count < NOTICES + 20; count += 1) happens(LEFT);
    expect(told()).toHaveLength(NOTICES);
    stop();
    open();
    expect(told()).toHaveLength(NOTICES);
    stop();
    store = createDeskStore({ me: { ...ME, id: 'somebody-else' } });
    stop = keepNotices({ store, storage, now: () => now });
    expect(told()).toEqual([]);
  });
});

describe('the bell', () => {
  const notice = (id: string, ago: number, conversationId: string | null) => ({
    id,
    text: 'notice.customerLeft',
    values: { name: id },
    tone: 'info' as const,
    at: NOW - ago,
    conversationId,
  });

  it('counts what is unread, groups it by day, jumps to the conversation, and is read afterwards', async () => {
    const user = userEvent.setup();
    await deferredNotices.load();
    const drawn = await draw(<NoticeBell />, {
      conversations: { [MARIA.id]: MARIA },
      notices: [notice('Ben', 86_400_000, 'gone'), notice('Maria', 60_000, MARIA.id)],
    });
    await user.click(await screen.findByRole('button', { name: 'Notifications: 2 unread' }));
    expect((await screen.findAllByRole('heading', { level: 3 })).map((each) => each.textContent)).toEqual([
      'today',
      'yesterday',
    ]);
    expect(screen.queryByRole('button', { name: /Ben left/ })).toBeNull();
    await user.click(screen.getByRole('button', { name: /Maria left/ }));
    expect(drawn.store.getState().selected).toBe(MARIA.id);
    expect(screen.getByRole('button', { name: 'Notifications: 0 unread' })).toBeDefined();
    act(() => drawn.store.setState({ notices: [] }));
  });
});
