import { describe, expect, it } from 'vitest';
import { conversation, ME, NOW, presence } from '../testing/people.ts';
import { apply } from './apply.ts';
import { MOST_ENDED } from './endings.ts';
import * as local from './local.ts';
import { INITIAL_STATE, type Conversation, type DeskState } from './model.ts';

const JON = conversation('Jon', { said: [['c', 20, 'Hello']] });
const GONE = afterCustomer(conversation('Maria', { said: [['c', 20, 'Hello']] }));
const { id } = GONE;

/** A conversation after its customer has ended the chat. */
function afterCustomer(known: Conversation): Conversation {
  const [session] = known.sessions;
  const state = apply(
    { ...INITIAL_STATE, me: ME, conversations: { [known.id]: known } },
    {
      type: 'event',
      at: NOW,
      conversationId: known.id,
      actions: null,
      event: {
        id: `${known.id}-left`,
        seq: known.transcript.head + 1,
        skipped: 0,
        at: NOW,
        what: { type: 'session', change: 'ended', session: session!, reason: 'CUSTOMER' },
      },
    },
  );
  return state.conversations[known.id]!;
}

function desk(change: Partial<DeskState> = {}, maria: Conversation = GONE): DeskState {
  return {
    ...INITIAL_STATE,
    me: ME,
    presence: presence('READY'),
    conversations: { [id]: maria, [JON.id]: JON },
    selected: id,
    drafts: { [id]: 'I can send you' },
    ...change,
  };
}

function left(state: DeskState, reason: string, of = id): DeskState {
  return apply(state, { type: 'topic.left', at: NOW, conversationId: of, reason });
}

describe('a conversation that the customer has left, without wrap-up', () => {
  it('stays open with its half-written reply', () => {
    const state = left(desk(), 'UNSUBSCRIBED');
    expect(state.selected).toBe(id);
    expect(state.conversations[id]?.gone?.reason).toBe('UNSUBSCRIBED');
    expect(state.drafts[id]).toBe('I can send you');
  });

  it('stays in the list while another one is open, is told, and is not closed by looking elsewhere', () => {
    const state = left(desk({ selected: JON.id }), 'UNSUBSCRIBED');
    expect(state.conversations[id]?.gone).not.toBeNull();
    expect(state.drafts[id]).toBe('I can send you');
    expect(state.notices).toMatchObject([{ text: 'notice.customerLeft', conversationId: id }]);
    const looked = { ...state, ...local.open(state, id) };
    const moved = { ...looked, ...local.open(looked, JON.id) };
    expect(moved.conversations[id]?.gone).not.toBeNull();
    expect(moved.drafts[id]).toBe('I can send you');
  });

  it('goes at the latest when many others have ended after it', () => {
    let state = desk({ selected: JON.id, drafts: {} });
    const names = Array.from({ length: MOST_ENDED + 5 }, (_, index) => `Customer ${index}`);
    for (const [index, name] of names.entries()) {
      const one = afterCustomer(conversation(name, { said: [['c', 20, 'Hello']] }));
      state = { ...state, conversations: { ...state.conversations, [one.id]: one } };
      state = apply(state, {
        type: 'topic.left',
        at: NOW + index,
        conversationId: one.id,
        reason: 'UNSUBSCRIBED',
      });
    }
    const ended = Object.values(state.conversations).filter((each) => each.gone !== null);
    expect(ended).toHaveLength(MOST_ENDED);
    expect(ended.map((each) => each.customer.name)).not.toContain('Customer 0');
  });
});

describe('a conversation that the agent has ended', () => {
  it('goes at once, with what had been begun', () => {
    const state = left(
      desk({ selected: JON.id, drafts: { [JON.id]: 'never mind' } }),
      'UNSUBSCRIBED',
      JON.id,
    );
    expect(state.conversations[JON.id]).toBeUndefined();
    expect(state).toMatchObject({ selected: null, drafts: {}, notices: [] });
  });
});

describe('a wrap-up', () => {
  const wrapping = (endsAt: number) => ({ ...GONE, role: 'WRAP_UP', wrapup: { endsAt, lasts: 60_000 } });

  it('that is finished goes', () => {
    expect(left(desk({}, wrapping(NOW + 5000)), 'Wrap Up applied').conversations[id]).toBeUndefined();
  });

  it('that ran out stays while it is looked at; what was entered was submitted', () => {
    const state = left(desk({ drafts: {} }, wrapping(NOW)), 'Wrap Up applied');
    expect(state.conversations[id]?.gone?.reason).toBe('Wrap Up applied');
    const moved = { ...state, ...local.open(state, JON.id) };
    expect(moved.conversations[id]).toBeUndefined();
  });

  it('that ran out elsewhere is told, and stays only with a half-written reply in it', () => {
    const away = { selected: JON.id };
    const without = left(desk({ ...away, drafts: {} }, wrapping(NOW)), 'Wrap Up applied');
    expect(without.conversations[id]).toBeUndefined();
    expect(without.notices).toMatchObject([{ text: 'notice.over.wrapupApplied' }]);
    const withWords = left(desk(away, wrapping(NOW)), 'wrap Up Timer Expired');
    expect(withWords.drafts[id]).toBe('I can send you');
    expect(withWords.conversations[id]?.gone).not.toBeNull();
  });
});
