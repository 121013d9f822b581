import { describe, expect, it } from 'vitest';
import { newlyRinging, ringingOn, type Alarm } from './alarms.ts';
import type { FloorAgent, FloorQueue, FloorView } from './floor-slice.ts';
import { readSetup, USUAL_SETUP } from './setup.ts';

const NOW = 1_700_000_000_000;
const MINUTE = 60_000;

const queue = (id: string, change: Partial<FloorQueue>): FloorQueue => ({
  id,
  name: id,
  waiting: 0,
  since: null,
  ready: 0,
  active: 0,
  serviceLevel: null,
  expectedMs: null,
  offered: 0,
  abandoned: 0,
  ...change,
});

const agent = (id: string, change: Partial<FloorAgent>): FloorAgent => ({
  id,
  name: id,
  team: { id: 'north', name: 'North' },
  state: 'READY',
  reason: null,
  since: NOW,
  connected: true,
  mrds: [],
  conversations: 0,
  ...change,
});

function floor(queues: readonly FloorQueue[], agents: readonly FloorAgent[] = []): FloorView {
  const byId = <Row extends { id: string }>(rows: readonly Row[]) =>
    new Map(rows.map((row) => [row.id, row]));
  return {
    queues: byId(queues),
    agents: byId(agents),
    conversations: new Map(),
    teams: [],
    seq: null,
    torn: false,
  };
}

const alarm = (measure: Alarm['measure'], limit: number, change: Partial<Alarm> = {}): Alarm => ({
  id: measure,
  measure,
  limit,
  queueId: '',
  muted: false,
  ...change,
});

const names = (view: FloorView, ...alarms: Alarm[]) =>
  ringingOn(view, alarms, NOW).map(({ alarm: { measure }, name, value }) => `${measure} ${name} ${value}`);

describe('alarms on the floor', () => {
  it('ring for queues beyond a limit, for all of them or for one', () => {
    const view = floor([
      queue('sales', { waiting: 3, since: NOW - 4 * MINUTE, serviceLevel: 0.7 }),
      queue('support', { waiting: 2, since: NOW - MINUTE, serviceLevel: 0.9 }),
      queue('empty', {}),
    ]);
    expect(names(view, alarm('waiting', 3), alarm('longest', 2), alarm('level', 80))).toEqual([
      'waiting sales 3',
      'longest sales 4',
      'level sales 70',
    ]);
    expect(names(view, alarm('waiting', 1, { queueId: 'support' }))).toEqual(['waiting support 2']);
  });

  it('ring for agents who are too long in a state, or not ready, but not for who has gone home', () => {
    const view = floor(
      [],
      [
        agent('ada', { since: NOW - 20 * MINUTE }),
        agent('ben', { state: 'NOT_READY', since: NOW - 20 * MINUTE }),
        agent('cleo', { state: 'LOGOUT', since: NOW - 20 * MINUTE }),
        agent('dan', { since: NOW - 2 * MINUTE }),
      ],
    );
    expect(names(view, alarm('state', 15), alarm('notReady', 15))).toEqual([
      'state ada 20',
      'state ben 20',
      'notReady ben 20',
    ]);
  });

  it('sound once until they clear, and not while they are muted', () => {
    const busy = floor([queue('sales', { waiting: 3 })]);
    const first = ringingOn(busy, [alarm('waiting', 3)], NOW);
    expect(newlyRinging(new Set(), first)).toHaveLength(1);
    const known = new Set(first.map(({ key }) => key));
    const more = floor([queue('sales', { waiting: 9 })]);
    expect(newlyRinging(known, ringingOn(more, [alarm('waiting', 3)], NOW))).toEqual([]);
    const muted = ringingOn(busy, [alarm('waiting', 3, { muted: true })], NOW);
    expect(muted).toHaveLength(1);
    expect(newlyRinging(new Set(), muted)).toEqual([]);
  });
});

describe('what a supervisor has set up', () => {
  it('comes back from the server as it was kept, and anything else as usual', () => {
    const setup = {
      view: {
        tab: 'agents' as const,
        team: 'north',
        search: 'ada',
        status: { chats: '', agents: 'READY', queues: '' },
        sorting: { agents: { by: 'since', down: true } },
      },
      saved: [{ name: 'Mine', view: { ...USUAL_SETUP.view, status: { chats: '', agents: '', queues: '' } } }],
      alarms: [alarm('waiting', 3, { queueId: 'sales', muted: true })],
    };
    expect(readSetup(JSON.parse(JSON.stringify(setup)))).toEqual(setup);
    expect(
      readSetup({ view: { tab: 'x', sorting: 3 }, saved: [{}], alarms: [{ measure: 'x' }] }),
    ).toMatchObject({
      view: { tab: 'chats', team: '' },
      saved: [],
      alarms: [],
    });
    expect(readSetup(undefined).alarms).toEqual([]);
  });
});
