import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createWords } from '../i18n/i18n.ts';
import { createDeskStore, receive, type DeskStore } from '../store/desk-store.ts';
import { DEFAULT_SETTINGS, type DeskState, type Settings } from '../store/model.ts';
import { browserLocks } from '../testing/locks.ts';
import { conversation, ME, NOW, offer } from '../testing/people.ts';
import type { Call } from '../../protocol/agent-manager/phone.ts';
import { phoneSlice } from '../phone/phone-slice.ts';
import { callTold, phoneTold } from '../testing/phones.ts';
import { startAlerts } from './alerts.ts';
import type { Choice, OfferNotice } from './notifier.ts';
import type { Ringer } from './ringer.ts';

type Tab = {
  store: DeskStore;
  /** What has been heard, in order; a call that ended in time is noted as such. */
  heard: string[];
  shown: OfferNotice[];
  cleared: string[];
  asked: string[];
  choose: (taskId: string, choice: Choice) => void;
  /** The browser lets this tab sound. */
  unlock: () => void;
  close: () => void;
};

let stops: (() => void)[];
let looked = true;
/** What waits for a picture; null: there is one at once. */
let drawn: (() => void)[] | null = null;

async function tab(
  locks: LockManager | undefined,
  settings: Partial<Settings> = {},
  audible = true,
  there: Partial<DeskState> = {},
): Promise<Tab> {
  const store = createDeskStore({
    ...there,
    me: ME,
    link: { status: 'online', since: 0, caughtUp: null },
    settings: { ...DEFAULT_SETTINGS, notifications: true, ...settings },
  });
  const heard: string[] = [];
  const shown: OfferNotice[] = [];
  const cleared: string[] = [];
  const asked: string[] = [];
  const listeners = new Set<() => void>();
  let on = audible;
  let choose: Tab['choose'] = () => undefined;
  const unlock = () => {
    on = true;
    for (const listener of listeners) listener();
  };
  const ringer: Ringer = {
    audible: () => on,
    onChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    unlock: () => {
      unlock();
      return Promise.resolve();
    },
    prepare: () => undefined,
    call: (sound, volume, lasts) => {
      if (volume > 0 && sound !== 'none') heard.push(`call ${sound} ${Math.round(lasts / 1000)} s`);
      return () => void heard.push('still');
    },
    once: (sound, kind, volume) => {
      if (volume > 0 && sound !== 'none') heard.push(`${kind} ${sound}`);
    },
    close: () => undefined,
  };
  const stop = startAlerts({
    store,
    words: await createWords(),
    ringer,
    locks,
    now: () => NOW,
    afterPaint: (act) => {
      if (drawn === null) act();
      else drawn.push(act);
    },
    actions: {
      accept: (taskId) => asked.push(`accept ${taskId}`),
      reject: (taskId) => asked.push(`reject ${taskId}`),
    },
    notifier: (onChoice) => {
      choose = onChoice;
      return {
        show: (each) => shown.push(each),
        clear: (taskId) => cleared.push(taskId),
        stop: () => undefined,
      };
    },
  });
  stops.push(stop);
  await settled();
  return {
    store,
    heard,
    shown,
    cleared,
    asked,
    unlock,
    close: stop,
    choose: (taskId, choice) => {
      choose(taskId, choice);
    },
  };
}

/** Lets what has been promised happen. */
async function settled(): Promise<void> {
  for (let i = 0; i < 10; i += 1) await Promise.resolve();
}

async function ring(name: string, ...tabs: Tab[]): Promise<void> {
  for (const { store } of tabs)
    receive(store, { type: 'offer', at: NOW, offer: offer(name), serverTime: NOW });
  await settled();
}

function end(name: string, ...tabs: Tab[]): void {
  for (const { store } of tabs) {
    receive(store, {
      type: 'offer.ended',
      at: NOW,
      conversationId: `conversation-${name}`,
      taskId: null,
      reason: 'TAKEN',
    });
  }
}

const MARIA = conversation('Maria', { said: [['c', 20, 'Hello']] });

async function write(text: string, ...tabs: Tab[]): Promise<void> {
  for (const { store } of tabs) {
    const head = store.getState().conversations[MARIA.id]?.transcript.head ?? 0;
    receive(store, {
      type: 'event',
      at: NOW,
      conversationId: MARIA.id,
      actions: null,
      event: {
        id: text,
        seq: head + 1,
        skipped: 0,
        at: NOW,
        what: {
          type: 'message',
          messageId: text,
          author: { kind: 'customer', id: 'c', name: 'Maria' },
          whisper: false,
          body: { type: 'PLAIN', text, fields: {} },
          replyTo: null,
        },
      },
    });
  }
  await settled();
}

beforeEach(() => {
  stops = [];
  looked = true;
  drawn = null;
  vi.spyOn(document, 'hasFocus').mockImplementation(() => looked);
});

afterEach(() => {
  for (const stop of stops) stop();
  vi.restoreAllMocks();
});

describe('sounds', () => {
  it('come after the picture of the offer, which waits for nothing', async () => {
    const one = await tab(undefined);
    drawn = [];
    await ring('Jon', one);
    expect(one.heard).toEqual([]);
    for (const act of drawn) act();
    expect(one.heard).toEqual(['call chime 14 s']);
  });

  it('L-B1, L-B3: four tabs ring once, and when the one that rings is closed the next goes on', async () => {
    const locks = browserLocks();
    const tabs = [await tab(locks), await tab(locks), await tab(locks), await tab(locks)];
    await ring('Jon', ...tabs);
    expect(tabs.map((each) => each.heard)).toEqual([['call chime 14 s'], [], [], []]);
    tabs[0]!.close();
    await settled();
    expect(tabs.slice(1).map((each) => each.heard)).toEqual([['call chime 14 s'], [], []]);
  });

  it('L-B3: a tab that the browser keeps silent does not speak for the others', async () => {
    const locks = browserLocks();
    const silent = await tab(locks, {}, false);
    const loud = await tab(locks);
    await ring('Jon', silent, loud);
    expect([silent.heard, loud.heard]).toEqual([[], ['call chime 14 s']]);
  });

  it('L-B6: says that the browser keeps it silent, and sounds for the offer that rings once it is touched', async () => {
    const one = await tab(undefined, {}, false);
    expect(one.store.getState().audio).toBe('blocked');
    await ring('Jon', one);
    expect(one.heard).toEqual([]);
    window.dispatchEvent(new Event('pointerdown'));
    await settled();
    expect(one.store.getState().audio).toBe('on');
    expect(one.heard).toEqual(['call chime 14 s']);
  });

  it('L-B6: an offer sounds whether the desk is looked at or not, until it is answered or ends', async () => {
    const one = await tab(undefined);
    await ring('Jon', one);
    looked = false;
    window.dispatchEvent(new Event('blur'));
    await ring('Nadia', one);
    end('Nadia', one);
    one.store.setState({ asking: { 'offer:task-Jon': 'accept' } });
    expect(one.heard).toEqual([
      'call chime 14 s',
      'still',
      'call chime 14 s',
      'still',
      'call chime 14 s',
      'still',
    ]);
  });

  it('L-B6: a message sounds unless its conversation is in view, in this tab or another', async () => {
    const locks = browserLocks();
    const state = { conversations: { [MARIA.id]: MARIA } };
    const [reading, other] = [await tab(locks), await tab(locks)];
    for (const each of [reading, other]) each.store.setState(state);
    reading.store.setState({ selected: MARIA.id });
    await settled();
    await write('one', reading, other);
    expect([reading.heard, other.heard]).toEqual([[], []]);
    looked = false;
    window.dispatchEvent(new Event('blur'));
    await settled();
    await write('two', reading, other);
    await write('three, right after', reading, other);
    expect([reading.heard, other.heard]).toEqual([['blip drop'], []]);
  });

  it('L-B7: each MRD has its sound or none, sounds can be off, and a call ends after the chosen seconds', async () => {
    const chosen = await tab(undefined, { offerSounds: { chat: 'bell' }, ringSeconds: 5 });
    await ring('Jon', chosen);
    expect(chosen.heard).toEqual(['call bell 5 s']);
    const none = await tab(undefined, { offerSounds: { chat: 'none' } });
    await ring('Jon', none);
    const off = await tab(undefined, { sounds: { enabled: false, volume: 1 } });
    await ring('Jon', off);
    expect([none.heard, off.heard]).toEqual([[], []]);
  });
});

describe('notifications', () => {
  it('L-B3: four tabs show one, and only when none of them is looked at', async () => {
    const locks = browserLocks();
    const tabs = [await tab(locks), await tab(locks), await tab(locks), await tab(locks)];
    await ring('Jon', ...tabs);
    expect(tabs.flatMap((each) => each.shown)).toEqual([]);
    looked = false;
    window.dispatchEvent(new Event('blur'));
    await settled();
    await ring('Nadia', ...tabs);
    const all = tabs.flatMap((each) => each.shown);
    expect(
      all.map((each) => [each.title, each.body.split('\n')[0], each.buttons?.accept, each.buttons?.reject]),
    ).toEqual([['Nadia is waiting', 'Support', 'Accept', 'Decline']]);
    end('Nadia', ...tabs);
    expect(tabs[0]!.cleared).toEqual(['task-Nadia']);
  });

  it('tells of an offer that was there before the desk, once, also when the one that tells is closed', async () => {
    looked = false;
    const there = { offers: { 'task-Jon': offer('Jon') } };
    const locks = browserLocks();
    const one = await tab(locks, {}, true, there);
    const other = await tab(locks, {}, true, there);
    expect([one.shown.length, other.shown.length]).toEqual([1, 0]);
    one.close();
    await settled();
    expect(other.shown.map((each) => each.taskId)).toEqual(['task-Jon']);
    const without = await tab(undefined, {}, true, there);
    expect(without.shown).toHaveLength(1);
  });

  it('speaks for itself where the browser refuses its locks', async () => {
    const refused = {
      request: () => Promise.reject(new DOMException('refused', 'SecurityError')),
      query: () => Promise.reject(new DOMException('refused', 'SecurityError')),
    } as unknown as LockManager;
    const one = await tab(refused);
    looked = false;
    window.dispatchEvent(new Event('blur'));
    await ring('Jon', one);
    expect(one.heard).toEqual(['call chime 14 s']);
    expect(one.shown).toHaveLength(1);
  });

  it('accepts and rejects from the notification', async () => {
    const one = await tab(undefined);
    await ring('Jon', one);
    one.choose('task-Jon', 'accept');
    one.choose('task-Jon', 'reject');
    expect(one.asked).toEqual(['accept task-Jon', 'reject task-Jon']);
  });
});

describe('the tab', () => {
  it('says in title and icon who waits, and how many messages are unread', async () => {
    document.head.innerHTML = '<link rel="icon" href="/icon.svg">';
    const icon = () => document.querySelector('link')!.getAttribute('href');
    const one = await tab(undefined);
    await ring('Jon', one);
    expect(document.title).toBe('● Jon is waiting');
    const urgent = icon();
    await ring('Nadia', one);
    expect(document.title).toBe('● (2) Jon is waiting');
    end('Jon', one);
    end('Nadia', one);
    expect(document.title).toBe('Agent desk');
    one.store.setState({ conversations: { [MARIA.id]: MARIA } });
    await write('Are you there?', one);
    expect(document.title).toBe('(1) Agent desk');
    expect(icon()).toContain('data:image/svg');
    expect(icon()).not.toBe(urgent);
  });
});

describe('a phone that rings', () => {
  const tellPhone = ({ store }: Tab, ...calls: Call[]) => {
    store.setState({ slices: new Map([[phoneSlice, { payload: phoneTold({ calls }) }]]) });
  };

  it('is heard before the offers of chats, by a sound of its own, until it is being answered', async () => {
    const one = await tab(undefined);
    await ring('Jon', one);
    tellPhone(one, callTold());
    expect(one.heard).toEqual(['call chime 14 s', 'call phone 300 s', 'still']);
    expect(document.title).toBe('● Phone call from Maria Lopez');
    one.store.setState({ asking: { 'call:call-1': 'ANSWER' } });
    expect(one.heard.slice(3)).toEqual(['still', 'call chime 14 s']);
  });

  it('sounds otherwise where chats have the sound of a telephone', async () => {
    const one = await tab(undefined, { offerSounds: { chat: 'phone' } });
    tellPhone(one, callTold());
    expect(one.heard).toEqual(['call bell 300 s']);
  });

  it('is told by a notification that leads to it, while the desk is not looked at', async () => {
    looked = false;
    const one = await tab(undefined);
    tellPhone(one, callTold());
    await settled();
    expect(one.shown).toMatchObject([
      { title: 'Phone call from Maria Lopez', body: 'Billing\n+44 7700 900123', buttons: null },
    ]);
    tellPhone(one, callTold({ state: 'ACTIVE' }));
    expect(one.cleared).toEqual(['call call-1']);
  });
});
