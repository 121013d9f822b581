import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDeskStore } from '../store/desk-store.ts';
import * as local from '../store/local.ts';
import { conversation, ME, NOW } from '../testing/people.ts';
import { sendEnteredWrapups } from './entered-wrapups.ts';
import { createWrapupIds } from './wrapup-ids.ts';

const MARIA = { ...conversation('Maria', { said: [['c', 20, 'Hello']] }), role: 'WRAP_UP' };
const CODES = [{ categoryName: 'Sales', value: 'Upgrade sold' }];

function watched() {
  const store = createDeskStore({
    me: ME,
    link: { status: 'online', since: NOW, caughtUp: null },
    conversations: { [MARIA.id]: MARIA },
  });
  const said: { event: string; id: unknown; body: unknown }[] = [];
  let made = 0;
  const ids = createWrapupIds(() => `id-${(made += 1)}`);
  const stop = sendEnteredWrapups({
    store,
    now: () => NOW,
    ids,
    say: (event, payload) => {
      const { cimEvent } = payload as { cimEvent: { data: { id: string; body: unknown } } | null };
      said.push({ event, id: cimEvent?.data.id, body: cimEvent?.data.body });
    },
  });
  const enter = (note: string) => {
    store.setState((state) =>
      local.wrapupDraft(state, MARIA.id, note === '' ? null : { codes: CODES, note }),
    );
  };
  return { store, said, enter, ids, stop };
}

describe('what is entered for a wrap-up', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('reaches the server soon, all of a burst in one, always under the id by which it is finished', () => {
    const { said, enter, ids } = watched();
    enter('Call');
    enter('Call back');
    vi.advanceTimersByTime(1000);
    expect(said).toEqual([
      {
        event: 'enterWrapup',
        id: ids.of(MARIA.id),
        body: { type: 'WRAPUP', markdownText: '', wrapups: CODES, note: 'Call back' },
      },
    ]);
    enter('Call back on Monday');
    vi.advanceTimersByTime(1000);
    expect(said.map((each) => each.id)).toEqual([ids.of(MARIA.id), ids.of(MARIA.id)]);
  });

  it('is taken back when it is emptied, and sent again over a new connection', () => {
    const { store, said, enter } = watched();
    enter('Call');
    vi.advanceTimersByTime(1000);
    enter('');
    vi.advanceTimersByTime(1000);
    expect(said[1]).toMatchObject({ event: 'enterWrapup', id: undefined });
    enter('Call');
    vi.advanceTimersByTime(1000);
    store.setState({ link: { status: 'offline', since: NOW, caughtUp: null } });
    store.setState({ link: { status: 'online', since: NOW + 1, caughtUp: null } });
    vi.advanceTimersByTime(1000);
    expect(said).toHaveLength(4);
  });
});
