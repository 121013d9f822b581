/** What stands where a conversation would while there is none: one's own day, and what is going on. */
import { figuresSlice, type Figures } from '../../src/home/figures-slice.ts';
import type { DeskState } from '../../src/store/model.ts';
import { ME, NOW, presence } from '../../src/testing/people.ts';

const MINUTE = 60_000;

const QUIET: Figures = {
  waiting: { count: 0, since: null },
  ready: { count: 0, names: [] },
  today: { conversations: 0, averageTalkMs: null, readyMs: 0, readySince: null },
};

function home(state: 'READY' | 'NOT_READY', figures: Partial<Figures> | null): Partial<DeskState> {
  return {
    me: ME,
    link: { status: 'online', since: NOW - 10 * MINUTE, caughtUp: null },
    presence: presence(state),
    ...(figures !== null && { slices: new Map([[figuresSlice, { ...QUIET, ...figures }]]) }),
  };
}

/** The states of the desk's home. */
export const HOME_STORIES: readonly { name: string; title: string; state: Partial<DeskState> }[] = [
  {
    name: 'home-day',
    title: 'Not ready, the day so far',
    state: home('NOT_READY', {
      today: { conversations: 23, averageTalkMs: 271_000, readyMs: 229 * MINUTE, readySince: null },
    }),
  },
  { name: 'home-day-begins', title: 'Not ready, the day has just begun', state: home('NOT_READY', {}) },
  {
    name: 'home-ready',
    title: 'Ready, others are as well, customers wait',
    state: home('READY', {
      waiting: { count: 3, since: NOW - 72_000 },
      ready: { count: 6, names: ['Bruno', 'Chen', 'Dalia', 'Emil', 'Freya', 'Grace'] },
    }),
  },
  { name: 'home-alone', title: 'Ready, nobody else, nobody waits', state: home('READY', {}) },
  {
    name: 'home-many',
    title: 'Ready, many others with long names, many wait for long',
    state: home('READY', {
      waiting: { count: 1284, since: NOW - 127 * MINUTE },
      ready: {
        count: 318,
        names: ['Bartholomäus-Konstantin Maximilian', 'Maximiliane-Alexandra', 'Wolfeschlegelstein'],
      },
    }),
  },
  { name: 'home-untold', title: 'Ready, figures are still to come', state: home('READY', null) },
];
