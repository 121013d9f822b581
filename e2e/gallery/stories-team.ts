/** A supervisor's view of the floor, and what is announced to agents. */
import { announcementSlice, type Announcement } from '../../src/announcements/announcement.ts';
import type { DeskState } from '../../src/store/model.ts';
import {
  floorSlice,
  type FloorAgent,
  type FloorConversation,
  type FloorQueue,
  type FloorView,
} from '../../src/team/floor-slice.ts';
import { conversation as talk, ME, NOW, presence } from '../../src/testing/people.ts';

const MINUTE = 60_000;
const TEAMS = [
  { id: 'north', name: 'North' },
  { id: 'south', name: 'South' },
];
const NAMES = ['Ana Kovač', 'Bruno Silva', 'Chen Wei', 'Dalia Haddad', 'Emil Nowak', 'Freya Lund', 'Grace Mwangi'];
const QUEUES = ['Support', 'Billing', 'Sales'];

function agent(at: number, change: Partial<FloorAgent> = {}): FloorAgent {
  const state = (['READY', 'READY', 'NOT_READY', 'LOGOUT'] as const)[at % 4] ?? 'READY';
  const round = Math.floor(at / NAMES.length);
  const live = state === 'READY' ? at % 4 : 0;
  return {
    id: `agent-${at}`,
    name: `${NAMES[at % NAMES.length] ?? ''}${round === 0 ? '' : ` ${round + 1}`}`,
    team: TEAMS[at % 2] ?? { id: '', name: '' },
    state,
    reason: state === 'NOT_READY' ? 'Lunch' : null,
    since: NOW - (at % 50) * MINUTE - 17_000,
    connected: at !== 5,
    mrds: [
      { id: 'chat', name: 'CHAT', state: live > 0 ? 'ACTIVE' : state, live, max: 5 },
      { id: 'voice', name: 'VOICE', state: 'NOT_READY', live: 0, max: 1 },
    ],
    conversations: live,
    ...change,
  };
}

function conversation(at: number, change: Partial<FloorConversation> = {}): FloorConversation {
  const state = (['QUEUED', 'ACTIVE', 'ACTIVE', 'WRAP_UP', 'OFFERED', 'ON_HOLD'] as const)[at % 6] ?? 'ACTIVE';
  const name = NAMES[(at + 2) % NAMES.length] ?? '';
  return {
    id: `talk-${at}`,
    customer: ['Maria Lopez', 'Ahmed Aziz', 'Jonas Weber', 'Lee Chen', 'Zoe Martin'][at % 5] ?? '',
    channelType: ['WEB', 'WHATSAPP', 'WEB', 'EMAIL'][at % 4] ?? 'WEB',
    queue: { id: `queue-${at % 3}`, name: QUEUES[at % 3] ?? '' },
    list: null,
    state,
    since: NOW - 20_000 - (at % 11) * 47_000,
    priority: 1,
    agents: state === 'QUEUED' ? [] : [{ id: `agent-${at % 7}`, name }],
    hands: [],
    ...change,
  };
}

const queue = (at: number, change: Partial<FloorQueue> = {}): FloorQueue => ({
  id: `queue-${at}`,
  name: QUEUES[at] ?? '',
  waiting: [4, 0, 1][at] ?? 0,
  since: at === 1 ? null : NOW - 201_000 + at * 60_000,
  ready: at,
  active: 3 - at,
  serviceLevel: [0.62, null, 0.94][at] ?? null,
  expectedMs: [312_000, null, 48_000][at] ?? null,
  offered: [41, 0, 17][at] ?? 0,
  abandoned: [6, 0, 0][at] ?? 0,
  ...change,
});

const byId = <Row extends { id: string }>(rows: readonly Row[]): ReadonlyMap<string, Row> =>
  new Map(rows.map((row) => [row.id, row]));

function floor(agents: number, conversations: number, change: Partial<FloorView> = {}): FloorView {
  return {
    teams: TEAMS,
    seq: 1,
    torn: false,
    agents: byId(Array.from({ length: agents }, (_, at) => agent(at))),
    queues: byId(QUEUES.map((_, at) => queue(at))),
    conversations: byId(Array.from({ length: conversations }, (_, at) => conversation(at))),
    ...change,
  };
}

const SUPERVISOR = { ...ME, roles: ['supervisor'] };

function team(view: FloorView | null): Partial<DeskState> {
  return {
    me: SUPERVISOR,
    servesCustomers: false,
    place: 'team',
    link: { status: 'online', since: NOW - 10 * MINUTE, caughtUp: null },
    presence: presence('NOT_READY', { mrds: [] }),
    ...(view !== null && { slices: new Map([[floorSlice, view]]) }),
  };
}

const BUSY = floor(200, 240, {
  queues: byId([
    queue(0, { waiting: 14, serviceLevel: 0.41 }),
    queue(1),
    queue(2),
    ...['Returns', 'Spanish', 'Business customers', 'Complaints', 'Technical support, second level'].map(
      (name, at) => queue(at % 3, { id: `more-${at}`, name }),
    ),
  ]),
});

/** A supervisor in somebody else's conversation. */
function supervising(role: 'SILENT_MONITOR' | 'WHISPER' | 'PRIMARY', actions: string[]): Partial<DeskState> {
  const one = talk('Maria Lopez', {
    said: [
      ['c', 90, 'Is there a discount for a second line?'],
      ['c', 20, 'Hello?'],
    ],
    change: { role, actions },
  });
  return { ...team(floor(14, 9)), place: 'conversations', conversations: { [one.id]: one }, selected: one.id };
}

const HAND = conversation(1, { hands: ['Dalia Haddad'] });
const LISTED = conversation(40, {
  state: 'LISTED',
  queue: null,
  list: { id: 'list-1', name: 'Back office' },
  agents: [],
});

const SOON: Announcement = {
  id: 'a1',
  text: 'The ticket system is down until 14:00. Please note every case on paper and enter it later.',
  by: 'Grace Mwangi',
  startsAt: NOW - MINUTE,
  endsAt: NOW + 600 * MINUTE,
  status: 'active',
  teams: TEAMS,
  seenBy: [],
};

type TeamStory = { name: string; title: string; state: Partial<DeskState>; click?: string; then?: string };

export const TEAM_STORIES: readonly TeamStory[] = [
  {
    name: 'team-chats',
    title: 'The floor: chats that wait, are served and wrapped up, a raised hand',
    state: team(floor(14, 17, { conversations: byId([HAND, LISTED, ...Array.from({ length: 16 }, (_, at) => conversation(at + 2))]) })),
  },
  {
    name: 'team-agents',
    title: 'The floor: two hundred agents',
    state: team(floor(200, 40)),
    click: '[role=tab]:nth-child(2)',
  },
  { name: 'team-queues', title: 'The floor: queues', state: team(floor(14, 9)), click: '[role=tab]:nth-child(3)' },
  {
    name: 'team-announce',
    title: 'A supervisor announces',
    state: team(floor(14, 9)),
    click: '[role=tab]:nth-child(4)',
  },
  {
    name: 'team-labels',
    title: 'Who may, keeps the labels of customers',
    state: {
      ...team(floor(14, 9)),
      me: { ...SUPERVISOR, permissions: [...SUPERVISOR.permissions, 'customer-labels/manage'] },
    },
    click: '[role=tab]:nth-child(5)',
  },
  {
    name: 'team-menu',
    title: 'What can be done with a chat',
    state: team(floor(14, 9)),
    click: '[data-row] [data-act] button',
  },
  {
    name: 'team-record',
    title: 'Who monitored whom',
    state: team(floor(14, 9)),
    click: '[role=tab]:nth-child(5)',
  },
  { name: 'team-wall', title: 'The wallboard', state: team(floor(14, 9)), click: '[aria-pressed]' },
  { name: 'team-busy', title: 'Two hundred agents, and alarms that ring', state: team(BUSY) },
  {
    name: 'team-wall-busy',
    title: 'The wallboard of a day with many queues, and alarms that ring',
    state: team(BUSY),
    click: '[aria-pressed]',
  },
  {
    name: 'team-alarms',
    title: 'Setting alarms',
    state: team(BUSY),
    click: 'h1 ~ [aria-haspopup=menu]',
    then: '[role=menu] > [role=menuitem]:last-child',
  },
  {
    name: 'team-save-view',
    title: 'Saving a view',
    state: team(floor(14, 9)),
    click: 'h1 ~ [aria-haspopup=menu]',
    then: '[role=separator] + [role=menuitem]',
  },
  {
    name: 'team-end',
    title: 'A question before a chat is ended',
    state: team(floor(14, 9)),
    click: '[data-row] [data-act] button',
    then: '[role=menuitem]:last-child',
  },
  {
    name: 'supervise-listen',
    title: 'A supervisor listens',
    state: supervising('SILENT_MONITOR', ['WHISPER', 'BARGE_IN', 'LEAVE']),
  },
  {
    name: 'supervise-whisper',
    title: 'A supervisor whispers',
    state: supervising('WHISPER', ['WHISPER', 'BARGE_IN', 'MONITOR', 'LEAVE']),
  },
  {
    name: 'supervise-join',
    title: 'A supervisor talks to the customer beside an agent',
    state: supervising('PRIMARY', ['SEND', 'WHISPER', 'MONITOR', 'LEAVE']),
  },
  {
    name: 'team-offline',
    title: 'The floor as it was last known',
    state: { ...team(floor(14, 9)), link: { status: 'offline', since: NOW - MINUTE, caughtUp: null } },
  },
  { name: 'team-empty', title: 'Nothing on the floor', state: team(floor(0, 0, { queues: new Map() })) },
  { name: 'team-coming', title: 'The floor is still to come', state: team(null) },
  {
    name: 'announcement',
    title: 'An announcement, and what a supervisor has done',
    state: {
      me: ME,
      link: { status: 'online', since: NOW - 10 * MINUTE, caughtUp: null },
      presence: presence('READY'),
      slices: new Map([
        [
          announcementSlice,
          {
            created: [SOON, { ...SOON, id: 'a2' }],
            gone: [],
            acted: { key: 'k', act: 'STATE', by: 'Grace Mwangi' },
          },
        ],
      ]),
    },
  },
];
