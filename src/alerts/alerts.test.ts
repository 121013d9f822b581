import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Ringer } from './ringer.ts';
import { createWords } from '../i18n/i18n.ts';
import { createDeskStore, receive, type DeskStore } from '../store/desk-store.ts';
import { ME, NOW, offer } from '../testing/people.ts';
import { startAlerts } from './alerts.ts';
import { createLeader } from './leader.ts';

/** The locks of one browser profile, shared by its tabs. */
function browserLocks(): LockManager {
  let held: Promise<unknown> = Promise.resolve();
  const request = (_name: string, options: LockOptions, run: () => Promise<unknown>) => {
    const gone = new Promise((resolve) => {
      options.signal?.addEventListener('abort', resolve);
    });
    const mine = held.then(() => run());
    held = Promise.race([mine, gone]);
    return mine;
  };
  return { request } as unknown as LockManager;
}

function tab(locks: LockManager | undefined) {
  const rings: number[] = [];
  const ringer: Ringer = {
    unlocked: () => true,
    unlock: () => {},
    ring: (volume) => rings.push(volume),
    tick: () => {},
  };
  const store = createDeskStore({ me: ME, link: { status: 'online', since: 0, caughtUp: null } });
  const leader = createLeader(locks);
  return { store, ringer, leader, rings };
}

let stops: (() => void)[];

async function start(locks: LockManager | undefined) {
  const made = tab(locks);
  stops.push(startAlerts({ ...made, words: await createWords() }));
  made.leader.stand();
  await vi.advanceTimersByTimeAsync(0);
  return made;
}

function ring(store: DeskStore): void {
  receive(store, { type: 'offer', at: NOW, offer: offer('Jon'), serverTime: NOW });
}

function end(store: DeskStore): void {
  receive(store, {
    type: 'offer.ended',
    at: NOW,
    conversationId: 'conversation-Jon',
    taskId: null,
    reason: 'TAKEN',
  });
}

beforeEach(() => {
  vi.useFakeTimers();
  stops = [];
});

afterEach(() => {
  for (const stop of stops) stop();
  vi.useRealTimers();
});

describe('alerts', () => {
  it('B3: four tabs ring once, and another rings when the first is closed', async () => {
    const locks = browserLocks();
    const tabs = [await start(locks), await start(locks), await start(locks), await start(locks)];
    for (const each of tabs) ring(each.store);
    expect(tabs.map((each) => each.rings.length)).toEqual([1, 0, 0, 0]);
    for (const each of tabs) end(each.store);
    stops[0]!();
    await vi.advanceTimersByTimeAsync(0);
    for (const each of tabs.slice(1)) ring(each.store);
    expect(tabs.map((each) => each.rings.length)).toEqual([1, 1, 0, 0]);
  });

  it('rings until the offer ends, and says who waits in the title', async () => {
    const { store, rings } = await start(undefined);
    ring(store);
    await vi.advanceTimersByTimeAsync(6500);
    expect(rings).toHaveLength(3);
    expect(document.title).toBe('● Jon is waiting');
    end(store);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(rings).toHaveLength(3);
    expect(document.title).toBe('Agent desk');
  });

  it('B7: is silent when sounds are off', async () => {
    const { store, rings } = await start(undefined);
    store.setState((state) => ({ settings: { ...state.settings, sounds: { enabled: false, volume: 1 } } }));
    ring(store);
    expect(rings).toEqual([0]);
  });
});
