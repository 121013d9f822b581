import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { OFFLINE, RefusedError } from '../connection/refusal.ts';
import { memoryStorage, type TabStorage } from '../base/tab-storage.ts';
import { createWords } from '../i18n/i18n.ts';
import { createDeskStore, type DeskStore } from '../store/desk-store.ts';
import * as local from '../store/local.ts';
import type { Settings } from '../store/model.ts';
import { ME } from '../testing/people.ts';
import type { OtherTabs } from '../base/browser-capabilities.ts';
import { keepSettings, type SettingsKeeper } from './settings-keeper.ts';
import { readSettings } from './settings-wire.ts';

let store: DeskStore;
let storage: TabStorage;
let keeper: SettingsKeeper;
let sent: unknown[];
let answer: () => Promise<unknown>;
let said: unknown[];
let tab: OtherTabs;
const words = await createWords();

/** A page with what the server keeps. */
function open(kept: unknown = {}): void {
  store = createDeskStore({
    me: ME,
    settings: readSettings(kept),
    link: { status: 'online', since: 0, caughtUp: null },
  });
  keeper = keepSettings({
    store,
    storage,
    words,
    tabs: tab,
    rest: {
      put: (_path, body) => {
        sent.push(body);
        return answer();
      },
    },
  });
}

function change(settings: Partial<Settings>): void {
  store.setState((state) => local.settings(state, settings));
  keeper.save();
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('matchMedia', () => ({
    matches: false,
    addEventListener: () => {},
    removeEventListener: () => {},
  }));
  storage = memoryStorage();
  sent = [];
  said = [];
  tab = { postMessage: (message: unknown) => void said.push(message), close: () => {}, onmessage: null };
  answer = () => Promise.resolve({});
  open();
});

afterEach(() => {
  keeper.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('settings', () => {
  it('take effect at once, and only what has changed goes to the server', async () => {
    change({ theme: 'dark' });
    change({ density: 'compact' });
    expect(document.documentElement.dataset).toMatchObject({ theme: 'dark', density: 'compact' });
    await vi.advanceTimersByTimeAsync(600);
    expect(sent).toEqual([{ theme: 'dark', density: 'compact' }]);
    change({ shortcuts: { accept: 'F8' } });
    await vi.advanceTimersByTimeAsync(600);
    expect(sent[1]).toEqual({ shortcuts: { accept: 'F8' } });
    expect(store.getState().saving).toBe('saved');
  });

  it('say when they could not be kept, and are tried again until they are', async () => {
    answer = () => Promise.reject(new RefusedError(OFFLINE, ''));
    change({ theme: 'dark' });
    await vi.advanceTimersByTimeAsync(600);
    expect(store.getState().saving).toBe('failed');
    expect(document.documentElement.dataset.theme).toBe('dark');
    answer = () => Promise.resolve({});
    await vi.advanceTimersByTimeAsync(5000);
    expect(sent).toEqual([{ theme: 'dark' }, { theme: 'dark' }]);
    expect(store.getState().saving).toBe('saved');
  });

  it('that the server refuses wait for the agent, who can try again at once', async () => {
    answer = () => Promise.reject(new RefusedError('TOO_LARGE', ''));
    change({ theme: 'dark' });
    await vi.advanceTimersByTimeAsync(600_000);
    expect(sent).toHaveLength(1);
    answer = () => Promise.resolve({});
    keeper.save(0);
    await vi.advanceTimersByTimeAsync(0);
    expect(store.getState().saving).toBe('saved');
  });

  it('that were not kept survive a reload and then are', async () => {
    answer = () => Promise.reject(new RefusedError(OFFLINE, ''));
    change({ panes: { list: 400, context: null } });
    await vi.advanceTimersByTimeAsync(600);
    keeper.stop();
    answer = () => Promise.resolve({});
    open({ theme: 'dark' });
    expect(store.getState().settings).toMatchObject({ theme: 'dark', panes: { list: 400, context: null } });
    await vi.advanceTimersByTimeAsync(0);
    expect(sent.at(-1)).toEqual({ panes: { list: 400, context: null } });
  });

  it("reach the agent's other tabs at once, and are kept by the tab that made them alone", async () => {
    change({ theme: 'dark', language: 'de', shortcuts: { accept: 'F8' } });
    expect(said).toHaveLength(1);
    keeper.stop();
    storage = memoryStorage();
    open();
    tab.onmessage?.(new MessageEvent('message', { data: structuredClone(said[0]) }));
    expect(store.getState().settings).toMatchObject({
      theme: 'dark',
      language: 'de',
      shortcuts: { accept: 'F8' },
    });
    expect(document.documentElement.dataset.theme).toBe('dark');
    await vi.waitFor(() => expect(document.documentElement.lang).toBe('de'));
    await vi.advanceTimersByTimeAsync(10_000);
    expect([said.length, sent.length]).toEqual([1, 0]);
  });

  it('of another agent in this browser, or of no sense, change nothing', () => {
    const before = store.getState().settings;
    for (const data of [
      { of: 'somebody', names: ['theme'], wire: { theme: 'dark' } },
      { of: ME.id, names: ['theme', '__proto__'], wire: { theme: 7 } },
      'theme',
      null,
    ]) {
      tab.onmessage?.(new MessageEvent('message', { data }));
    }
    expect(store.getState().settings).toEqual(before);
  });

  it('changed elsewhere while they could not be kept here are kept as they are now', async () => {
    answer = () => Promise.reject(new RefusedError(OFFLINE, ''));
    change({ theme: 'dark' });
    await vi.advanceTimersByTimeAsync(600);
    const data = { of: ME.id, names: ['theme'], wire: { theme: 'light' } };
    tab.onmessage?.(new MessageEvent('message', { data }));
    keeper.stop();
    answer = () => Promise.resolve({});
    open();
    expect(store.getState().settings.theme).toBe('light');
    await vi.advanceTimersByTimeAsync(0);
    expect(sent.at(-1)).toEqual({ theme: 'light' });
  });

  it('of a kind that makes no sense are as by default', () => {
    const odd = {
      theme: 7,
      panes: { list: 9_000_000, context: 'wide' },
      shortcuts: { a: 1, b: 'F8' },
      soundVolume: 4,
    };
    expect(readSettings(odd)).toMatchObject({
      theme: 'system',
      panes: { list: null, context: null },
      shortcuts: { b: 'F8' },
      sounds: { enabled: true, volume: 1 },
      guideSeen: false,
    });
  });
});
