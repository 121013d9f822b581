import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDeskStore, type DeskStore } from '../store/desk-store.ts';
import * as local from '../store/local.ts';
import { ME } from '../testing/people.ts';
import { createDrafts, type Drafts } from './drafts.ts';
import { OFFLINE, RefusedError } from './refusal.ts';
import { memoryStorage, type TabStorage } from './storage.ts';

let store: DeskStore;
let storage: TabStorage;
let drafts: Drafts;
let server: Map<string, string>;
let reachable: boolean;

function open(): void {
  store = createDeskStore({ me: ME, link: { status: 'online', since: 0, caughtUp: null } });
  drafts = createDrafts({
    store,
    storage,
    now: () => Date.now(),
    rest: {
      get: () =>
        Promise.resolve(
          [...server].map(([conversationId, text]) => ({ conversationId, text, updatedAt: 1 })),
        ),
      put: (path, body) => {
        if (!reachable) return Promise.reject(new RefusedError(OFFLINE, ''));
        server.set(decodeURIComponent(path.split('/').at(-1) ?? ''), (body as { text: string }).text);
        return Promise.resolve(null);
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
    expect([...server]).toEqual([['c1', 'hello']]);
  });

  it('come back on another machine', async () => {
    server.set('c1', 'from the other machine');
    await drafts.load();
    expect(store.getState().drafts).toEqual({ c1: 'from the other machine' });
  });

  it('do not overwrite what has been typed meanwhile', async () => {
    server.set('c1', 'old');
    type('c1', 'new');
    await drafts.load();
    expect(store.getState().drafts).toEqual({ c1: 'new' });
  });

  it('M14: survive a reload while the server cannot be reached, and are written when it can', async () => {
    reachable = false;
    type('c1', 'unwritten');
    await vi.advanceTimersByTimeAsync(2000);
    drafts.stop();
    open();
    expect(store.getState().drafts).toEqual({ c1: 'unwritten' });
    reachable = true;
    await vi.advanceTimersByTimeAsync(10_000);
    expect([...server]).toEqual([['c1', 'unwritten']]);
  });

  it('T6: codes and note of a wrap-up are kept in the same way', async () => {
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
