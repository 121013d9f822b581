import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { OtherTabs } from '../base/browser-capabilities.ts';
import { createDeskStore, type DeskStore } from '../store/desk-store.ts';
import * as local from '../store/local.ts';
import { ME } from '../testing/people.ts';
import { createDrafts, type Drafts } from './drafts.ts';
import { OFFLINE, RefusedError } from './refusal.ts';
import { memoryStorage, type TabStorage } from '../base/tab-storage.ts';

let store: DeskStore;
let storage: TabStorage;
let drafts: Drafts;
/** As the server keeps them: the newest text wins, and an empty one is only remembered as newer. */
let server: Map<string, { text: string; updatedAt: number }>;
let reachable: boolean;
let refusing: string | null;
let puts: number;
let tab: OtherTabs & { said: unknown[] };

function texts(): Record<string, string> {
  return Object.fromEntries(
    [...server].filter(([, kept]) => kept.text !== '').map(([name, kept]) => [name, kept.text]),
  );
}

function keep(name: string, text: string, updatedAt = Date.now()): void {
  server.set(name, { text, updatedAt });
}

/** A desk whose drafts are kept from now on, or, with `typed`, after somebody has begun to type at it. */
function open(typed = ''): void {
  store = createDeskStore({ me: ME, link: { status: 'online', since: 0, caughtUp: null } });
  const since = store.getState();
  if (typed !== '') type('c1', typed);
  tab = {
    said: [],
    onmessage: null,
    close: () => {},
    postMessage: (message: unknown) => {
      tab.said.push(message);
    },
  };
  drafts = createDrafts({
    store,
    storage,
    now: () => Date.now(),
    since,
    tabs: tab,
    rest: {
      get: () =>
        Promise.resolve(
          [...server]
            .filter(([, kept]) => kept.text !== '')
            .map(([conversationId, kept]) => ({ conversationId, ...kept })),
        ),
      put: (path, body) => {
        puts += 1;
        if (!reachable) return Promise.reject(new RefusedError(OFFLINE, ''));
        if (refusing !== null) return Promise.reject(new RefusedError(refusing, ''));
        const conversationId = decodeURIComponent(path.split('/').at(-1) ?? '');
        const given = body as { text: string; updatedAt: number };
        if ((server.get(conversationId)?.updatedAt ?? -1) < given.updatedAt)
          server.set(conversationId, given);
        return Promise.resolve({ conversationId, ...server.get(conversationId) });
      },
    },
  });
}

function type(id: string, text: string): void {
  store.setState((state) => local.draft(state, id, text));
}

beforeEach(() => {
  vi.useFakeTimers();
  storage = memoryStorage();
  server = new Map();
  reachable = true;
  refusing = null;
  puts = 0;
  open();
});

afterEach(() => {
  drafts.stop();
  vi.useRealTimers();
});

describe('drafts', () => {
  it('go to the server a moment after the last key, once', async () => {
    type('c1', 'h');
    type('c1', 'hello');
    await vi.advanceTimersByTimeAsync(500);
    expect(server.size).toBe(0);
    await vi.advanceTimersByTimeAsync(500);
    expect(texts()).toEqual({ c1: 'hello' });
    expect(puts).toBe(1);
  });

  it('come back on another machine', async () => {
    keep('c1', 'from the other machine');
    await drafts.load();
    expect(store.getState().drafts).toEqual({ c1: 'from the other machine' });
  });

  it('do not overwrite what has been typed meanwhile', async () => {
    keep('c1', 'old');
    type('c1', 'new');
    await drafts.load();
    expect(store.getState().drafts).toEqual({ c1: 'new' });
  });

  it('L-M14: survive a reload while the server cannot be reached, and are written when it can', async () => {
    reachable = false;
    type('c1', 'unwritten');
    await vi.advanceTimersByTimeAsync(2000);
    drafts.stop();
    open();
    expect(store.getState().drafts).toEqual({ c1: 'unwritten' });
    reachable = true;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(texts()).toEqual({ c1: 'unwritten' });
  });

  it('keep what was typed before they were kept, after what this tab had not written yet', async () => {
    reachable = false;
    type('c1', 'unwritten');
    drafts.stop();
    reachable = true;
    open('and more');
    expect(store.getState().drafts).toEqual({ c1: 'unwritten\nand more' });
    await vi.advanceTimersByTimeAsync(1000);
    expect(texts()).toEqual({ c1: 'unwritten\nand more' });
  });

  it('L-M14: are written when the sign-in has been renewed after a sleep', async () => {
    refusing = 'UNAUTHORIZED';
    type('c1', 'typed while the token had run out');
    await vi.advanceTimersByTimeAsync(20_000);
    expect(texts()).toEqual({});
    refusing = null;
    await vi.advanceTimersByTimeAsync(30_000);
    expect(texts()).toEqual({ c1: 'typed while the token had run out' });
  });

  it('are gone everywhere as soon as the message is sent', async () => {
    type('c1', 'hello');
    await vi.advanceTimersByTimeAsync(1000);
    type('c1', '');
    await vi.advanceTimersByTimeAsync(0);
    expect(texts()).toEqual({});
    drafts.stop();
    storage = memoryStorage();
    open();
    await drafts.load();
    expect(store.getState().drafts).toEqual({});
  });

  it('follow what another machine has written later, and what it has sent', async () => {
    type('c1', 'begun here');
    await vi.advanceTimersByTimeAsync(1000);
    keep('c1', 'begun here and gone on with there', Date.now() + 1);
    await drafts.load();
    expect(store.getState().drafts).toEqual({ c1: 'begun here and gone on with there' });
    server.set('c1', { text: '', updatedAt: Date.now() + 2 });
    await drafts.load();
    expect(store.getState().drafts).toEqual({});
    expect(puts).toBe(1);
  });

  it('never replace a newer text, whatever this machine thinks what time it is', async () => {
    const hourAhead = Date.now() + 3_600_000;
    keep('c1', 'newest', hourAhead);
    type('c1', 'late to be written');
    await vi.advanceTimersByTimeAsync(1000);
    expect(texts()).toEqual({ c1: 'newest' });
    expect(store.getState().drafts).toEqual({ c1: 'newest' });
    type('c1', 'newest, and more');
    await vi.advanceTimersByTimeAsync(1000);
    expect(texts()).toEqual({ c1: 'newest, and more' });
  });

  it('are heard by other tabs at once, but not over what is typed there', async () => {
    type('c1', 'in this tab');
    await vi.advanceTimersByTimeAsync(1000);
    expect(tab.said).toMatchObject([{ agent: ME.id, name: 'c1', text: 'in this tab' }]);
    const hear = (text: string, agent = ME.id) =>
      tab.onmessage?.({ data: { agent, name: 'c1', text, at: Date.now() + 10 } } as MessageEvent);
    hear("another agent's", 'agent-2');
    expect(store.getState().drafts).toEqual({ c1: 'in this tab' });
    hear('in the other tab');
    expect(store.getState().drafts).toEqual({ c1: 'in the other tab' });
    type('c1', 'again here');
    hear('too late');
    expect(store.getState().drafts).toEqual({ c1: 'again here' });
  });

  it('that the server refuses are kept in the tab, and not offered again and again', async () => {
    refusing = 'TOO_LONG';
    type('c1', 'x'.repeat(100));
    await vi.advanceTimersByTimeAsync(600_000);
    expect(puts).toBe(1);
    drafts.stop();
    open();
    expect(store.getState().drafts.c1).toHaveLength(100);
  });

  it('keep the message that is answered', async () => {
    store.setState((state) => local.quote(state, 'c1', 'm7'));
    await vi.advanceTimersByTimeAsync(1000);
    drafts.stop();
    storage = memoryStorage();
    open();
    await drafts.load();
    expect(store.getState().quotes).toEqual({ c1: 'm7' });
  });

  it('L-T6: codes and note of a wrap-up are kept in the same way', async () => {
    const draft = { codes: [{ categoryName: 'Billing', value: 'Refund' }], note: 'paid' };
    store.setState((state) => local.wrapupDraft(state, 'c1', draft));
    await vi.advanceTimersByTimeAsync(1000);
    drafts.stop();
    storage = memoryStorage();
    open();
    await drafts.load();
    expect(store.getState().wrapupDrafts).toEqual({ c1: draft });
  });
});
