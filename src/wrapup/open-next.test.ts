import { describe, expect, it } from 'vitest';
import { createDeskStore } from '../store/desk-store.ts';
import { DEFAULT_SETTINGS, type DeskState } from '../store/model.ts';
import { liveDesk } from '../testing/live-desk.ts';
import { wrapupActions } from './wrapup-actions.ts';
import { conversation, ME, NOW } from '../testing/people.ts';

const DONE = conversation('Lee', {
  change: { role: 'WRAP_UP', wrapup: { endsAt: NOW + 9000, lasts: 9000 } },
});
const LATE = conversation('Late', { said: [['c', 20, 'Hello?']] });
const LONG = conversation('Long', { said: [['c', 90, 'Hello?']] });
const SERVED = conversation('Served', {
  said: [
    ['c', 200, 'Hello'],
    ['a', 190, 'Hello!'],
  ],
});

/** An agent finishes the wrap-up that is open, and the server takes it. */
function finish(openNext: boolean, change: Partial<DeskState> = {}) {
  const store = createDeskStore({
    me: ME,
    link: { status: 'online', since: NOW, caughtUp: null },
    conversations: Object.fromEntries([DONE, LATE, LONG, SERVED].map((each) => [each.id, each])),
    selected: DONE.id,
    settings: { ...DEFAULT_SETTINGS, openNext },
    ...change,
  });
  const { slice, asked } = liveDesk(store);
  slice(wrapupActions).finish(DONE.id, null);
  return {
    store,
    taken: async () => {
      asked[0]!.ok();
      await new Promise(setImmediate);
    },
  };
}

describe('after a wrap-up', () => {
  it('whoever waits longest is opened where the agent wants that', async () => {
    const { store, taken } = finish(true);
    expect(store.getState().selected).toBe(DONE.id);
    await taken();
    expect(store.getState().selected).toBe(LONG.id);
  });

  it('nothing is opened otherwise', async () => {
    const { store, taken } = finish(false);
    await taken();
    expect(store.getState().selected).toBe(DONE.id);
  });

  it('nothing is opened for an agent who has gone elsewhere meanwhile', async () => {
    const { store, taken } = finish(true);
    store.setState({ selected: SERVED.id });
    await taken();
    expect(store.getState().selected).toBe(SERVED.id);
  });

  it('nothing is opened when nobody waits', async () => {
    const { store, taken } = finish(true, { conversations: { [DONE.id]: DONE, [SERVED.id]: SERVED } });
    await taken();
    expect(store.getState().selected).toBe(DONE.id);
  });
});
