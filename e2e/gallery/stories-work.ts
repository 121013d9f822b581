/** States of presence, of offers and of a busy list. */
import type { Conversation, DeskState, MrdPresence, Notice, Offer } from '../../src/store/model.ts';
import { conversation, ME, NOW, offer, presence, type Said } from '../../src/testing/people.ts';

type Story = { name: string; title: string; state: Partial<DeskState>; click?: string };

const ONLINE: DeskState['link'] = { status: 'online', since: NOW - 600_000, caughtUp: null };

function byId<T>(items: readonly T[], id: (item: T) => string): Record<string, T> {
  return Object.fromEntries(items.map((item) => [id(item), item]));
}

const mrd = (state: MrdPresence['state'], live: number, more: Partial<MrdPresence> = {}): MrdPresence => ({
  id: 'chat',
  name: 'Chat',
  state,
  since: NOW - 130_000,
  live,
  max: 30,
  ...more,
});
const VOICE: MrdPresence = {
  id: 'voice',
  name: 'Voice',
  state: 'NOT_READY',
  since: NOW - 3_840_000,
  live: 0,
  max: 1,
};

const NAMES = [
  'Maria Lopez',
  'Ahmed Aziz',
  'Jonas Weber',
  'Nadia Haddad',
  'Olga Petrova',
  'Lee Chen',
  'Fatima Zahra El Amrani-Benjelloun',
  'Tom O’Brien',
  'Yuki Tanaka',
  'Sofia Rossi',
  'Kwame Mensah',
  'Anna Nowak',
  'Luis Ortega',
  'Priya Raman',
  'Emil Larsen',
  'Chiara Conti',
  'Mehmet Yılmaz',
  'Grace Hopper',
  'Ivan Horvat',
  'Zoë Janssens',
  'محمد علي',
  'Paul Martin',
  'Linh Nguyen',
  'Oskar Novák',
  'Ruth Cohen',
  'Samuel Okoro',
  'Ingrid Berg',
  'Diego Silva',
  'Hana Kim',
  'Ellen Ripley',
];
const CHANNELS = ['WEB', 'WHATSAPP', 'EMAIL', 'SMS', 'WEB'];
const WORDS = [
  'Will the direct debit be changed as well, or do I have to do something?',
  'The router still blinks red',
  'thanks, that helped a lot 🙏',
  'When does the technician come?',
  'I would like to upgrade to the 1 Gbit plan',
];

function busyRow(name: string, index: number): Conversation {
  const kind = index % 6;
  const words = WORDS[index % WORDS.length] ?? '';
  const ago = 20 + index * 9;
  const customer: Said[] = [['c', ago, words]];
  const answered: Said[] = [
    ['c', ago + 60, words],
    ['a', ago, 'I have looked it up and changed it for you.'],
  ];
  const wrapup: Partial<Conversation> = {
    role: 'WRAP_UP',
    actions: ['CLOSE_WRAP_UP'],
    wrapup: { endsAt: NOW + (8 + index) * 1000, lasts: 60_000 },
  };
  return conversation(name, {
    channelType: CHANNELS[index % CHANNELS.length] ?? 'WEB',
    said: kind < 3 ? customer : answered,
    readByMe: kind === 0 ? -1 : 0,
    ...(kind === 5 ? { change: wrapup } : {}),
  });
}

const thirty = NAMES.map(busyRow);
const conversations = byId(thirty, (each) => each.id);
const [maria, ahmed, , nadia] = thirty;
const idOf = (each: Conversation | undefined) => each?.id ?? '';

const crowd: Partial<DeskState> = {
  me: ME,
  link: ONLINE,
  presence: presence('READY', { mrds: [mrd('ACTIVE', 26), VOICE] }),
  conversations,
  selected: idOf(maria),
  drafts: { [idOf(ahmed)]: 'The line was switched at', [idOf(nadia)]: 'One more question:' },
  outbox: {
    o1: {
      id: 'o1',
      conversationId: idOf(thirty[4]),
      body: { kind: 'text', text: 'Here is the whole log of the router' },
      replyTo: null,
      at: NOW - 9000,
      state: 'failed',
      refusal: { code: 'TOO_LONG', msg: '' },
    },
  },
};

const few = byId([thirty[0], thirty[2], thirty[9], thirty[5]].flatMap((each) => each ?? []), (each) => each.id);
const quiet: Partial<DeskState> = {
  me: ME,
  link: ONLINE,
  presence: presence('READY', { mrds: [mrd('ACTIVE', 3, { max: 5 }), VOICE] }),
  conversations: few,
};

const offers = (...all: Offer[]) => byId(all, (each) => each.taskId);
const THREE = offers(
  offer('Jon Snow', { expiresAt: NOW + 9000 }),
  offer('Nadia Haddad', {
    channelType: 'WHATSAPP',
    queue: 'Sales',
    expiresAt: NOW + 4000,
    enqueuedAt: NOW - 134_000,
  }),
  offer('Bartholomew Featherstonehaugh', {
    queue: 'Contracts and cancellations',
    expiresAt: NOW + 17_000,
    preview: '',
    enqueuedAt: NOW - 5000,
  }),
);

function ending(reason: string, more: Partial<Notice> = {}): Notice {
  return {
    id: `offer:${reason}`,
    text: `notice.offerEnded.${reason}`,
    values: { name: 'Jon Snow', queue: 'Support', mrd: 'Chat', agent: 'Ben Almeida' },
    tone: reason.startsWith('RONA') ? 'warn' : 'info',
    at: NOW - 3000,
    conversationId: null,
    ...more,
  };
}

export const WORK_STORIES: readonly Story[] = [
  {
    name: 'offers-typing',
    title: 'Three offers over a text that is being written',
    state: {
      ...quiet,
      selected: idOf(maria),
      drafts: { [idOf(maria)]: 'The direct debit is changed by itself, you do not have to' },
      offers: THREE,
    },
  },
  { name: 'offers-settings', title: 'Offers while in the settings', state: { ...quiet, offers: THREE, place: 'settings' } },
  {
    name: 'offer-note',
    title: 'An offer with a note of a colleague',
    state: {
      ...quiet,
      offers: offers(
        offer('Jon Snow', { note: 'Knows the case, wants to speak to a second person.', requestedBy: 'Ben Almeida' }),
      ),
    },
  },
  {
    name: 'offer-ended-rona',
    title: 'An offer ran out: what is off now, and the way back',
    state: {
      ...quiet,
      presence: presence('READY', {
        mrds: [mrd('NOT_READY', 0, { max: 5, reason: 'RONA', since: NOW - 4000 }), VOICE],
      }),
      conversations: {},
      notices: [ending('RONA_OFF', { mrdId: 'chat' })],
    },
  },
  { name: 'offer-ended-taken', title: 'An offer was taken', state: { ...quiet, notices: [ending('TAKEN_BY')] } },
  {
    name: 'offer-ended-left',
    title: 'The customer of an offer left, another one rings',
    state: { ...quiet, notices: [ending('CUSTOMER_LEFT')], offers: offers(offer('Nadia Haddad')) },
  },
  {
    name: 'pending-agent',
    title: 'Not ready is asked for, three chats are to be finished',
    state: {
      ...quiet,
      presence: presence('NOT_READY', {
        reason: 'Lunch',
        since: NOW - 20_000,
        mrds: [mrd('PENDING_NOT_READY', 3, { max: 5, since: NOW - 20_000 }), VOICE],
      }),
    },
  },
  {
    name: 'pending-mrd',
    title: 'One kind of work is finishing, the agent stays ready',
    state: {
      ...quiet,
      presence: presence('READY', {
        mrds: [
          mrd('PENDING_NOT_READY', 3, { max: 5, since: NOW - 20_000 }),
          { ...VOICE, state: 'BUSY', live: 1, since: NOW - 64_000 },
        ],
      }),
    },
  },
  {
    name: 'mrd-states',
    title: 'Every state of a kind of work',
    state: {
      ...quiet,
      presence: presence('READY', {
        mrds: [
          mrd('ACTIVE', 3, { max: 5 }),
          { ...VOICE, state: 'BUSY', live: 1 },
          { ...VOICE, id: 'mail', name: 'Mail', state: 'INTERRUPTED', live: 2, max: 4 },
        ],
      }),
    },
  },
  {
    name: 'mrd-refused',
    title: 'The server refused to switch a kind of work on',
    state: { ...quiet, refusals: { 'mrd:voice': { code: 'STATE_NOT_ALLOWED', msg: '' } } },
  },
  { name: 'state-menu', title: 'The menu of the state', state: quiet, click: '#state-menu' },
  { name: 'list-busy', title: 'Thirty conversations', state: crowd },
  {
    name: 'list-waiting',
    title: 'Those who wait, of thirty',
    state: { ...crowd, list: { filter: 'waiting', search: '', order: [] } },
  },
  {
    name: 'list-search',
    title: 'A search in the list',
    state: { ...crowd, list: { filter: 'all', search: 'router', order: [] } },
  },
  {
    name: 'list-no-match',
    title: 'A search without a match',
    state: { ...crowd, list: { filter: 'all', search: 'Hildegard', order: [] } },
  },
  {
    name: 'list-none-waiting',
    title: 'A filter that nothing passes',
    state: {
      ...quiet,
      conversations: byId([thirty[9]].flatMap((each) => each ?? []), (each) => each.id),
      list: { filter: 'waiting', search: '', order: [] },
    },
  },
  { name: 'list-compact', title: 'Thirty conversations, none open', state: { ...crowd, selected: null } },
  { name: 'sound-blocked', title: 'The browser keeps the desk silent', state: { ...quiet, audio: 'blocked' } },
];
