import { act, cleanup, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { completeWords, createWords, speak } from '../i18n/i18n.ts';
import { receive } from '../store/desk-store.ts';
import { draw } from '../testing/draw.tsx';
import { conversation, NOW, offer, presence } from '../testing/people.ts';
import { figuresSlice, type Figures } from './figures-slice.ts';
import { Home } from './Home.tsx';
import { deferredFigures } from './deferred-figures.ts';

afterEach(cleanup);
await deferredFigures.load();

const FIGURES: Figures = {
  waiting: { count: 3, since: NOW - 72_000 },
  ready: { count: 6, names: ['Bruno', 'Chen', 'Dalia', 'Emil', 'Freya', 'Grace'] },
  today: { conversations: 23, averageTalkMs: 271_000, readyMs: 3_600_000, readySince: null },
};

const told = (figures: Figures) => ({ slices: new Map([[figuresSlice, figures]]) });

const shown = () => document.querySelector('[data-figures]');
/** Each figure as it reads: number, what it counts, and what stands below. */
const read = () =>
  [...(shown()?.children ?? [])].map((figure) => {
    const [label, value, note] = [...figure.children].map((each) => each.textContent);
    return [value, label, note].filter((each) => each !== undefined).join(' ');
  });

describe('the home of a desk that is not ready', () => {
  it("tells the agent's own day", async () => {
    await draw(<Home />, { presence: presence('NOT_READY'), ...told(FIGURES) });
    expect(read()).toEqual(['23 conversations today', '4:31 average talk time', '1:00:00 ready today']);
  });

  it('invents nothing for a day that has just begun, and counts on what goes on', async () => {
    const today = { conversations: 0, averageTalkMs: null, readyMs: 60_000, readySince: NOW - 5000 };
    await draw(<Home />, { presence: presence('NOT_READY'), ...told({ ...FIGURES, today }) });
    expect(read()).toEqual(['0 conversations today', '– average talk time', '1:05 ready today']);
  });
});

describe('the home of a supervisor who is no agent', () => {
  it('leads to the team, and offers no state in which nothing would come', async () => {
    const { store } = await draw(<Home />, {
      presence: presence('NOT_READY'),
      servesCustomers: false,
    });
    expect(screen.queryByRole('button', { name: 'Go ready' })).toBeNull();
    act(() => screen.getByRole('button', { name: 'Team' }).click());
    expect(store.getState().place).toBe('team');
  });
});

describe('the home of a desk that is ready, with nothing to do', () => {
  it('tells how many wait, since when, and who else is ready', async () => {
    await draw(<Home />, { ...told(FIGURES) });
    expect(read()).toEqual([
      '3 customers waiting in your queues longest wait 1:12',
      '6 other agents ready Bruno, Chen, Dalia, and 3 more',
    ]);
  });

  it('counts those who ring here among those who wait', async () => {
    const calm = { ...FIGURES, waiting: { count: 0, since: null } };
    const offers = Object.fromEntries(['Ada', 'Ben'].map((name) => [name, offer(name)]));
    await draw(<Home />, { ...told(calm), offers });
    expect(read()[0]).toBe('2 customers waiting in your queues longest wait 0:48');
  });

  it('names everybody where there are few, and cuts long names', async () => {
    const { store } = await draw(<Home />, {
      ...told({ ...FIGURES, waiting: { count: 1, since: NOW }, ready: { count: 1, names: ['Bruno'] } }),
    });
    expect(read()).toEqual([
      '1 customer waiting in your queues longest wait 0:00',
      '1 other agent ready Bruno',
    ]);
    const names = ['Bartholomäus-Konstantin Maximilian', 'Chen', 'Dalia'];
    act(() => store.setState(told({ ...FIGURES, ready: { count: 40, names } })));
    expect(read()[1]).toBe('40 other agents ready Bartholomäus-Konstantin… and 39 more');
  });

  it('says so when there is nobody', async () => {
    const nobody = { waiting: { count: 0, since: null }, ready: { count: 0, names: [] } };
    await draw(<Home />, told({ ...FIGURES, ...nobody }));
    expect(read()).toEqual(['0 customers waiting in your queues', '0 other agents ready']);
  });

  it('counts in Arabic as Arabic does', async () => {
    const words = await createWords();
    await completeWords(words);
    await speak(words, 'ar', document.documentElement);
    const forms = [0, 1, 2, 3, 11, 100].map((count) => words.t('figures.waiting', { count }));
    expect(new Set(forms).size).toBe(5);
    expect(forms[2]).toBe('عميلان ينتظران في قوائمك');
    await speak(words, 'en', document.documentElement);
  });

  it('leaves an empty place of the same height until the server has said something, and offline', async () => {
    const { store, tell } = await draw(<Home />);
    expect(shown()?.getAttribute('data-known')).toBe('false');
    act(() => {
      tell('deskFigures', FIGURES);
    });
    expect(shown()?.getAttribute('data-known')).toBe('true');
    act(() => receive(store, { type: 'link.down', at: NOW }));
    expect(shown()?.getAttribute('data-known')).toBe('false');
  });

  it('asks for figures only as long as they are shown, and again after each connect', async () => {
    const { store, said } = await draw(<Home />);
    expect(said).toEqual(['watchFigures']);
    act(() => receive(store, { type: 'link.down', at: NOW }));
    act(() => receive(store, { type: 'link.up', at: NOW + 1 }));
    expect(said).toHaveLength(3);
    const maria = conversation('Maria');
    act(() => store.setState({ conversations: { [maria.id]: maria } }));
    expect(screen.getByRole('heading', { name: 'Choose a conversation' })).toBeDefined();
    expect(shown()).toBeNull();
    expect(said).toHaveLength(4);
  });
});

describe('the home in a low room', () => {
  it('is a stop of the Tab key as long as it can be scrolled', async () => {
    const { container } = await draw(<Home />, { ...told(FIGURES) });
    const home = container.firstElementChild as HTMLElement;
    const later = async (height: number) => {
      Object.defineProperty(home, 'scrollHeight', { configurable: true, value: height });
      home.append(document.createElement('span'));
      await act(async () => {
        await Promise.resolve();
      });
    };
    await later(400);
    expect(home.tabIndex).toBe(0);
    Object.defineProperty(home, 'clientHeight', { configurable: true, value: 400 });
    await later(400);
    expect(home.hasAttribute('tabindex')).toBe(false);
  });
});
