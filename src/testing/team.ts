/** What a supervisor has set up, announced and done, always the same. */
import type { Announcement } from '../announcements/announcement.ts';
import type { Monitoring } from '../team/record.ts';
import { USUAL_SETUP, USUAL_VIEW, type Setup } from '../team/setup.ts';
import { NOW } from './people.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const TEAMS = [
  { id: 'north', name: 'North' },
  { id: 'south', name: 'South' },
];
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0';

/** Alarms that ring on a busy floor alone. */
export const TEAM_SETUP: Setup = {
  ...USUAL_SETUP,
  saved: [
    { name: 'Billing, waiting', view: { ...USUAL_VIEW, search: 'billing', status: { chats: 'QUEUED' } } },
  ],
  alarms: [
    { id: '1', measure: 'waiting', limit: 10, queueId: '', muted: false },
    { id: '2', measure: 'level', limit: 50, queueId: '', muted: true },
    { id: '3', measure: 'notReady', limit: 45, queueId: '', muted: false },
  ],
};

export const ANNOUNCED: readonly Announcement[] = [
  {
    id: 'a1',
    text: 'The ticket system is down until 14:00. Please note every case on paper and enter it later.',
    by: 'Grace Mwangi',
    startsAt: NOW - MINUTE,
    endsAt: NOW + 10 * HOUR,
    status: 'active',
    teams: TEAMS,
    seenBy: ['agent-2', 'agent-3'],
  },
  {
    id: 'a2',
    text: 'Fire drill on Thursday at noon.',
    by: 'Grace Mwangi',
    startsAt: NOW + 40 * HOUR,
    endsAt: NOW + 46 * HOUR,
    status: 'scheduled',
    teams: TEAMS.slice(0, 1),
    seenBy: [],
  },
];

function monitored(at: number, change: Partial<Monitoring>): Monitoring {
  const began = NOW - 3 * HOUR + at * 23 * MINUTE;
  return {
    id: `monitoring-${at}`,
    customer: ['Maria Lopez', 'Ahmed Aziz', 'Jonas Weber'][at % 3] ?? '',
    supervisor: { id: 'supervisor-1', name: 'Grace Mwangi' },
    agents: [{ id: `agent-${at}`, name: ['Ana Kovač', 'Bruno Silva', 'Chen Wei'][at % 3] ?? '' }],
    beganAt: began,
    whisperedAt: null,
    bargedInAt: null,
    endedAt: began + (at + 1) * 97_000,
    onPhone: false,
    address: '10.20.30.41',
    device: FIREFOX,
    ...change,
  };
}

export const MONITORED: readonly Monitoring[] = [
  monitored(4, { endedAt: null }),
  monitored(3, { whisperedAt: NOW - 2 * HOUR }),
  monitored(2, { whisperedAt: NOW - 2 * HOUR, bargedInAt: NOW - 2 * HOUR }),
  monitored(1, { address: '', device: '' }),
];
