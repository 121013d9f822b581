/** What stands around the conversations: palette, keys, notices, first steps, settings, connection, endings. */
import type { End, EndFacts } from '../../src/app/ends/EndPage.tsx';
import { DEFAULT_SETTINGS, type Away, type DeskState, type Notice, type Settings } from '../../src/store/model.ts';
import { ME, NOW, offer, presence } from '../../src/testing/people.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

function settings(change: Partial<Settings>): Settings {
  return { ...DEFAULT_SETTINGS, ...change };
}

function notice(id: string, ago: number, change: Partial<Notice>): Notice {
  return { id, text: '', values: {}, tone: 'info', at: NOW - ago, conversationId: null, ...change };
}

const NOTICES: readonly Notice[] = [
  notice('1', DAY + 30 * MINUTE, {
    text: 'notice.over.wrapupExpired',
    values: { name: 'Ben Ito' },
    tone: 'warn',
    read: true,
  }),
  notice('2', DAY + 5 * MINUTE, { text: 'notice.customerLeft', values: { name: 'Ben Ito' }, read: true }),
  notice('3', 52 * MINUTE, { text: 'notice.connectionCame', values: { ms: 134_000, count: 3 }, read: true }),
  notice('4', 31 * MINUTE, {
    text: 'notice.refused.agent',
    values: { name: '', code: 'STATE_NOT_ALLOWED', msg: '' },
    tone: 'warn',
    read: true,
  }),
  notice('5', 9 * MINUTE, {
    text: 'notice.joined',
    values: { name: 'Maria Lopez', agent: 'Grace Mwangi' },
    conversationId: 'conversation-Maria Lopez',
  }),
  notice('6', 2 * MINUTE, {
    text: 'notice.offerEnded.RONA',
    values: { name: 'Jon Snow', queue: 'Support' },
    tone: 'warn',
  }),
  notice('7', MINUTE, {
    text: 'notice.notDelivered',
    values: { name: 'Ahmed Aziz' },
    tone: 'warn',
    conversationId: 'conversation-Ahmed Aziz',
  }),
];

const AWAY: Away = {
  since: NOW - 21 * MINUTE,
  endings: [
    {
      conversationId: 'conversation-Omar Said',
      name: 'Omar Said',
      queue: 'Sales',
      reason: 'WRAP_UP_EXPIRED',
      at: NOW - 18 * MINUTE,
      open: false,
    },
    {
      conversationId: 'conversation-Maria Lopez',
      name: 'Maria Lopez',
      queue: 'Support',
      reason: 'AGENT_LOGOUT',
      at: NOW - 20 * MINUTE,
      open: true,
    },
    { conversationId: 'x', name: '', queue: 'Support', reason: 'AGENT_LOGOUT', at: NOW - 20 * MINUTE, open: false },
  ],
};

/** What the ends of a session have to say besides, in the gallery. */
export const END_FACTS: Readonly<Partial<Record<End, Partial<EndFacts>>>> = {
  replaced: {
    userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0',
  },
  forbidden: { account: 'visitor1', code: 'FORBIDDEN' },
  locked: { account: 'agent1', code: 'LOCKED' },
  broken: { code: 'D-0K3F9QX', report: 'Agent desk D-0K3F9QX' },
};

type Story = {
  name: string;
  title: string;
  state: Partial<DeskState>;
  /** Pressed after it is drawn (a selector), then typed, then seen as paper sees it. */
  click?: string;
  type?: string;
  media?: 'print';
};

/** The stories; `busy` is a desk with five conversations. */
export function aroundStories(busy: Partial<DeskState>): Story[] {
  const idle: Partial<DeskState> = {
    drafts: { 'conversation-Maria Lopez': 'The direct debit is changed by itself, you do' },
    me: ME,
    link: { status: 'online', since: NOW - 600_000, caughtUp: null },
    presence: presence('NOT_READY'),
  };
  const jon = offer('Jon Snow');
  return [
    {
      name: 'palette',
      title: 'The palette, nothing typed',
      state: { ...busy, overlay: 'palette', offers: { [jon.taskId]: jon } },
    },
    { name: 'palette-search', title: 'The palette, searching', state: { ...busy, overlay: 'palette' }, type: 'ma' },
    { name: 'palette-none', title: 'The palette finds nothing', state: { ...busy, overlay: 'palette' }, type: 'xyzzy' },
    {
      name: 'palette-refused',
      title: 'The palette, offline',
      state: {
        ...busy,
        overlay: 'palette',
        link: { status: 'offline', since: NOW - 17_000, caughtUp: null },
      },
      type: 'ready',
    },
    { name: 'shortcuts', title: 'The keys', state: { ...busy, overlay: 'shortcuts' } },
    {
      name: 'shortcuts-own',
      title: 'The keys, some of the agent’s own',
      state: {
        ...busy,
        overlay: 'shortcuts',
        settings: settings({ shortcuts: { accept: 'F8', notices: '' } }),
      },
    },
    { name: 'notices', title: 'Notifications', state: { ...busy, selected: null, notices: NOTICES }, click: '#notices' },
    { name: 'notices-none', title: 'Nothing happened', state: { ...busy, selected: null, notices: [] }, click: '#notices' },
    ...[0, 1, 2, 3].map((guide) => ({
      name: `guide-${guide + 1}`,
      title: `First steps, ${guide + 1} of 4`,
      state: { ...idle, guide },
    })),
    ...[0, 1].map((guide) => ({
      name: `guide-supervisor-${guide + 1}`,
      title: `First steps of a supervisor who is no agent, ${guide + 1} of 4`,
      state: { ...idle, me: { ...ME, roles: ['supervisor'] }, servesCustomers: false, guide },
    })),
    { name: 'guide-busy', title: 'First steps with conversations', state: { ...busy, guide: 2 } },
    {
      name: 'settings-unsaved',
      title: 'Settings that could not be kept',
      state: { ...idle, place: 'settings', saving: 'failed' },
    },
    { name: 'compact', title: 'The dense desk', state: { ...busy, settings: settings({ density: 'compact' }) } },
    {
      name: 'panes-wide',
      title: 'Panes as the agent has made them',
      state: { ...busy, settings: settings({ panes: { list: 440, context: 260 } }) },
    },
    {
      name: 'offline-details',
      title: 'Connection lost, what is kept',
      state: offline(busy),
      click: '[data-link] button[aria-haspopup]',
    },
    { name: 'sign-out', title: 'Signing out with open conversations', state: { ...busy, signingOut: { reason: null } } },
    { name: 'away', title: 'What ended while the agent was offline', state: { ...idle, away: AWAY, readingAway: true } },
    {
      name: 'away-unread',
      title: 'What ended while the agent was offline, not read yet',
      state: { ...busy, away: AWAY },
    },
    {
      name: 'may-be-known',
      title: 'A customer whose words match somebody known',
      state: { ...busy, ...mayBeKnown(busy), contextOpen: true },
    },
    {
      name: 'print',
      title: 'A transcript on paper',
      state: { ...busy, printing: busy.selected ?? null },
      media: 'print',
    },
  ];
}

/** The open conversation is of somebody who has typed what is known of somebody else. */
function mayBeKnown(busy: Partial<DeskState>): Partial<DeskState> {
  const open = busy.conversations?.[busy.selected ?? ''];
  if (open === undefined) return {};
  const customer = { ...open.customer, anonymous: true, mayBeKnown: true as const };
  return { conversations: { ...busy.conversations, [open.id]: { ...open, customer } } };
}

function offline(busy: Partial<DeskState>): Partial<DeskState> {
  return { ...busy, link: { status: 'offline', since: NOW - 77_000, caughtUp: null }, saving: 'failed' };
}
