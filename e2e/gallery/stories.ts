/** Every screen in every state, as the state it is drawn from. */
import type { WrapupForm } from '../../src/wrapup/wrapup-actions.ts';
import type { Conversation, DeskState } from '../../src/store/model.ts';
import { conversation, ME, NOW, offer, presence, type Said } from '../../src/testing/people.ts';
import { aroundStories } from './stories-around.ts';
import { CUSTOMER_STORIES } from './stories-customer.ts';
import { HOME_STORIES } from './stories-home.ts';
import { WORK_STORIES } from './stories-work.ts';
import { LIST_STORIES } from './stories-lists.ts';
import { PHONE_STORIES } from './stories-phone.ts';
import { TEAM_STORIES } from './stories-team.ts';
import { TIMELINE_STORIES } from './stories-timeline.ts';
import { WRITING_STORIES } from './stories-writing.ts';

type Story = {
  name: string;
  title: string;
  state: Partial<DeskState>;
  /** Pressed after it is drawn (a selector), then typed, then seen as paper sees it. */
  click?: string;
  /** Pressed after that. */
  then?: string;
  type?: string;
  media?: 'print';
  /** The page that draws it, where it is not the desk's. */
  page?: 'customer';
  /** The codes to choose from, where they are not the usual few. */
  wrapupForm?: WrapupForm;
};

const ONLINE: DeskState['link'] = { status: 'online', since: NOW - 600_000, caughtUp: null };

function byId<T>(items: readonly T[], id: (item: T) => string): Record<string, T> {
  return Object.fromEntries(items.map((item) => [id(item), item]));
}

function desk(change: Partial<DeskState>): Partial<DeskState> {
  return { me: ME, link: ONLINE, presence: presence('READY'), ...change };
}

const MARIA: readonly Said[] = [
  ['c', 320, 'Hello, I have a question about my invoice of October.'],
  ['c', 300, 'It says **€ 84.90**, but my plan is € 39.90. I already called twice and nobody could tell me why.'],
  ['a', 262, 'Hello Maria, thank you for writing. Let me look at the invoice.'],
  ['a', 214, 'I found it. There are two things on it:\n\n- the plan, € 39.90\n- an installation visit on 4 October, € 45.00'],
  ['c', 150, 'There was no visit! The appointment was cancelled the day before, see https://example.com/appointments/8841'],
  ['a', 96, 'You are right, the cancellation is here. I take the € 45.00 off now; you get a corrected invoice by e-mail within an hour.'],
  ['c', 42, 'Thank you so much 🙏'],
  ['c', 31, 'Will the direct debit be changed as well, or do I have to do something?'],
];

const maria = conversation('Maria Lopez', { said: MARIA, readByCustomer: 5, readByMe: 5 });
const ahmed = conversation('Ahmed Aziz', {
  channelType: 'WHATSAPP',
  queue: 'Sales',
  said: [
    ['c', 700, 'Is the fibre plan available in my street?'],
    ['a', 480, 'Yes, from December. Shall I reserve it for you?'],
  ],
});
const lee = conversation('Lee Chen', {
  said: [
    ['c', 900, 'The router works again.'],
    ['a', 860, 'Good to hear. Have a nice day!'],
  ],
  change: {
    role: 'WRAP_UP',
    actions: ['CLOSE_WRAP_UP', 'EXTEND_WRAP_UP'],
    wrapup: { endsAt: NOW + 42_000, lasts: 60_000 },
  },
});
const jonas = conversation('Jonas Weber', {
  said: [
    ['c', 230, 'Guten Tag'],
    ['c', 205, 'Mein Vertrag läuft im Dezember aus, was wären die Möglichkeiten?'],
  ],
  readByMe: -1,
});
const visitor = conversation('', {
  anonymous: true,
  said: [
    ['c', 90, 'anyone there?'],
    ['a', 70, 'Yes! How can I help?'],
  ],
});

const all = [maria, ahmed, lee, jonas, visitor];
const conversations = byId(all, (each) => each.id);
const loaded = presence('READY', {
  mrds: [
    { id: 'chat', name: 'Chat', state: 'ACTIVE', since: NOW - 130_000, live: 4, max: 5 },
    { id: 'voice', name: 'Voice', state: 'NOT_READY', since: NOW - 3_840_000, live: 0, max: 1 },
  ],
});
const busy = desk({ presence: loaded, conversations, selected: maria.id, drafts: { [ahmed.id]: 'I can also offer' } });

function huge(): Conversation {
  const said: Said[] = Array.from({ length: 10_000 }, (_, index) => [
    index % 3 === 0 ? 'a' : 'c',
    400_000 - index * 40,
    `Message number ${index + 1}. ${'It has some more words. '.repeat(index % 5)}`,
  ]);
  return conversation('Ten Thousand', { said });
}
const tenThousand = huge();

function long(): Conversation {
  const said: Said[] = Array.from({ length: 80 }, (_, index) => [
    index % 3 === 0 ? 'a' : 'c',
    90_000 - index * 700,
    index === 78
      ? Array.from({ length: 40 }, (__, line) => `Line ${line + 1} of a log that was pasted in whole`).join('\n')
      : `Message number ${index + 1}, a little longer so that it has something to wrap when the window gets narrow.`,
  ]);
  const made = conversation('Olga Petrova', { said });
  return { ...made, transcript: { ...made.transcript, earlier: true } };
}
const olga = long();

const hostile = conversation('<img src=x onerror=alert(1)>', {
  said: [
    ['c', 80, '<script>alert("x")</script> [click](javascript:alert(1)) ![x](x)'],
    ['c', 60, `Averyveryverylongwordwithoutanyspace${'x'.repeat(260)}`],
    ['c', 50, '`code` and\n\n```\nconst a = 1 < 2 && 3 > 2;\n```\n\n> quoted\n\n1. one\n2. two'],
    ['a', 40, 'مرحبا، كيف أساعدك؟'],
  ],
});

export const STORIES: readonly Story[] = [
  { name: 'controls', title: 'The controls', state: {} },
  {
    name: 'connecting',
    title: 'Signing in, no state known yet',
    state: { me: ME, link: { status: 'connecting', since: NOW - 400, caughtUp: null } },
  },
  { name: 'not-ready', title: 'Not ready', state: desk({ presence: presence('NOT_READY') }) },
  {
    name: 'not-ready-rona',
    title: 'Not ready after a missed offer',
    state: desk({
      presence: presence('READY', {
        mrds: [
          { id: 'chat', name: 'Chat', state: 'NOT_READY', since: NOW - 4000, live: 0, max: 5 },
          { id: 'voice', name: 'Voice', state: 'NOT_READY', since: NOW - 3_840_000, live: 0, max: 1 },
        ],
      }),
      notices: [
        {
          id: 'n1',
          text: 'notice.offerEnded.RONA',
          values: { name: 'Jon Snow', queue: 'Support' },
          tone: 'warn',
          at: NOW - 4000,
          conversationId: null,
        },
      ],
    }),
  },
  {
    name: 'not-ready-lunch',
    title: 'Not ready for a reason, going ready is asked',
    state: desk({
      presence: presence('NOT_READY', { reason: 'Lunch', since: NOW - 1_934_000 }),
      asking: { agent: 'READY' },
    }),
  },
  { name: 'ready', title: 'Ready, nothing to do', state: desk({}) },
  {
    name: 'state-refused',
    title: 'The server refused a state',
    state: desk({
      presence: presence('NOT_READY'),
      refusals: { agent: { code: 'STATE_NOT_ALLOWED', msg: 'That state cannot be chosen here.' } },
    }),
  },
  {
    name: 'offer',
    title: 'An offer while idle',
    state: desk({ offers: byId([offer('Jon Snow')], (each) => each.taskId) }),
  },
  {
    name: 'offers',
    title: 'Several offers while writing',
    state: {
      ...busy,
      drafts: { [maria.id]: 'The direct debit is changed by itself, you do not have to' },
      offers: byId(
        [
          offer('Jon Snow'),
          offer('Nadia Haddad', {
            channelType: 'WHATSAPP',
            queue: 'Sales',
            expiresAt: NOW + 4000,
            preview: '',
            enqueuedAt: NOW - 134_000,
          }),
        ],
        (each) => each.taskId,
      ),
    },
  },
  {
    name: 'offer-refused',
    title: 'Accepted too late',
    state: desk({
      offers: byId([offer('Jon Snow', { expiresAt: NOW + 400 })], (each) => each.taskId),
      refusals: { 'offer:task-Jon Snow': { code: 'TASK_EXPIRED', msg: 'The offer has ended.' } },
    }),
  },
  { name: 'conversation', title: 'Five conversations, one open', state: { ...busy, dividers: { [maria.id]: 9 } } },
  {
    name: 'list',
    title: 'Conversations, none open',
    state: { ...busy, selected: null },
  },
  {
    name: 'typing',
    title: 'The customer types, a draft is there',
    state: {
      ...busy,
      drafts: { [maria.id]: 'The direct debit is changed by itself,\nyou do not have to do anything.\n\nIs there' },
      conversations: {
        ...conversations,
        [maria.id]: { ...maria, typing: { name: 'Maria Lopez', until: NOW + 3000 } },
      },
    },
  },
  {
    name: 'outbox',
    title: 'Messages on their way and one that was refused',
    state: {
      ...busy,
      outbox: byId(
        [
          {
            id: 'o1',
            conversationId: maria.id,
            body: { kind: 'text' as const, text: 'x'.repeat(20) },
            replyTo: null,
            at: NOW - 9000,
            state: 'failed' as const,
            refusal: { code: 'TOO_LONG', msg: 'The text is too long.' },
          },
          {
            id: 'o2',
            conversationId: maria.id,
            body: { kind: 'text' as const, text: 'The direct debit is changed by itself.' },
            replyTo: null,
            at: NOW - 2000,
            state: 'waiting' as const,
            refusal: null,
          },
        ],
        (each) => each.id,
      ),
    },
  },
  {
    name: 'offline',
    title: 'Connection lost, messages kept',
    state: {
      ...busy,
      link: { status: 'offline', since: NOW - 17_000, caughtUp: null },
      outbox: byId(
        [
          {
            id: 'o2',
            conversationId: maria.id,
            body: { kind: 'text' as const, text: 'The direct debit is changed by itself.' },
            replyTo: null,
            at: NOW - 2000,
            state: 'waiting' as const,
            refusal: null,
          },
        ],
        (each) => each.id,
      ),
    },
  },
  {
    name: 'back-online',
    title: 'Connected again',
    state: { ...busy, link: { status: 'online', since: NOW - 2000, caughtUp: 3 } },
  },
  {
    name: 'customer-left',
    title: 'The customer has left',
    state: {
      ...busy,
      conversations: {
        ...conversations,
        [maria.id]: { ...maria, sessions: maria.sessions.map((each) => ({ ...each, active: false })) },
      },
    },
  },
  {
    name: 'wrap-up',
    title: 'Wrapping up beside the readable conversation',
    state: {
      ...busy,
      selected: lee.id,
      wrapupDrafts: {
        [lee.id]: {
          codes: [{ categoryName: 'Technical', value: 'Connection restored' }],
          note: 'Router had to be reset twice.',
        },
      },
    },
  },
  {
    name: 'wrap-up-over',
    title: 'The time to wrap up ran out, the note is kept',
    state: {
      ...busy,
      selected: lee.id,
      wrapupDrafts: { [lee.id]: { codes: [], note: 'Router had to be reset twice.' } },
      conversations: {
        ...conversations,
        [lee.id]: { ...lee, wrapup: null, actions: [], gone: { reason: 'wrap Up Timer Expired', at: NOW } },
      },
    },
  },
  {
    name: 'pending',
    title: 'Finishing: not ready follows when the last chat is over',
    state: {
      ...busy,
      presence: presence('NOT_READY', {
        reason: 'Lunch',
        mrds: [
          { id: 'chat', name: 'Chat', state: 'PENDING_NOT_READY', since: NOW - 20_000, live: 4, max: 5 },
          { id: 'voice', name: 'Voice', state: 'NOT_READY', since: NOW - 3_840_000, live: 0, max: 1 },
        ],
      }),
    },
  },
  {
    name: 'long',
    title: 'A long conversation with a long text',
    state: desk({ presence: loaded, conversations: { [olga.id]: olga }, selected: olga.id }),
  },
  {
    name: 'huge',
    title: 'Ten thousand messages',
    state: desk({ presence: loaded, conversations: { [tenThousand.id]: tenThousand }, selected: null }),
  },
  {
    name: 'hostile',
    title: 'Hostile and difficult text',
    state: desk({ presence: loaded, conversations: { [hostile.id]: hostile }, selected: hostile.id }),
  },
  { name: 'context', title: 'The customer, as a drawer', state: { ...busy, contextOpen: true } },
  { name: 'settings', title: 'Settings', state: desk({ place: 'settings' }) },
  { name: 'end-replaced', title: 'Signed in on another device', state: {} },
  { name: 'end-elsewhere', title: 'At work in another browser', state: {} },
  { name: 'end-signedOut', title: 'Signed out', state: {} },
  { name: 'end-expired', title: 'The sign-in has expired', state: {} },
  { name: 'end-forbidden', title: 'Not for this account', state: {} },
  { name: 'end-locked', title: 'Locked', state: {} },
  { name: 'end-full', title: 'As many agents as may be', state: {} },
  { name: 'end-unreachable', title: 'Server not reached', state: {} },
  { name: 'end-broken', title: 'Our own mistake', state: {} },
  ...aroundStories(busy),
  ...HOME_STORIES,
  ...LIST_STORIES,
  ...PHONE_STORIES,
  ...TEAM_STORIES,
  ...TIMELINE_STORIES,
  ...WORK_STORIES,
  ...WRITING_STORIES,
  ...CUSTOMER_STORIES,
];
