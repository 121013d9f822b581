import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDeskStore, receive, type DeskStore } from '../store/desk-store.ts';
import * as local from '../store/local.ts';
import { NOTICES } from '../store/unsent.ts';
import { FlakyServer, seeded } from '../testing/flaky-server.ts';
import { conversation, ME } from '../testing/people.ts';
import { connect, type Connection } from './connection.ts';
import { createDrafts, type Drafts } from './drafts.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { memoryStorage, type TabStorage } from '../base/tab-storage.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

let random: () => number;
let server: FlakyServer;
let store: DeskStore;
let storage: TabStorage;
let connection: Connection;
let outbox: Outbox;
let drafts: Drafts;
let kept: Map<string, string>;

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 10, 17, 8) });
  random = seeded(9);
  server = new FlakyServer(random);
  store = createDeskStore({ me: ME });
  storage = memoryStorage();
  kept = new Map();
  const now = () => Date.now();
  let ids = 0;
  server.listen((frame) => {
    receive(store, frame);
  });
  connection = connect({
    socket: server.asSocket(),
    token: () => Promise.resolve('token'),
    onFrame: (frame) => {
      receive(store, frame);
    },
    onEnding: (ending) => expect.fail(`the connection gave up: ${ending}`),
    now,
    random,
  });
  outbox = createOutbox({ store, ask: connection.ask, now, newId: () => `id-${(ids += 1)}` });
  outbox.recall(storage);
  drafts = createDrafts({
    store,
    storage,
    now,
    rest: {
      get: () =>
        Promise.resolve([...kept].map(([conversationId, text]) => ({ conversationId, text, updatedAt: 1 }))),
      put: (path, body) => {
        const name = decodeURIComponent(path.split('/').at(-1) ?? '');
        const { text } = body as { text: string };
        if (text === '') kept.delete(name);
        else kept.set(name, text);
        return Promise.resolve({ conversationId: name, ...(body as object) });
      },
    },
  });
});

afterEach(() => {
  connection.close();
  outbox.stop();
  drafts.stop();
  vi.useRealTimers();
});

/** Writes as an agent does: the words are a draft first. */
function say(id: string, words: string): void {
  store.setState((state) => local.draft(state, id, words));
  outbox.add(id, { kind: 'text', text: words }, null);
  store.setState((state) => local.draft(state, id, ''));
}

async function begun(name: string): Promise<string> {
  const talk = conversation(name, { said: [['c', 5, 'Hello']] });
  server.begin(talk);
  await vi.advanceTimersByTimeAsync(2 * SECOND);
  return talk.id;
}

describe('a connection that comes and goes', () => {
  it.each([
    ['10 seconds', 10 * SECOND, true],
    ['2 minutes', 2 * MINUTE, true],
    ['a night behind the lock screen', 8 * HOUR, false],
  ])('M10: catches up within 5 s after %s without a network', async (_name, away, noticed) => {
    const id = await begun('Maria');
    server.drop(noticed);
    say(id, 'one');
    say(id, 'two');
    if (noticed) await vi.advanceTimersByTimeAsync(away);
    // A machine that sleeps runs no timers at all, and its socket does not know.
    else vi.setSystemTime(Date.now() + away);
    server.restore();
    connection.wake();
    await vi.advanceTimersByTimeAsync(5 * SECOND);
    expect(store.getState().link.status).toBe('online');
    expect(server.stored.get(id)).toEqual(['one', 'two']);
    expect(store.getState().outbox).toEqual({});
  });

  it('L-M3: never stops trying, and never gives up what was written', async () => {
    const id = await begun('Maria');
    server.drop();
    say(id, 'still here');
    await vi.advanceTimersByTimeAsync(10 * HOUR);
    expect(store.getState().link.status).toBe('offline');
    server.restore();
    await vi.advanceTimersByTimeAsync(5 * SECOND);
    expect(server.stored.get(id)).toEqual(['still here']);
  });

  it('L-M12: a day of nine hours on a bad network sends every message once, in order, and nothing grows', async () => {
    const written = new Map<string, string[]>();
    const atNoon = { timers: 0, listeners: 0 };
    let said = 0;
    for (let call = 0; call < 90; call += 1) {
      // The network is good, bad, or gone for a while.
      server.loss = random() < 0.5 ? 0 : 0.3;
      const id = await begun(`Customer ${call}`);
      const words: string[] = [];
      written.set(id, words);
      for (let message = 0; message < 12; message += 1) {
        said += 1;
        words.push(`message ${said}`);
        say(id, `message ${said}`);
        if (random() < 0.15) server.drop(random() < 0.7);
        await vi.advanceTimersByTimeAsync(random() * 20 * SECOND);
        server.restore();
        // The browser notices in the end that a silent socket is none.
        if (random() < 0.3) connection.wake();
        await vi.advanceTimersByTimeAsync(random() * 10 * SECOND);
      }
      server.loss = 0;
      for (let second = 0; second < 60 && Object.keys(store.getState().outbox).length > 0; second += 1) {
        await vi.advanceTimersByTimeAsync(SECOND);
      }
      server.end(id);
      await vi.advanceTimersByTimeAsync(SECOND);
      if (call === 45) {
        Object.assign(atNoon, { timers: vi.getTimerCount(), listeners: server.listeners });
      }
      await vi.advanceTimersByTimeAsync(6 * MINUTE - (Date.now() % (6 * MINUTE)));
    }
    await vi.advanceTimersByTimeAsync(MINUTE);
    expect(Date.now() - Date.UTC(2026, 10, 17, 8)).toBeGreaterThanOrEqual(9 * HOUR);
    expect([...server.stored].flat(2)).toEqual([...written].flat(2));
    expect(store.getState()).toMatchObject({ outbox: {}, drafts: {}, conversations: {} });
    // Nothing anywhere in the desk's state still belongs to a conversation that is over.
    const { notices, ...state } = store.getState();
    const orphans = [...written.keys()].filter((id) => JSON.stringify(state).includes(JSON.stringify(id)));
    expect(orphans).toEqual([]);
    expect(notices.length).toBeLessThanOrEqual(NOTICES);
    expect(storage.read('desk.outbox')).toBeUndefined();
    expect(storage.read('desk.drafts')).toBeUndefined();
    expect(kept.size).toBe(0);
    expect(server.listeners).toBe(atNoon.listeners);
    expect(vi.getTimerCount()).toBeLessThanOrEqual(Math.max(2, atNoon.timers));
  });
});
