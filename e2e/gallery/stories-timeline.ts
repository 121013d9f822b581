/** The timeline in its states: every kind of message, replies, choosing, searching, hostile words, wide and narrow. */
import { inactivitySlice } from '../../src/idle/inactivity.ts';
import type { Body, Happening, KeptEvent } from '../../src/store/events.ts';
import type { Conversation, DeskState } from '../../src/store/model.ts';
import { takeEvents } from '../../src/store/transcript.ts';
import { conversation, ME, NOW, presence } from '../../src/testing/people.ts';

type Story = { name: string; title: string; state: Partial<DeskState> };

const CUSTOMER = { kind: 'customer', id: 'customer-Maria Lopez', name: 'Maria Lopez' } as const;
const MINE = { kind: 'agent', id: ME.id, name: ME.name } as const;
const BEN = { kind: 'agent', id: 'agent-2', name: 'Ben Okafor' } as const;

/** More of a conversation: seconds before now, and what happened. */
function goesOn(base: Conversation, happened: readonly (readonly [number, Happening])[]): Conversation {
  const events = happened.map(([ago, what], index): KeptEvent => {
    const seq = base.transcript.head + index + 1;
    return { id: `${base.id}-${seq}`, seq, skipped: 0, at: NOW - ago * 1000, what };
  });
  return { ...base, transcript: takeEvents(base.transcript, events, ME.id)[0] };
}

type Saying = { id?: string; replyTo?: string; whisper?: boolean };

function says(
  author: typeof CUSTOMER | typeof MINE | typeof BEN,
  text: string,
  { id = text, replyTo, whisper = false }: Saying = {},
): Happening {
  const body: Body = { type: 'PLAIN', text, fields: {} };
  return { type: 'message', messageId: id, author, whisper, body, replyTo: replyTo ?? null };
}

function sends(type: string, fields: Record<string, unknown>, text = ''): Happening {
  const id = `${type}-${JSON.stringify(fields).length}`;
  return {
    type: 'message',
    messageId: id,
    author: CUSTOMER,
    whisper: false,
    body: { type, text, fields },
    replyTo: null,
  };
}

function shown(made: Conversation, change: Partial<DeskState> = {}): Partial<DeskState> {
  return {
    me: ME,
    link: { status: 'online', since: NOW - 600_000, caughtUp: null },
    presence: presence('READY'),
    conversations: { [made.id]: made },
    selected: made.id,
    ...change,
  };
}

const maria = (said: Parameters<typeof conversation>[1] = {}) => conversation('Maria Lopez', said);

const replies = goesOn(maria(), [
  [400, says(CUSTOMER, 'I have two questions. First: why is the invoice of October higher than the one before?')],
  [380, says(CUSTOMER, 'And second: can I pay by card from now on?', { id: 'second' })],
  [340, says(BEN, 'She had a visit in October, look at the order.', { whisper: true })],
  [300, says(MINE, 'Yes, you can. I have sent you a link by e-mail.', { id: 'yes', replyTo: 'second' })],
  [250, says(CUSTOMER, 'It has not come yet.', { replyTo: 'yes' })],
  [200, says(MINE, 'Then it is in the spam folder, I am afraid.', { replyTo: 'long ago' })],
  [190, says(MINE, 'The sender is invoices@example.com.', { id: 'lost' })],
  [180, { type: 'receipt', messageId: 'lost', status: 'FAILED', author: CUSTOMER, reason: '500' }],
  [150, { type: 'queued', queue: 'Second level', direction: 'DIRECT_TRANSFER' }],
  [
    140,
    {
      type: 'agentJoined',
      agent: { participantId: 'p2', userId: BEN.id, name: BEN.name, role: 'ASSISTANT' },
    },
  ],
  [
    20,
    {
      type: 'agentLeft',
      agent: { participantId: 'p2', userId: BEN.id, name: BEN.name, role: 'ASSISTANT' },
      reason: null,
    },
  ],
]);

const attachment = (name: string, mimeType: string, size: number) => ({
  mediaUrl: `https://files.example.com/${name}`,
  mimeType,
  size,
  mediaName: name,
});

const files = goesOn(maria(), [
  [500, sends('IMAGE', { caption: 'The lamp', attachment: attachment('lamp.png', 'image/png', 204_800) })],
  [
    490,
    sends('IMAGE', {
      attachment: { ...attachment('router.svg', 'image/png', 1200), mediaUrl: '/src/alerts/icon.svg' },
    }),
  ],
  [480, sends('FILE', { attachment: attachment('invoice-2026-10.pdf', 'application/pdf', 1_204_800) })],
  [470, sends('AUDIO', { attachment: attachment('voice.ogg', 'audio/ogg', 80_000) })],
  [460, sends('LOCATION', { location: { latitude: 48.2082, longitude: 16.3738 }, additionalDetails: { name: 'Wien' } })],
  [450, sends('CONTACT', { contacts: [{ name: { formattedName: 'Jon Snow' }, phones: [{ phone: '+44 7700 900123' }] }] })],
  [440, sends('URL', { mediaUrl: 'https://example.com/appointments/8841' })],
]);

const cards = goesOn(maria(), [
  [
    500,
    sends(
      'BUTTON',
      { buttons: [{ title: 'Yes, please' }, { title: 'No' }, { title: 'Ask me later' }] },
      'Shall we reserve the fibre plan for you?',
    ),
  ],
  [
    480,
    sends(
      'CAROUSEL',
      {
        elements: [
          { text: 'Plan A, 250 Mbit/s', defaultAction: { url: 'https://example.com/a' }, buttons: [{ title: 'Choose A' }] },
          { text: 'Plan B, 1 Gbit/s', buttons: [{ title: 'Choose B' }] },
        ],
      },
      'Our plans',
    ),
  ],
  [
    460,
    sends('EMAIL', {
      subject: 'Order 42',
      from: 'maria@example.com',
      recipientsTo: ['support@example.com'],
      htmlBody: '<style>p{color:red}</style><p>Hello,</p><p>where is my <b>order</b>?</p><script>x</script>',
      attachments: [{ mediaName: 'order.pdf', mediaUrl: 'https://files.example.com/order.pdf', size: 20_480 }],
    }),
  ],
  [
    440,
    sends('RECEIPT', {
      orderNumber: '42',
      merchantName: 'Example Store',
      currency: 'EUR',
      elements: [{ title: 'T-shirt', subtitle: 'Blue', quantity: 2, price: 25 }],
      summary: { totalCost: 32 },
    }),
  ],
  [420, sends('VOICE', { callId: 'c', leg: 'agent:1006', reasonCode: 'INBOUND' })],
  [410, sends('CUSTOM', { jsonNode: { any: 'json' } })],
  [400, sends('COMMENT', { postId: 'p1', itemType: 'TEXT' }, 'Great service!')],
]);

const hostile = goesOn(maria(), [
  [300, says(CUSTOMER, `zero\u200bwidth \u202egnirts desrever\u202c and on`)],
  [290, says(CUSTOMER, `Z\u0351\u0343\u0346a\u0321\u0322\u0315\u031bl\u0334g${'\u0315\u031b\u0358'.repeat(90)}o`)],
  [280, says(CUSTOMER, 'word'.repeat(400))],
  [270, says(CUSTOMER, '[https://my-bank.example](https://collect.example.net/login) and [here](https://example.com)')],
  [260, says(CUSTOMER, '😀'.repeat(400))],
  [250, says(CUSTOMER, 'مرحبا، رقم العقد 2206-881-447 في invoice.pdf')],
  [240, says(CUSTOMER, "A hundred thousand letters. ".repeat(3600), { id: 'hundred' })],
]);

const short = goesOn(maria(), [
  [60, says(CUSTOMER, 'Hello again')],
  [40, says(MINE, 'Thank you for wating, here is the answer.', { id: 'own' })],
]);

const OWN = { conversationId: short.id, messageId: 'own' };

/** What `stories.ts` takes over. */
export const TIMELINE_STORIES: readonly Story[] = [
  { name: 'timeline-replies', title: 'Replies, a whisper, a failure, people who come and go', state: shown(replies) },
  { name: 'timeline-files', title: 'Pictures, files, places, contacts', state: shown(files) },
  { name: 'timeline-cards', title: 'Buttons, cards, letters, orders, calls', state: shown(cards) },
  { name: 'timeline-hostile', title: 'Words that want to break the timeline', state: shown(hostile) },
  {
    name: 'timeline-edit',
    title: 'An own message is being changed',
    state: shown(short, { changing: { ...OWN, how: 'edit', text: 'Thank you for waiting, here is the answer.' } }),
  },
  {
    name: 'timeline-unsend',
    title: 'An own message is to be taken back',
    state: shown(short, { changing: { ...OWN, how: 'unsend', text: '' } }),
  },
  {
    name: 'stay-question',
    title: 'The time for an answer is all but over: does the agent stay?',
    state: shown({ ...short, awaited: { startedAt: NOW - 110_000, endsAt: NOW + 9_000, asks: true } }),
  },
  {
    name: 'inactivity',
    title: 'The agent is about to be signed out for doing nothing',
    state: shown(short, { inactivityLimit: 60_000, slices: new Map([[inactivitySlice, NOW + 12_000]]) }),
  },
  {
    name: 'timeline-search',
    title: 'Searching in a conversation',
    state: shown(replies, { searching: replies.id }),
  },
  {
    name: 'timeline-earlier-failed',
    title: 'Earlier messages could not be loaded',
    state: shown(
      { ...short, transcript: { ...short.transcript, earlier: true } },
      { refusals: { [`earlier:${short.id}`]: { code: 'NO_ANSWER', msg: '' } } },
    ),
  },
];
