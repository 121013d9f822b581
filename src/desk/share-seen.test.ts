import { beforeEach, describe, expect, it } from 'vitest';
import { memoryStorage, type TabStorage } from '../base/tab-storage.ts';
import { createDeskStore, type DeskStore } from '../store/desk-store.ts';
import type { Notice } from '../store/model.ts';
import * as local from '../store/local.ts';
import { unreadInAll } from '../store/selectors.ts';
import { conversation, ME, NOW } from '../testing/people.ts';
import type { OtherTabs } from '../base/browser-capabilities.ts';
import { shareSeen } from './share-seen.ts';

const MARIA = conversation('Maria', {
  readByMe: -1,
  said: [
    ['c', 20, 'Hello'],
    ['c', 10, 'Anybody there?'],
  ],
});
const NOTICE: Notice = {
  id: 'offer:1',
  text: 'notice.unsent',
  values: {},
  tone: 'info',
  at: NOW,
  conversationId: null,
};

let tabs: OtherTabs[];

/** A channel on which each tab hears the others and not itself. */
function channel(): OtherTabs {
  const mine: OtherTabs = {
    onmessage: null,
    close: () => void tabs.splice(tabs.indexOf(mine), 1),
    postMessage: (data) => {
      for (const other of tabs) if (other !== mine) other.onmessage?.(new MessageEvent('message', { data }));
    },
  };
  tabs.push(mine);
  return mine;
}

function tab(storage: TabStorage = memoryStorage(), me = ME): DeskStore {
  const store = createDeskStore({
    me,
    conversations: { [MARIA.id]: MARIA },
    notices: [NOTICE],
    link: { status: 'online', since: NOW, caughtUp: null },
  });
  shareSeen({ store, storage, tabs: channel() });
  return store;
}

function saw(store: DeskStore): void {
  store.setState((state) => local.seen(state, MARIA.id));
}

beforeEach(() => {
  tabs = [];
});

describe('what was seen', () => {
  it('counts in no tab as unread any more, whether it was there or comes later', () => {
    const [one, other] = [tab(), tab()];
    expect([one, other].map((each) => unreadInAll(each.getState()))).toEqual([2, 2]);
    saw(one);
    expect([one, other, tab()].map((each) => unreadInAll(each.getState()))).toEqual([0, 0, 0]);
  });

  it('is still known after a reload', () => {
    const storage = memoryStorage();
    saw(tab(storage));
    tabs = [];
    expect(unreadInAll(tab(storage).getState())).toBe(0);
  });

  it('is nothing that another agent has seen', () => {
    const other = tab(memoryStorage(), { ...ME, id: 'agent-2' });
    saw(tab());
    expect(unreadInAll(other.getState())).toBe(2);
  });

  it('holds for notices as well, read or dismissed', () => {
    const [one, other, third] = [tab(), tab(), tab()];
    one.setState((state) => local.noticesRead(state, new Set([NOTICE.id])));
    expect(other.getState().notices).toMatchObject([{ id: NOTICE.id, read: true }]);
    third.setState((state) => ({ notices: [...state.notices, { ...NOTICE, id: 'b' }] }));
    other.setState((state) => ({ notices: [...state.notices, { ...NOTICE, id: 'b' }] }));
    third.setState((state) => local.dismissed(state, 'b'));
    expect(other.getState().notices.at(-1)).toMatchObject({ id: 'b', read: true });
  });
});
