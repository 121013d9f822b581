import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ME, NOW } from '../testing/people.ts';
import { apply } from './apply.ts';
import { applyAll } from './apply-all.ts';
import type { Happening, KeptEvent } from './events.ts';
import { EMPTY_FOLD, foldOn, type Fold } from './fold.ts';
import type { Frame, TopicHead } from './frames.ts';
import { INITIAL_STATE, type DeskState } from './model.ts';
import { gapAfter } from './transcript.ts';

const ID = 'conversation';
const CUSTOMER = { kind: 'customer', id: 'c', name: 'Maria' } as const;
const AGENT = { kind: 'agent', id: ME.id, name: ME.name } as const;

/** What can happen, as small numbers so that failing histories shrink well. */
type Drawn = { what: 0 | 1 | 2 | 3 | 4; skip: 0 | 1 | 2; about: number };

const history = fc.array(
  fc.record<Drawn>({
    what: fc.constantFrom(0, 1, 2, 3, 4),
    skip: fc.constantFrom(0, 0, 0, 1, 2),
    about: fc.nat(20),
  }),
  { minLength: 1, maxLength: 30 },
);

/** The kept events of a conversation, with places between them that hold nothing for this desk. */
function eventsOf(drawn: readonly Drawn[]): KeptEvent[] {
  let seq = 0;
  const messages: string[] = [];
  return drawn.map((each, index) => {
    seq += each.skip + 1;
    const messageId = `m${index}`;
    const about = messages[each.about % Math.max(1, messages.length)] ?? 'unknown';
    const message = (by: typeof CUSTOMER | typeof AGENT): Happening => {
      messages.push(messageId);
      const body = { type: 'PLAIN', text: `text ${index}`, fields: {} };
      return { type: 'message', messageId, author: by, whisper: false, body, replyTo: null };
    };
    const what: Happening = [
      () => message(CUSTOMER),
      () => message(AGENT),
      (): Happening => ({
        type: 'receipt',
        messageId: about,
        status: 'READ',
        author: CUSTOMER,
        reason: null,
      }),
      (): Happening => ({ type: 'receipt', messageId: about, status: 'READ', author: AGENT, reason: null }),
      (): Happening => ({ type: 'queued', queue: 'Support' }),
    ][each.what]!();
    return { id: `e${index}`, seq, skipped: each.skip, at: NOW + index * 1000, what };
  });
}

const HEAD: TopicHead = {
  id: ID,
  roomId: ID,
  taskId: 'task',
  kind: 'mine',
  role: 'PRIMARY',
  state: 'ACTIVE',
  customer: { id: 'c', name: 'Maria', anonymous: false, identities: [] },
  sessions: [],
  agents: [],
  queue: 'Support',
  mrdId: null,
  actions: ['SEND'],
  hands: [],
  monitors: [],
  restsUntil: null,
  awaited: null,
  startedAt: NOW,
};

function snapshot(events: readonly KeptEvent[], upTo: number, most = Infinity): Frame {
  const all = events.filter((event) => event.seq <= upTo);
  const newest = all.slice(Math.max(0, all.length - most));
  return {
    type: 'topic',
    at: NOW,
    head: HEAD,
    events: newest,
    seq: upTo,
    earlier: newest.length < all.length,
  };
}

function live(event: KeptEvent): Frame {
  return { type: 'event', at: NOW, conversationId: ID, event, actions: null };
}

const START: DeskState = { ...INITIAL_STATE, me: ME };

function play(frames: readonly Frame[], from: DeskState = START): DeskState {
  return frames.reduce(apply, from);
}

/** What the desk does by itself: it asks for what is missing, and gets all of it. */
function settle(state: DeskState, events: readonly KeptEvent[]): DeskState {
  const gap = gapAfter(state.conversations[ID]!.transcript);
  if (gap === null) return state;
  const last = events.at(-1)!.seq;
  const missing = events.filter((event) => event.seq > gap).map((event) => ({ ...event, skipped: 0 }));
  return apply(state, { type: 'events', at: NOW, conversationId: ID, events: missing, seq: last });
}

/** Loads every older page. */
function pageBack(state: DeskState, events: readonly KeptEvent[], size: number): DeskState {
  let now = state;
  for (let i = 0; i < 100; i += 1) {
    const { transcript } = now.conversations[ID]!;
    if (!transcript.earlier) return now;
    const before = events.filter((event) => event.seq < transcript.events[0]!.seq);
    const page = before.slice(Math.max(0, before.length - size));
    now = apply(now, {
      type: 'page',
      at: NOW,
      conversationId: ID,
      events: page,
      earlier: page.length < before.length,
    });
  }
  throw new Error('paging does not come to an end');
}

function foldOf(state: DeskState): Fold {
  return state.conversations[ID]!.transcript.fold;
}

describe('a transcript', () => {
  it('L-M9, I11: is the same whatever the order and repetition of frames', () => {
    fc.assert(
      fc.property(history, fc.nat(), fc.infiniteStream(fc.nat(1000)), (drawn, at, random) => {
        const events = eventsOf(drawn);
        const last = events.at(-1)!.seq;
        const whole = foldOf(play([snapshot(events, last)]));
        const upTo = events[at % events.length]!.seq;
        const frames = [
          snapshot(events, upTo),
          ...events.map(live),
          ...events.filter((event) => event.seq % 3 === 0).map(live),
        ];
        const shuffled = frames
          .map((frame) => ({ frame, key: random.next().value }))
          .sort((a, b) => a.key - b.key)
          .map(({ frame }) => frame);
        expect(foldOf(settle(play(shuffled), events))).toEqual(whole);
      }),
      { numRuns: 400 },
    );
  });

  it('L-M9, L-P1: is the same whether frames happen one by one or in batches of any size', () => {
    fc.assert(
      fc.property(
        history,
        fc.nat(),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
        (drawn, at, sizes) => {
          const events = eventsOf(drawn);
          const upTo = events[at % events.length]!.seq;
          const typing: Frame = {
            type: 'event',
            at: NOW,
            conversationId: ID,
            actions: null,
            event: {
              id: 't',
              seq: null,
              skipped: 0,
              at: NOW,
              what: { type: 'typing', on: true, author: CUSTOMER },
            },
          };
          const frames = [
            ...events.map(live),
            snapshot(events, upTo),
            ...events.flatMap((event) => (event.seq % 4 === 0 ? [live(event), typing] : [live(event)])),
          ];
          let batched = START;
          for (let from = 0, i = 0; from < frames.length; i += 1) {
            const size = sizes[i % sizes.length]!;
            batched = applyAll(batched, frames.slice(from, from + size));
            from += size;
          }
          expect(batched).toEqual(play(frames));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('shows what its author changed it to, in its old place', () => {
    const said: KeptEvent[] = eventsOf([
      { what: 1, skip: 0, about: 0 },
      { what: 0, skip: 0, about: 0 },
    ]);
    const body = { type: 'DELETEDNOTIFICATION', text: '', fields: {} };
    const what: Happening = { type: 'changed', messageId: 'm0', body };
    const change: KeptEvent = { id: 'e', seq: 3, at: NOW, skipped: 0, what };
    const fold = foldOn(EMPTY_FOLD, [...said, change], ME.id);
    expect(fold.entries).toMatchObject([{ id: 'm0', body: { type: 'DELETEDNOTIFICATION' } }, { id: 'm1' }]);
    expect(foldOn(foldOn(EMPTY_FOLD, said, ME.id), [change], ME.id).entries).toEqual(fold.entries);
  });

  it('L-M7: shows a message once that comes back under another number', () => {
    const events = eventsOf([{ what: 0, skip: 0, about: 0 }]);
    const echo: KeptEvent = { ...events[0]!, id: 'echo', seq: 2 };
    expect(foldOf(play([snapshot(events, 1), live(echo)])).entries).toHaveLength(1);
  });

  it('gives what has been drawn already as the same objects when older pages come', () => {
    const events = eventsOf([0, 1, 0, 1, 2].map((what) => ({ what: what as 0 | 1 | 2, skip: 0, about: 0 })));
    const start = play([snapshot(events, 5, 2)]);
    const last = foldOf(start).entries.at(-1);
    expect(foldOf(pageBack(start, events, 2)).entries.at(-1)).toBe(last);
  });

  it('L-M1: after a lost connection equals a fresh load, whenever and however long it was lost', () => {
    fc.assert(
      fc.property(history, fc.nat(), fc.nat(), fc.boolean(), (drawn, from, length, fetched) => {
        const events = eventsOf(drawn);
        const lost = from % events.length;
        const back = Math.min(events.length, lost + (length % events.length));
        const upTo = back === 0 ? 0 : events[back - 1]!.seq;
        const frames = [
          snapshot(events, events[0]!.seq),
          ...events.slice(0, lost).map(live),
          ...(fetched ? [snapshot(events, upTo)] : []),
          ...events.slice(back).map(live),
        ];
        const whole = foldOf(play([snapshot(events, events.at(-1)!.seq)]));
        const state = settle(play(frames), events);
        // Without a snapshot after the loss, what nobody told of is only known missing when more comes.
        if (fetched || back < events.length) expect(foldOf(state)).toEqual(whole);
      }),
      { numRuns: 400 },
    );
  });

  it('I11: a truncated snapshot, live events and all older pages equal the whole', () => {
    fc.assert(
      fc.property(history, fc.nat(), fc.integer({ min: 1, max: 6 }), (drawn, at, most) => {
        const events = eventsOf(drawn);
        const upTo = events[at % events.length]!.seq;
        const state = settle(
          play([snapshot(events, upTo, most), ...events.filter((event) => event.seq > upTo).map(live)]),
          events,
        );
        const whole = foldOf(play([snapshot(events, events.at(-1)!.seq)]));
        expect(foldOf(pageBack(state, events, most))).toEqual(whole);
      }),
      { numRuns: 300 },
    );
  });

  it('shows nothing beyond a gap until the gap is filled', () => {
    const events = eventsOf([0, 1, 0, 1].map((what) => ({ what: what as 0 | 1, skip: 0, about: 0 })));
    const gapped = play([snapshot(events, 1), live(events[3]!)]);
    expect(foldOf(gapped).entries).toHaveLength(1);
    expect(gapAfter(gapped.conversations[ID]!.transcript)).toBe(1);
    expect(foldOf(play([live(events[2]!), live(events[1]!)], gapped)).entries).toHaveLength(4);
  });

  it('waits unseen for its snapshot when events come first', () => {
    const events = eventsOf([{ what: 0, skip: 0, about: 0 }]);
    const state = play([live(events[0]!)]);
    expect(state.conversations[ID]!.transcript.based).toBe(false);
    expect(foldOf(state).entries).toHaveLength(0);
  });
});

describe('a wrap-up in the conversation', () => {
  const wrapupBy = (author: typeof CUSTOMER | typeof AGENT): KeptEvent => ({
    id: 'e1',
    seq: 1,
    skipped: 0,
    at: NOW,
    what: {
      type: 'message',
      messageId: 'm1',
      author,
      whisper: false,
      body: {
        type: 'WRAPUP',
        text: '',
        fields: { wrapups: [{ categoryName: 'Refund', value: 'approved' }] },
      },
      replyTo: null,
    },
  });
  const entriesOf = (event: KeptEvent) => foldOn(EMPTY_FOLD, [event], ME.id).entries;

  it('is a line of the desk when an agent made it, and a message when a customer sent it', () => {
    expect(entriesOf(wrapupBy(AGENT))).toMatchObject([{ kind: 'line' }]);
    expect(entriesOf(wrapupBy(CUSTOMER))).toMatchObject([{ kind: 'message' }]);
  });
});
