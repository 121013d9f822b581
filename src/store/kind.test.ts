import { describe, expect, it } from 'vitest';
import { withNewMessages } from '../alerts/new-messages.ts';
import { countsOf, waitsForMe } from '../conversations/list-view.ts';
import { happened } from '../notices/happened.ts';
import { conversation, ME, NOW } from '../testing/people.ts';
import { apply } from './apply.ts';
import type { KeptEvent } from './events.ts';
import { kindOf, ownOpenConversations } from './kind.ts';
import { INITIAL_STATE, type Conversation, type DeskState } from './model.ts';
import { inOrder, unreadElsewhere, unreadInAll, waitsLongest } from './selectors.ts';

/** Both wait for an answer, and neither has been read; the watched one waits longer. */
const MINE = conversation('Maria', { said: [['c', 60, 'Hello']], readByMe: -1 });
const WATCHED = conversation('Jon', {
  said: [['c', 600, 'Is anybody there?']],
  readByMe: -1,
  change: { role: 'SILENT_MONITOR' },
});

function desk(...conversations: Conversation[]): DeskState {
  return {
    ...INITIAL_STATE,
    me: ME,
    link: { status: 'online', since: NOW, caughtUp: null },
    conversations: Object.fromEntries(conversations.map((each) => [each.id, each])),
  };
}

function says(state: DeskState, to: Conversation): DeskState {
  const seq = to.transcript.head + 1;
  const event: KeptEvent = {
    id: `more-${seq}`,
    seq,
    skipped: 0,
    at: NOW,
    what: {
      type: 'message',
      messageId: `more-${seq}`,
      author: { kind: 'customer', id: to.customer.id, name: to.customer.name },
      whisper: false,
      body: { type: 'PLAIN', text: 'And another thing', fields: {} },
      replyTo: null,
    },
  };
  return apply(state, { type: 'event', at: NOW, conversationId: to.id, event, actions: null });
}

describe('a watched conversation', () => {
  it.each([
    ['PRIMARY', 'mine'],
    ['ASSISTANT', 'mine'],
    ['WRAP_UP', 'mine'],
    ['SILENT_MONITOR', 'watched'],
    ['WHISPER', 'watched'],
  ])('is told by the role: %s is %s', (role, kind) => {
    expect(kindOf(role)).toBe(kind);
  });

  it('waits for nobody, and stands in the list, behind all own work, until it is over', () => {
    const state = desk(WATCHED, MINE);
    expect(unreadInAll(state)).toBe(1);
    expect(unreadInAll(desk(WATCHED))).toBe(0);
    expect(unreadElsewhere({ ...state, selected: WATCHED.id })).toBe(1);
    expect(waitsForMe(WATCHED)).toBe(false);
    expect(waitsLongest(state)?.id).toBe(MINE.id);
    expect(waitsLongest(desk(WATCHED))).toBeNull();
    expect(inOrder(state)).toEqual([MINE.id, WATCHED.id]);
    expect(inOrder(desk({ ...WATCHED, gone: { reason: 'CLOSED', at: NOW } }, MINE))).toEqual([MINE.id]);
    expect(countsOf(state)).toEqual({ all: 2, waiting: 1, unread: 1, drafts: 0, wrapup: 0 });
    expect(ownOpenConversations(state).map(({ id }) => id)).toEqual([MINE.id]);
  });

  it('makes no sound and no notice when something is said in it, and is counted in no catching up', () => {
    const before = desk(WATCHED, MINE);
    const after = says(says(before, WATCHED), MINE);
    expect(after.conversations[WATCHED.id]?.transcript.head).toBe(WATCHED.transcript.head + 1);
    expect(withNewMessages(before, after).map(({ id }) => id)).toEqual([MINE.id]);
    expect(happened(before, says(before, WATCHED), { visible: false, at: NOW })).toEqual([]);
    const catching = { ...before, unconfirmed: { offers: [], conversations: [], messages: 0 } };
    expect(says(says(catching, WATCHED), MINE).unconfirmed?.messages).toBe(1);
  });

  it('goes without a word when it ends, unless it is looked at', () => {
    const left = { type: 'topic.left', at: NOW, conversationId: WATCHED.id, reason: 'CLOSED' } as const;
    const state = apply(desk(WATCHED, MINE), left);
    expect(Object.keys(state.conversations)).toEqual([MINE.id]);
    expect(state.notices).toEqual([]);
    const looking = apply({ ...desk(WATCHED), selected: WATCHED.id }, left);
    expect(looking.conversations[WATCHED.id]?.gone?.reason).toBe('CLOSED');
  });
});
