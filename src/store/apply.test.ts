import { describe, expect, it, vi } from 'vitest';
import { conversation, ME, NOW, offer, presence } from '../testing/people.ts';
import { apply } from './apply.ts';
import { createDeskStore, receiveAll } from './desk-store.ts';
import type { Frame, TopicHead } from './frames.ts';
import { INITIAL_STATE, type DeskState, type OfferEnd } from './model.ts';

const JON = offer('Jon');

function ring(state: DeskState = { ...INITIAL_STATE, me: ME }): DeskState {
  return apply(state, { type: 'offer', at: NOW, offer: JON, serverTime: NOW });
}

function play(state: DeskState, ...frames: Frame[]): DeskState {
  return frames.reduce(apply, state);
}

function topicOf(name: string): Frame {
  const made = conversation(name, { said: [['c', 10, 'Hello']] });
  const { transcript } = made;
  const head: TopicHead = made;
  return {
    type: 'topic',
    at: NOW,
    head,
    events: transcript.events,
    seq: transcript.head,
    earlier: false,
  };
}

describe('an offer', () => {
  const reasons: OfferEnd[] = ['RONA', 'REJECTED', 'CUSTOMER_LEFT', 'TAKEN', 'TTL', 'LOGOUT', 'CANCELLED'];
  it.each(reasons)('L-R7: ends once and in words when it ends by %s', (reason) => {
    const end: Frame = {
      type: 'offer.ended',
      at: NOW,
      conversationId: JON.conversationId,
      taskId: JON.taskId,
      reason,
    };
    const state = play(ring(), end, end);
    expect(state.offers).toEqual({});
    expect(state.notices.map((notice) => notice.text)).toEqual([`notice.offerEnded.${reason}`]);
  });

  it('L-R7: ends without a word when this agent takes it', () => {
    const state = play(ring(), topicOf('Jon'));
    expect(state.offers).toEqual({});
    expect(state.notices).toEqual([]);
    expect(Object.keys(state.conversations)).toEqual([JON.conversationId]);
  });

  it('is withdrawn by its conversation when the server names no task', () => {
    const end: Frame = {
      type: 'offer.ended',
      at: NOW,
      conversationId: JON.conversationId,
      taskId: null,
      reason: 'TAKEN',
    };
    expect(play(ring(), end).offers).toEqual({});
  });

  it('L-R7: that ended while the connection was lost is told after the return', () => {
    const state = play(
      { ...ring(), presence: presence('READY') },
      { type: 'link.up', at: NOW },
      { type: 'link.down', at: NOW },
      { type: 'link.up', at: NOW },
      { type: 'link.settled', at: NOW },
    );
    expect(state.offers).toEqual({});
    expect(state.notices.map((notice) => notice.text)).toEqual(['notice.offerEnded.UNKNOWN']);
  });

  it('rings on with the time that is left when it is still there after a lost connection', () => {
    const left = { ...JON, expiresAt: NOW + 5000, lasts: 5000 };
    const state = play(
      { ...ring(), presence: presence('READY') },
      { type: 'link.down', at: NOW },
      { type: 'link.up', at: NOW },
      { type: 'offer', at: NOW, offer: left, serverTime: NOW },
      { type: 'link.settled', at: NOW },
    );
    expect(state.offers[JON.taskId]).toMatchObject({ expiresAt: NOW + 5000, lasts: JON.lasts });
    expect(state.notices).toEqual([]);
  });
});

describe('a frame that cannot be taken in', () => {
  it('keeps none of those around it from happening', () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const store = createDeskStore({ me: ME });
    const broken = { type: 'topic', at: NOW, head: null, events: null, seq: 1, earlier: false };
    receiveAll(store, [topicOf('Maria'), broken as unknown as Frame, topicOf('Jon')]);
    expect(Object.keys(store.getState().conversations)).toEqual(['conversation-Maria', 'conversation-Jon']);
  });
});

describe('a conversation', () => {
  const start = play({ ...INITIAL_STATE, me: ME, presence: presence('READY') }, topicOf('Maria'));
  const id = 'conversation-Maria';

  it('that is not mentioned after a reconnect is over, and stays readable', () => {
    const away: Frame[] = [
      { type: 'link.up', at: NOW },
      { type: 'link.down', at: NOW },
      { type: 'link.up', at: NOW },
      { type: 'link.settled', at: NOW },
    ];
    expect(play(start, ...away).conversations[id]?.gone?.reason).toBe('UNKNOWN');
  });

  it('counts what came in while the connection was lost', () => {
    const [first] = [topicOf('Maria')];
    const state = play(start, { type: 'link.down', at: NOW }, { type: 'link.up', at: NOW });
    const head = state.conversations[id]!.transcript.head;
    const said: Frame = {
      type: 'event',
      at: NOW,
      conversationId: id,
      actions: null,
      event: {
        id: 'new',
        seq: head + 1,
        skipped: 0,
        at: NOW,
        what: {
          type: 'message',
          messageId: 'new',
          author: { kind: 'customer', id: 'c', name: 'Maria' },
          whisper: false,
          body: { type: 'PLAIN', text: 'Still there?', fields: {} },
          replyTo: null,
        },
      },
    };
    const back = play(state, first, said, { type: 'link.settled', at: NOW });
    expect(back.link.caughtUp).toBe(1);
  });

  it('L-T8: turns to wrap-up whoever ended it, and keeps its clock', () => {
    const state = play(start, {
      type: 'wrapup',
      at: NOW,
      conversationId: id,
      endsAt: NOW + 60_000,
      lasts: 60_000,
      actions: ['CLOSE_WRAP_UP'],
    });
    expect(state.conversations[id]).toMatchObject({ role: 'WRAP_UP', actions: ['CLOSE_WRAP_UP'] });
    expect(state.conversations[id]?.wrapup?.endsAt).toBe(NOW + 60_000);
  });

  it('leaves the list at once when it is not looked at', () => {
    expect(
      play(start, { type: 'topic.left', at: NOW, conversationId: id, reason: 'UNSUBSCRIBED' }).conversations,
    ).toEqual({});
  });
});

describe('presence', () => {
  it('L-S2, L-S6: is only ever what the server said', () => {
    const ready = presence('READY');
    const state = apply(
      { ...INITIAL_STATE, presence: presence('NOT_READY'), asking: { agent: 'READY' } },
      {
        type: 'presence',
        at: NOW,
        presence: { ...ready, mrds: [...ready.mrds] },
        serverTime: NOW + 500,
      },
    );
    expect(state.presence).toEqual(ready);
    expect(state.clockOffset).toBe(500);
  });
});
