import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDeskStore, receive } from '../store/desk-store.ts';
import type { DeskState } from '../store/model.ts';
import { liveDesk } from '../testing/live-desk.ts';
import { conversation, ME, NOW } from '../testing/people.ts';
import { PLACES } from './places.ts';
import { keepRoute, type AddressBar } from './route.ts';

const MARIA = conversation('Maria');
const JON = conversation('Jon Miller');

/** A window's address and history, which the test can go back in. */
function history(hash: string) {
  const entries = [hash];
  let at = 0;
  let changed = () => {};
  const bar: AddressBar = {
    hash: () => entries[at] ?? '',
    write: (address, replace) => {
      if (!replace) entries.splice(++at);
      entries[at] = address;
    },
    onChange: (listener) => {
      changed = listener;
      return () => {};
    },
  };
  const go = (by: number) => {
    at += by;
    changed();
  };
  const visit = (address: string) => {
    entries.splice(++at);
    entries[at] = address;
    changed();
  };
  return { bar, go, visit, now: () => entries[at], entries: () => entries };
}

function desk(hash: string, conversations = [MARIA, JON], more: Partial<DeskState> = {}) {
  const store = createDeskStore({
    me: ME,
    link: { status: 'online', since: NOW, caughtUp: null },
    conversations: Object.fromEntries(conversations.map((each) => [each.id, each])),
    ...more,
  });
  const { actions } = liveDesk(store);
  const page = history(hash);
  stops.push(keepRoute({ store, actions, places: PLACES, now: () => NOW, bar: page.bar }));
  return { store, actions, page };
}

const stops: (() => void)[] = [];
beforeEach(() => {
  sessionStorage.clear();
});
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

const TO_MARIA = `#/conversations/${MARIA.id}`;
const TO_JON = `#/conversations/${encodeURIComponent(JON.id)}`;

describe('the address', () => {
  it('closes nothing that is to be read when the desk begins', () => {
    for (const hash of ['', '#/conversations', TO_MARIA]) {
      const { store } = desk(hash, [], { readingAway: true });
      expect(store.getState().readingAway).toBe(true);
    }
  });

  it('follows what the agent opens, and leads back there', () => {
    const { store, actions, page } = desk('');
    expect(page.entries()).toEqual(['#/conversations']);
    actions.open(MARIA.id);
    actions.open(JON.id);
    actions.go('settings');
    expect(page.entries()).toEqual(['#/conversations', TO_MARIA, TO_JON, '#/settings']);
    page.go(-2);
    expect(store.getState()).toMatchObject({ place: 'conversations', selected: MARIA.id });
    page.go(2);
    expect(store.getState().place).toBe('settings');
    expect(page.entries()).toHaveLength(4);
  });

  it('opens what it names: a place, or a conversation before anything is known of it', () => {
    expect(desk('#/settings').store.getState().place).toBe('settings');
    const { store, page } = desk(TO_MARIA, []);
    expect(store.getState().selected).toBe(MARIA.id);
    expect(page.now()).toBe(TO_MARIA);
  });

  it('is replaced, and told, where it names a conversation that is not at this desk', () => {
    const { store, page } = desk('#/conversations/foreign');
    receive(store, { type: 'link.settled', at: NOW });
    expect(store.getState().selected).toBeNull();
    expect(store.getState().notices.map(({ text }) => text)).toEqual(['notice.notHere']);
    expect(page.now()).toBe('#/conversations');
    page.visit('#/conversations/other');
    expect(store.getState().notices).toHaveLength(2);
    expect(page.now()).toBe('#/conversations');
  });

  it.each(['#/nowhere', '#nonsense', '#/conversations/%E0%A4%A', '#/settings/deeper/still'])(
    'that makes no sense (%s) leads to the first place',
    (hash) => {
      const { store, page } = desk(hash);
      expect(store.getState()).toMatchObject({ place: 'conversations', selected: null });
      expect(page.now()).toBe('#/conversations');
    },
  );

  it('of a conversation that is closed is not gone back to', () => {
    const { actions, page } = desk('');
    actions.open(MARIA.id);
    actions.close(MARIA.id);
    expect(page.entries()).toEqual(['#/conversations', '#/conversations']);
  });
});
